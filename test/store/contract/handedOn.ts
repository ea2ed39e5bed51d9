import { allowedNow, askGate } from '../../../shared/gate';
import type { ConsentEventInput } from '../../../shared/consent';
import type { ConsentStore, ContactFilter, StoreConfig } from '../../../shared/store';
import { at, NOON, open, phone } from './harness';
import type { Ground } from './harness';

const N = phone(1);
const M = phone(2);
const X = 'US.111';
const Y = 'US.222';
const DAY = 24 * 3600_000;

const said = (action: 'opt_in' | 'opt_out', contact: ConsentEventInput['contact'], minute: number, more: Partial<ConsentEventInput> = {}): ConsentEventInput => ({
	action, contact, origin: 'person', source: 'keyword', occurredAt: at(minute), ...more,
});
const link = (contact: string, to: string, minute: number, more: Partial<ConsentEventInput> = {}): ConsentEventInput => ({
	action: 'link', contact, to, origin: 'person', source: 'webhook', occurredAt: at(minute), ...more,
});
const minute = (n: number) => NOON + n * 60_000;

/** X had number N and has M now; since minute 5 it is Y's. */
export function handedOn(ground: Ground): void {
	describe(`what is kept of who had a number and of who has it (${ground.name})`, () => {
		let config: StoreConfig;
		let store: ConsentStore;
		let now: number;
		beforeEach(async () => {
			config = await ground.config();
			now = minute(0);
			store = await open(config, { now: () => now });
		});
		const statuses = async (...ids: string[]) => (await store.states(ids)).map(({ status }) => status);
		const named = async (text: string) => (await ground.rows(config)).filter((row) => row.includes(text));
		const actions = async (id: string) => (await store.history(id)).filter(({ action }) => action !== 'link').map(({ action, another }) => (another === true ? `another’s ${action}` : action));
		const met = async (filter: ContactFilter) => {
			const contacts: string[] = [];
			let cursor: string | undefined;
			do {
				const page = await store.contacts(filter, cursor);
				contacts.push(...page.contacts.map(({ contact }) => contact));
				cursor = page.cursor;
			} while (cursor !== undefined);
			return contacts;
		};
		/** Both speak from the number, each at their time. */
		async function handOn(xs: 'opt_in' | 'opt_out', ys?: 'opt_in' | 'opt_out'): Promise<void> {
			now = minute(3);
			await store.record([said(xs, { phone: N, userId: X }, 1, { evidence: { text: 'I am Xavier' } }), link(M, X, 2)]);
			await store.updateProfile(N, { name: 'Xavier', tags: ['old'] });
			await store.noteInbound([{ identifier: { phone: N, userId: X }, phoneNumberId: '1', at: minute(1) }]);
			now = minute(10);
			await store.record([ys === undefined ? link(N, Y, 5) : said(ys, { phone: N, userId: Y }, 5, { evidence: { text: 'I am Yvonne' } })]);
			now = minute(20);
		}

		it('erases of the new owner what is theirs, and leaves the former owner’s', async () => {
			await handOn('opt_out', 'opt_in');
			await store.updateProfile(N, { name: 'Yvonne' });
			await store.noteSent([{ messageId: 'wamid.to-y', contact: N, phoneNumberId: '1', at: minute(6) }]);
			expect(await store.erase(N)).toEqual({ contact: N, erased: true, events: 1 });
			for (const text of [N.slice(1), Y, 'Yvonne', 'wamid.to-y']) expect(await named(text)).toEqual([]);
			expect(await statuses(X, M, N, Y)).toEqual(['opted_out', 'opted_out', 'opted_out', 'opted_out']);
			expect(await actions(M)).toEqual(['opt_out']);
			expect((await store.history(X))[0]).toMatchObject({ evidence: { text: 'I am Xavier' } });
			expect(await store.records([X, M, N])).toMatchObject([{ contact: M, userId: X, name: 'Xavier' }, { contact: M, name: 'Xavier' }, { tags: [] }]);
			now = minute(60);
			await store.record([said('opt_in', { phone: N, userId: 'US.333' }, 50)]);
			expect(await statuses(N, X, M)).toEqual(['opted_in', 'opted_out', 'opted_out']);
		});

		it('does not bring a former owner’s opt-in back to the number when the new owner is erased', async () => {
			await handOn('opt_in', 'opt_out');
			await store.record([said('opt_in', M, 8)]);
			await store.erase(Y);
			expect(await statuses(N, Y)).toEqual(['opted_out', 'opted_out']);
			expect(await statuses(X, M)).toEqual(['opted_in', 'opted_in']);
			await store.record([said('opt_in', { phone: N, userId: Y }, 4)]);
			expect(await statuses(N, Y)).toEqual(['opted_out', 'opted_out']);
		});

		it('erases of the former owner what is theirs, and leaves the new owner’s', async () => {
			await handOn('opt_out', 'opt_in');
			await store.updateProfile(N, { name: 'Yvonne' });
			await store.keepDecisions('spring', [{ contact: N, decision: 'allow', reason: 'opted_in' }]);
			await store.erase(X);
			for (const text of [M.slice(1), X, 'Xavier', 'old']) expect(await named(text)).toEqual([]);
			expect(await statuses(X, M, N, Y)).toEqual(['opted_out', 'opted_out', 'opted_in', 'opted_in']);
			expect(await store.records([N])).toMatchObject([{ contact: N, userId: Y, name: 'Yvonne', tags: [] }]);
			expect(await store.decisions(N)).toHaveLength(1);
			expect((await store.history(N)).find(({ action }) => action === 'opt_in')).toMatchObject({ evidence: { text: 'I am Yvonne' } });
		});

		it('keeps the stop of an erased former owner in force for a new one who has not answered it, and revives no yes of theirs', async () => {
			await handOn('opt_out');
			await store.erase(M);
			expect(await statuses(N, Y)).toEqual(['opted_out', 'opted_out']);
			await store.record([said('opt_in', N, 0), said('opt_in', { phone: N, userId: X }, 4)]);
			expect(await statuses(N, Y, X)).toEqual(['opted_out', 'opted_out', 'opted_out']);
			await store.record([said('opt_in', { phone: N, userId: Y }, 12)]);
			expect(await statuses(N, Y, X)).toEqual(['opted_in', 'opted_in', 'opted_out']);
		});

		it('leaves a stop said from the old number with who moved away, when its new owner is erased', async () => {
			await store.record([said('opt_out', N, 1, { lists: ['news'] }), link(N, M, 3, { change: true }), said('opt_in', N, 5, { lists: ['news'] })]);
			await store.erase(N);
			expect(await named(N.slice(1))).toEqual([]);
			expect((await store.states([M]))[0]?.lists).toMatchObject({ news: { status: 'opted_out' } });
			expect(await store.listCounts('news')).toMatchObject({ optedOut: 1 });
			expect(await actions(M)).toEqual(['opt_out']);
		});

		it('keeps who had the number together, though it was what tied their identifiers', async () => {
			await store.record([said('opt_out', X, 0), said('opt_in', { phone: N, userId: X }, 1, { lists: ['news'] }), link(N, M, 3, { change: true }), said('opt_in', { phone: N, userId: Y }, 5)]);
			await store.erase(Y);
			expect(await store.states([X, M])).toMatchObject([{ contact: M, userId: X, status: 'opted_in' }, { userId: X, everything: { status: 'opted_out' } }]);
		});

		it('erases one of two that an item names where the number is no longer the user’s', async () => {
			await handOn('opt_out', 'opt_in');
			await store.erase({ phone: N, userId: X });
			expect(await statuses(N, Y)).toEqual(['opted_in', 'opted_in']);
		});

		it('lists both, each once and with their own state, in every order', async () => {
			await handOn('opt_out', 'opt_in');
			await store.updateProfile(N, { name: 'Yvonne' });
			const orders: ContactFilter[] = [{}, { sort: 'created' }, { sort: 'lastEvent' }, { sort: 'name' }];
			for (const filter of orders) for (const limit of [1, 50]) expect([filter, (await met({ ...filter, limit })).sort()]).toEqual([filter, [N, M]]);
			expect(await met({ status: 'opted_in' })).toEqual([N]);
			expect(await met({ status: 'opted_out' })).toEqual([M]);
			expect(await store.listCounts('marketing')).toEqual({ optedIn: 1, optedOut: 1, pending: 0 });
			for (const [search, contact] of [['Xav', M], ['yvonne', N], [N.slice(-7), N], [M.slice(-7), M]]) expect(await met({ search })).toEqual([contact]);
			expect(await met({ tags: ['old'] })).toEqual([M]);
			const exported: string[] = [];
			for await (const { contact, userId, status } of store.exportContacts()) exported.push(`${contact} ${userId} ${status}`);
			expect(exported.sort()).toEqual([`${N} ${Y} opted_in`, `${M} ${X} opted_out`].sort());
		});

		it('lists who moved away on a list they joined from the old number, beside its new owner', async () => {
			now = minute(10);
			await store.record([said('opt_in', N, 1, { lists: ['news'] }), link(N, M, 3, { change: true }), said('opt_out', N, 5, { lists: ['news'] }), said('opt_in', M, 6, { lists: ['other'] })]);
			expect(await store.listCounts('news')).toEqual({ optedIn: 0, optedOut: 2, pending: 0 });
			await store.record([said('opt_in', M, 7, { lists: ['news'] }), said('opt_in', phone(3), 7, { lists: ['news'] })]);
			expect(await store.listCounts('news')).toEqual({ optedIn: 2, optedOut: 1, pending: 0 });
			for (const limit of [1, 2, 50]) expect((await met({ list: 'news', limit })).sort()).toEqual([N, M, phone(3)].sort());
		});

		it('has everybody in the audience whom the gate would let through, once', async () => {
			await handOn('opt_in', 'opt_out');
			await store.record([said('opt_in', M, 8), said('opt_in', phone(3), 8)]);
			const where = await allowedNow(store, { category: 'marketing', rule: 'required' }, minute(30));
			const audience = await met({ where, limit: 1 });
			expect(audience.sort()).toEqual([M, phone(3)].sort());
			const answers = await askGate(store, [N, M, phone(3)], { category: 'marketing', rule: 'required' }, minute(30));
			expect(answers.flatMap(({ recipient }) => recipient ?? []).sort()).toEqual(audience);
		});

		it('shows in a history what is the holder’s own, and of another’s what holds messages back, without what they wrote', async () => {
			await handOn('opt_out', 'opt_in');
			expect(await actions(N)).toEqual(['another’s opt_out', 'opt_in']);
			expect(JSON.stringify(await store.history(N))).not.toContain('Xavier');
			expect(await actions(X)).toEqual(['opt_out']);
			expect(await actions(M)).toEqual(['opt_out']);
		});

		it('shows no opt-in of who had the number to who has it', async () => {
			await handOn('opt_in', 'opt_in');
			expect(await actions(N)).toEqual(['opt_in']);
			expect(await actions(X)).toEqual(['opt_in']);
		});

		it('mixes nobody’s profile into another’s', async () => {
			await handOn('opt_in', 'opt_in');
			expect(await store.records([N, Y, M, X])).toMatchObject([{ tags: [] }, { tags: [] }, { name: 'Xavier' }, { name: 'Xavier' }]);
			expect((await store.records([N]))[0]).not.toHaveProperty('name');
			await store.updateProfile({ phone: N, userId: X }, { attributes: { of: 'X' } });
			await store.updateProfile(N, { addTags: ['new'] });
			expect(await store.records([N, M])).toMatchObject([{ tags: ['new'], attributes: {} }, { name: 'Xavier', tags: ['old'], attributes: { of: 'X' } }]);
		});

		it('lets a profile go along with who moves away, though no user ID is known', async () => {
			now = minute(1);
			await store.record([said('opt_in', N, 1)]);
			await store.updateProfile(N, { name: 'Xavier' });
			now = minute(10);
			await store.record([link(N, M, 3, { change: true }), said('opt_in', N, 5)]);
			expect(await store.records([N, M])).toMatchObject([{ contact: N, tags: [] }, { contact: M, name: 'Xavier' }]);
			await store.updateProfile(N, { name: 'Yvonne' });
			expect(await store.records([N, M])).toMatchObject([{ name: 'Yvonne' }, { name: 'Xavier' }]);
			expect(await met({ sort: 'name' })).toEqual([M, N]);
		});

		it('opens no window to the new owner by what the former one wrote', async () => {
			await handOn('opt_in');
			const heard = async (...ids: string[]) => (await store.facts(ids, '1')).map(({ lastInboundAt }) => lastInboundAt);
			expect(await heard(N, Y, X, M)).toEqual([undefined, undefined, minute(1), minute(1)]);
			await store.noteInbound([{ identifier: { phone: N, userId: Y }, phoneNumberId: '1', at: minute(7) }]);
			expect(await heard(N, Y, X, M)).toEqual([minute(7), minute(7), minute(1), minute(1)]);
		});

		it('counts what was sent to the number for both, so that no cap is passed', async () => {
			await handOn('opt_in', 'opt_in');
			await store.noteSent([{ messageId: 'wamid.1', contact: N, phoneNumberId: '1', at: minute(2), category: 'marketing' }]);
			await store.coolDown(N, NOON + DAY);
			for (const facts of await store.facts([N, X], '1', { sent: { now: minute(20) } })) expect(facts).toMatchObject({ sent: { contact: { day: 1 } }, coolDownUntil: NOON + DAY });
		});

		it('tells each of them what was decided on them, and what was changed of them', async () => {
			const note = { actor: 'olga', reason: 'asked', what: 'profile', fields: [] };
			now = minute(2);
			await store.record([said('opt_in', { phone: N, userId: X }, 1)]);
			await store.keepDecisions('one', [{ contact: N, decision: 'allow', reason: 'opted_in' }]);
			await store.keepChange({ contact: N }, note, async () => undefined);
			await handOn('opt_in', 'opt_in');
			await store.keepDecisions('two', [{ contact: N, decision: 'allow', reason: 'opted_in' }]);
			expect((await store.decisions(N)).map(({ campaignKey }) => campaignKey)).toEqual(['two']);
			expect((await store.decisions(X)).map(({ campaignKey }) => campaignKey)).toEqual(['one']);
			expect([await store.changes({ contact: N }), await store.changes({ contact: M })].map(({ length }) => length)).toEqual([0, 1]);
		});
	});
}
