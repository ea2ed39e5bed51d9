import type { ConsentEventInput } from '../../../shared/consent';
import { InvalidRequest } from '../../../shared/store';
import type { ConsentStore, StoreConfig } from '../../../shared/store';
import { at, NOON, open, phone } from './harness';
import type { Ground } from './harness';

const ANNA = phone(1);
const USER = 'US.13491208655302741918';

const event = (action: ConsentEventInput['action'], contact: ConsentEventInput['contact'], minute: number, more: Partial<ConsentEventInput> = {}): ConsentEventInput => ({
	action, contact, origin: 'person', source: 'keyword', occurredAt: at(minute), ...more,
});

export function rooms(ground: Ground): void {
	describe(`beside the events (${ground.name})`, () => {
		let config: StoreConfig;
		let store: ConsentStore;
		beforeEach(async () => {
			config = await ground.config();
			store = await open(config);
		});

		it('changes what is named of a profile and keeps the rest', async () => {
			await store.updateProfile(ANNA, { name: 'Anna', tags: ['vip', 'de'], attributes: { city: 'Bonn', __proto__x: '1' } });
			const record = await store.updateProfile(ANNA, { addTags: ['new'], removeTags: ['de'], attributes: { city: null, size: 'M' } });
			expect(record).toMatchObject({ contact: ANNA, name: 'Anna', tags: ['vip', 'new'], attributes: { size: 'M' }, status: 'none' });
			expect(record.attributes).not.toHaveProperty('city');
		});

		it('keeps an attribute named __proto__ as text', async () => {
			const attributes = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
			const record = await store.updateProfile(ANNA, { attributes });
			expect(Object.entries(record.attributes).sort()).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
			expect(({} as Record<string, unknown>)['x']).toBeUndefined();
		});

		it('loses none of many tags set on one profile at the same time', async () => {
			const other = await open(config);
			const tags = Array.from({ length: 12 }, (_, n) => `tag-${n}`);
			await Promise.all(tags.map(async (tag, n) => await (n % 2 ? store : other).updateProfile(ANNA, { addTags: [tag] })));
			expect((await store.records([ANNA]))[0]?.tags.sort()).toEqual(tags.sort());
		});

		it('shows one profile for identifiers that turn out to be one person’s', async () => {
			await store.updateProfile(ANNA, { name: 'Anna', tags: ['a'] });
			await store.updateProfile({ userId: USER }, { tags: ['b'] });
			await store.record([event('link', ANNA, 1, { to: USER })]);
			expect(await store.records([USER])).toMatchObject([{ name: 'Anna', tags: ['a', 'b'] }]);
			await store.updateProfile(USER, { removeTags: ['a'] });
			expect((await store.records([ANNA]))[0]?.tags).toEqual(['b']);
		});

		it('always has the list marketing, and makes lists on first use', async () => {
			expect((await store.lists()).map(({ key }) => key)).toEqual(['marketing']);
			await store.record([event('opt_in', ANNA, 1, { lists: ['news'] })]);
			await store.saveList({ key: 'offers', name: 'Special offers' });
			expect((await store.lists()).map(({ key, name }) => [key, name])).toEqual([['marketing', 'marketing'], ['news', 'news'], ['offers', 'Special offers']]);
			await store.deleteList('offers');
			expect((await store.lists()).map(({ key }) => key)).toEqual(['marketing', 'news']);
			await expect(store.deleteList('marketing')).rejects.toThrow(InvalidRequest);
			await expect(store.saveList({ key: 'No Slug' })).rejects.toThrow(/key must be/);
		});

		it('counts members of a list by what holds for them, each person once', async () => {
			await store.record([
				event('opt_in', phone(1), 1), event('opt_in', phone(2), 1), event('opt_in', phone(3), 1),
				event('opt_out', phone(2), 2), event('opt_in', { userId: USER }, 1), event('link', phone(1), 2, { to: USER }),
				event('opt_in', phone(4), 1, { needsConfirmation: { until: at(99999) } }),
			]);
			expect(await store.listCounts('marketing')).toEqual({ optedIn: 2, optedOut: 1, pending: 1 });
		});

		it('keeps settings, checks them, and loses no change made at the same time', async () => {
			expect(await store.settings()).toMatchObject({ rule: 'required', defaultList: 'marketing' });
			await Promise.all([store.updateSettings({ rule: 'soft' }), store.updateSettings({ businessName: 'Lucky Shrub' }), store.updateSettings({ optOutKeywords: ['basta'] })]);
			expect(await store.settings()).toMatchObject({ rule: 'soft', businessName: 'Lucky Shrub', optOutKeywords: ['basta'] });
			await expect(store.updateSettings({ quietHours: { from: '25:00', to: '07:00' } })).rejects.toThrow(/quietHours.from/);
		});

		it('knows a signal delivered before, and whether it was handed over, for a week', async () => {
			let now = NOON;
			const worker = await open(config, { now: () => now });
			expect(await worker.rememberSignals(['s1', 's2', 's1'])).toEqual([
				{ signalId: 's1', fresh: true, handedOver: false },
				{ signalId: 's2', fresh: true, handedOver: false },
				{ signalId: 's1', fresh: false, handedOver: false },
			]);
			await worker.handedOver(['s1']);
			now += 7 * 24 * 3600_000;
			expect(await store.rememberSignals(['s1', 's2'])).toMatchObject([{ fresh: false, handedOver: true }, { fresh: false, handedOver: false }]);
			now += 3 * 24 * 3600_000;
			await worker.rememberSignals(['s3']);
			expect(await worker.rememberSignals(['s1'])).toMatchObject([{ fresh: true }]);
		});

		it('knows when a contact last wrote, to which number, also through links, and until when to wait', async () => {
			await store.noteInbound([
				{ identifier: ANNA, phoneNumberId: '1', at: NOON + 1000 },
				{ identifier: ANNA, phoneNumberId: '1', at: NOON },
				{ identifier: { userId: USER }, phoneNumberId: '2', at: NOON + 5000 },
			]);
			await store.coolDown(ANNA, NOON + 9000);
			await store.record([event('link', ANNA, 1, { to: USER })]);
			expect(await store.facts([ANNA, 'nobody', phone(9)], '1')).toEqual([
				{ contact: ANNA, lastInboundAt: NOON + 1000, coolDownUntil: NOON + 9000 },
				{},
				{ contact: phone(9) },
			]);
			expect(await store.facts([USER])).toEqual([{ contact: USER, lastInboundAt: NOON + 5000, coolDownUntil: NOON + 9000 }]);
		});

		it('finds the contact of a message it sent', async () => {
			const sent = { messageId: 'wamid.1', contact: ANNA, phoneNumberId: '1', at: NOON, purpose: 'campaign' };
			await store.noteSent([sent]);
			expect(await store.sentMessages(['wamid.1', 'wamid.2'])).toEqual([sent, undefined]);
		});

		it('keeps a value with its age', async () => {
			expect(await store.cached('template:x')).toBeUndefined();
			await store.cache('template:x', { category: 'MARKETING', note: ':)' });
			expect(await store.cached('template:x')).toEqual({ value: { category: 'MARKETING', note: ':)' }, at: NOON + 86_400_000 });
		});

		it('imports opt-outs first, undated opt-outs from now, and no undated opt-in', async () => {
			const rows = [
				{ contact: phone(1), status: 'opted_in' as const, occurredAt: at(1), name: 'Anna', tags: ['sheet'] },
				{ contact: phone(2), status: 'opted_in' as const },
				{ contact: phone(3), status: 'opted_out' as const },
				{ contact: 'no number', status: 'opted_out' as const },
				{ contact: phone(1), status: 'opted_out' as const, occurredAt: at(2) },
			];
			const dry = await store.import(rows, { dryRun: true, source: 'customers.csv' });
			expect(await store.contacts({})).toEqual({ contacts: [] });
			const results = await store.import(rows, { source: 'customers.csv' });
			expect(results.map(({ outcome, status }) => [outcome, status])).toEqual([
				['refused', 'opted_out'],
				['invalid', 'none'],
				['changed', 'opted_out'],
				['invalid', 'none'],
				['changed', 'opted_out'],
			]);
			expect(dry).toEqual(results);
			expect((await store.states([phone(3)]))[0]?.optedOutAt).toBe(at(24 * 60));
			expect(await store.records([phone(1)])).toMatchObject([{ name: 'Anna', tags: ['sheet'] }]);
		});

		it('says in a dry run what a row is refused for that another row forbids, under another written form of the number too', async () => {
			const rows = [
				{ contact: '+5511987654321', status: 'opted_in' as const, occurredAt: at(5) },
				{ contact: '+551187654321', status: 'opted_out' as const, occurredAt: at(1) },
				{ contact: phone(1), status: 'opted_in' as const, occurredAt: at(5) },
				{ contact: phone(1), status: 'blocked' as const, occurredAt: at(1) },
				{ contact: phone(2), status: 'opted_in' as const, occurredAt: at(5) },
			];
			const dry = await store.import(rows, { dryRun: true });
			expect(dry.map(({ outcome, status }) => [outcome, status])).toEqual([['refused', 'opted_out'], ['changed', 'opted_out'], ['changed', 'blocked'], ['changed', 'blocked'], ['changed', 'opted_in']]);
			expect(await store.import(rows)).toEqual(dry);
		});

		it('imports an opt-out whose date or list is a slip as an opt-out of everything from now, and says so', async () => {
			await store.import([{ contact: phone(1), status: 'opted_in', occurredAt: at(1) }]);
			const [undated, unlisted] = await store.import([
				{ contact: phone(1), status: 'opted_out', occurredAt: '31/12/2025' },
				{ contact: phone(2), status: 'opted_out', lists: ['Our Newsletter'] },
			]);
			expect(undated).toMatchObject({ outcome: 'changed', status: 'opted_out', lists: ['*'], reason: expect.stringContaining('occurredAt') });
			expect(unlisted).toMatchObject({ outcome: 'changed', status: 'opted_out', lists: ['*'], reason: expect.stringContaining('lists') });
			expect(await store.import([{ contact: phone(1), status: 'opted_in', occurredAt: at(24 * 60) }])).toMatchObject([{ outcome: 'refused' }]);
		});

		it('keeps the note of an imported row as evidence, and gives no reason where nothing was amiss', async () => {
			const [result] = await store.import([{ contact: phone(1), status: 'opted_out', occurredAt: at(1), evidence: { note: 'asked at the till' } }]);
			expect(result).toMatchObject({ outcome: 'changed' });
			expect(result).not.toHaveProperty('reason');
			expect(await store.history(phone(1))).toMatchObject([{ evidence: { note: 'asked at the till' } }]);
		});

		it('answers each row of a long sheet in its place', async () => {
			const rows = Array.from({ length: 11_000 }, (_, n) => ({
				contact: n % 1000 === 7 ? `row ${n}` : phone(n), status: n % 3 === 0 ? ('opted_out' as const) : ('opted_in' as const), occurredAt: at(1),
			}));
			const results = await store.import(rows);
			expect(results.map(({ contact, outcome, status }) => [contact, outcome, status])).toEqual(
				rows.map(({ contact, status }) => (contact.startsWith('row') ? [contact, 'invalid', 'none'] : [contact, 'changed', status])),
			);
			const people = rows.filter(({ contact }) => !contact.startsWith('row'));
			expect((await store.states(people.map(({ contact }) => contact))).map(({ status }) => status)).toEqual(people.map(({ status }) => status));
		});

		it('pages through every person once, filtered, and exports the same', async () => {
			const events: ConsentEventInput[] = [];
			for (let n = 0; n < 25; n++) events.push(event(n % 2 ? 'opt_out' : 'opt_in', phone(n), 1));
			await store.record([...events, event('link', phone(3), 2, { to: USER }), event('opt_in', 'DE.777', 1)]);
			await store.updateProfile(phone(4), { name: 'Zoë Müller', tags: ['vip'], attributes: { city: 'Bonn' } });
			const seen: string[] = [];
			let cursor: string | undefined;
			do {
				const page = await store.contacts({ limit: 7 }, cursor);
				seen.push(...page.contacts.map(({ contact }) => contact));
				cursor = page.cursor;
			} while (cursor !== undefined);
			expect(seen.sort()).toEqual([...Array.from({ length: 25 }, (_, n) => phone(n)), 'DE.777'].sort());
			const exported: string[] = [];
			for await (const { contact } of store.exportContacts()) exported.push(contact);
			expect(exported.sort()).toEqual(seen);

			const contactsOf = async (filter: Parameters<ConsentStore['contacts']>[0]) => (await store.contacts(filter)).contacts.map(({ contact }) => contact);
			expect(await contactsOf({ status: 'opted_out' })).toHaveLength(12);
			expect(await contactsOf({ list: 'marketing', listStatus: 'opted_in' })).toHaveLength(14);
			expect(await contactsOf({ search: 'müll' })).toEqual([phone(4)]);
			expect(await contactsOf({ search: phone(4).slice(-6) })).toEqual([phone(4)]);
			expect(await contactsOf({ tags: ['vip'], attributes: { city: 'Bonn' } })).toEqual([phone(4)]);
			expect(await contactsOf({ unlinked: true })).toEqual(['DE.777']);
			await expect(store.contacts({}, 'made up')).rejects.toThrow(InvalidRequest);
		});
	});

	it(`shows a history whatever became of the notes on its confirmations (${ground.name})`, async () => {
		const config = await ground.config();
		const store = await open(config);
		const [{ eventId = '' } = {}] = await store.record([event('opt_out', ANNA, 1)]);
		await store.finish(`confirm:${eventId}`, { messageId: 'wamid.1', sentAt: '2026-03-01T12:00:00.000Z' });
		await store.noteDeliveries([{ eventId, status: 'delivered', at: NOON }]);
		expect(await store.history(ANNA)).toMatchObject([{ confirmation: { state: 'delivered', messageId: 'wamid.1' } }]);
		await ground.sql(config, "update consent_store set value = 'rubbish' where key like 'default:v:%'");
		expect(await store.history(ANNA)).toMatchObject([{ confirmation: { state: 'sent' } }]);
		await ground.sql(config, "update consent_store set value = 'rubbish' where key like 'default:k:%'");
		expect((await store.history(ANNA))[0]).not.toHaveProperty('confirmation');
	});

	describe(`erasure (${ground.name})`, () => {
		it('leaves nothing that names the person, holds their stop, and lets a new start count', async () => {
			const config = await ground.config();
			let now = NOON + 3600_000;
			const store = await open(config, { now: () => now });
			const start = event('opt_in', ANNA, 1, { id: 'wamid.start', evidence: { text: 'START please' } });
			const stop = event('opt_out', ANNA, 2, { id: 'wamid.stop' });
			await store.record([start, stop, event('link', ANNA, 3, { to: USER })]);
			await store.updateProfile(ANNA, { name: 'Anna' });
			await store.noteInbound([{ identifier: ANNA, phoneNumberId: '1', at: NOON }]);
			await store.noteSent([{ messageId: 'wamid.sent', contact: ANNA, phoneNumberId: '1', at: NOON }]);
			await store.noteUndelivered(ANNA, 'wamid.lost', NOON);
			for (const { eventId } of await store.history(ANNA)) {
				await store.finish(`confirm:${eventId}`, { messageId: 'wamid.confirmed' });
				await store.noteDeliveries([{ eventId, status: 'read', at: NOON }]);
			}

			expect(await store.erase(USER)).toEqual({ contact: USER, erased: true, events: 3 });
			const rows = await ground.rows(config);
			expect(rows.filter((row) => row.includes(ANNA.slice(1)) || row.includes(USER) || row.includes('Anna') || row.includes('START') || row.includes('confirmed'))).toEqual([]);
			for (const reader of [store, await open(config)]) {
				expect(await reader.states([ANNA, USER])).toMatchObject([{ contact: ANNA, status: 'opted_out' }, { status: 'opted_out' }]);
			}
			expect(await store.record([start, stop])).toMatchObject([{ outcome: 'refused', reason: 'erased', status: 'opted_out' }, { outcome: 'unchanged', duplicate: true }]);
			expect((await ground.rows(config)).filter((row) => row.includes(ANNA))).toEqual([]);

			now += 3600_000;
			await store.record([event('opt_in', ANNA, 100)]);
			expect(await store.states([ANNA])).toMatchObject([{ status: 'opted_in' }]);
			expect(await store.erase(phone(99))).toMatchObject({ erased: false });
		});

		it('revives nobody when another worker, which has not heard of the erasure, gets the old start again', async () => {
			const config = await ground.config();
			const [one, other] = [await open(config), await open(config)];
			const start = event('opt_in', ANNA, 1, { id: 'wamid.start' });
			await one.record([start]);
			await other.states([ANNA]);
			await one.erase(ANNA);
			expect(await other.record([start])).toMatchObject([{ outcome: 'refused', reason: 'erased' }]);
			expect(await other.states([ANNA])).toMatchObject([{ status: 'none' }]);
		});
	});
}
