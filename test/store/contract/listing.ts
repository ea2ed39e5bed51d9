import type { ConsentEventInput } from '../../../shared';
import type { ConsentStore, ContactFilter } from '../../../shared/store';
import { at, NOON, open, phone } from './harness';
import type { Ground } from './harness';

const ADA = '+14155550101';
const BEN = '+4915112340102';
const CLEO = '+5511987650103';
const DORA = '+14155550104';
const USER = 'US.9990104';
const MANY = 400;

const event = (action: ConsentEventInput['action'], contact: string, minute: number, more: Partial<ConsentEventInput> = {}): ConsentEventInput => ({
	action,
	contact,
	origin: 'person',
	source: 'whatsapp',
	occurredAt: at(minute),
	...(action === 'opt_in' ? { lists: ['marketing'] } : {}),
	...more,
});

/** Everybody listed, page by page, and how many pages were left unfinished. */
async function everyPage(store: ConsentStore, filter: ContactFilter): Promise<{ met: string[]; unfinished: number }> {
	const met: string[] = [];
	let unfinished = 0;
	let cursor: string | undefined;
	do {
		const page = await store.contacts(filter, cursor);
		if (page.contacts.length > (filter.limit ?? 50)) throw new Error('a page is longer than its limit');
		met.push(...page.contacts.map(({ contact }) => contact));
		if (page.unfinished === true) unfinished++;
		cursor = page.cursor;
	} while (cursor !== undefined);
	return { met, unfinished };
}

export function listing(ground: Ground): void {
	describe(`contacts in many orders (${ground.name})`, () => {
		let store: ConsentStore;
		beforeEach(async () => {
			store = await open(await ground.config());
		});
		const met = async (filter: ContactFilter) => (await everyPage(store, filter)).met;

		it('puts the newest first, also among many of one moment, and moves whoever is heard of again', async () => {
			const crowd = Array.from({ length: 60 }, (_, n) => phone(n));
			await store.record(crowd.map((contact) => event('opt_in', contact, 5)));
			expect((await met({ sort: 'lastEvent', limit: 7 })).sort()).toEqual([...crowd].sort());
			await store.record([event('opt_in', ADA, 3), event('opt_in', BEN, 4)]);
			await store.record([event('opt_out', ADA, 9)]);
			expect((await met({ sort: 'lastEvent', limit: 7 }))[0]).toBe(ADA);
			const created = await met({ sort: 'created', limit: 7 });
			expect(created.slice(-2)).toEqual([BEN, ADA]);
			expect(new Set(created).size).toBe(62);
			await store.record([event('opt_in', BEN, 1)]);
			expect((await met({ sort: 'created', limit: 7 })).slice(-2)).toEqual([ADA, BEN]);
		});

		it('lists everybody where no filter is given, also who has left a number for one that is somebody else’s by now', async () => {
			const move = (contact: string, to: string, minute: number): ConsentEventInput => ({ ...event('link', contact, minute), to, change: true });
			await store.record([event('opt_in', phone(1), 1), move(phone(1), phone(2), 2), move(phone(3), phone(2), 3), event('opt_out', ADA, 4)]);
			const { contacts } = await store.contacts();
			expect(contacts.map(({ contact, status, goneAt }) => [contact, status, goneAt])).toEqual([
				[ADA, 'opted_out', undefined],
				[phone(1), 'opted_in', at(2)],
				[phone(2), 'none', undefined],
			]);
		});

		it('lists a person of two identifiers once in every order', async () => {
			await store.record([event('opt_in', DORA, 1), event('opt_in', USER, 9), event('opt_in', ADA, 5), event('link', DORA, 2, { to: USER })]);
			expect(await met({ sort: 'lastEvent', limit: 1 })).toEqual([DORA, ADA]);
			expect(await met({ sort: 'created', limit: 1 })).toEqual([ADA, DORA]);
			expect((await met({ status: 'opted_in', limit: 1 })).sort()).toEqual([ADA, DORA]);
			expect(await met({ search: '0104' })).toEqual([DORA]);
		});

		it('orders by name, without case and accents', async () => {
			for (const [contact, name] of [[ADA, 'Zoë'], [BEN, 'émile Zola'], [CLEO, 'Eva']] as const) await store.updateProfile(contact, { name });
			await store.record([event('opt_in', DORA, 1)]);
			expect(await met({ sort: 'name', limit: 1 })).toEqual([BEN, CLEO, ADA]);
			await store.updateProfile(ADA, { name: 'Abel' });
			expect(await met({ sort: 'name', limit: 1 })).toEqual([ADA, BEN, CLEO]);
			await store.updateProfile(ADA, { name: null });
			expect(await met({ sort: 'name' })).toEqual([BEN, CLEO]);
		});

		it('finds by any part of a name or number, each contact once', async () => {
			await store.import([
				{ contact: ADA, status: 'opted_in', occurredAt: at(1), name: 'Ada Lovelace', tags: ['vip'], attributes: { city: 'London' } },
				{ contact: BEN, status: 'opted_in', occurredAt: at(1), name: 'Ben-Émile Lovell', tags: ['vip', 'new'] },
				{ contact: CLEO, status: 'opted_in', occurredAt: at(1), name: 'María José Gómez' },
			]);
			for (const limit of [1, 50]) {
				expect((await met({ search: 'love', limit })).sort()).toEqual([ADA, BEN].sort());
				expect(await met({ search: 'EMILE', limit })).toEqual([BEN]);
				expect(await met({ search: 'ovelac', limit })).toEqual([ADA]);
				expect(await met({ search: 'josé gom', limit })).toEqual([CLEO]);
				expect(await met({ search: '+49 151', limit })).toEqual([BEN]);
				expect(await met({ search: '0151 1234', limit })).toEqual([BEN]);
				expect(await met({ search: '550101', limit })).toEqual([ADA]);
				expect(await met({ search: '98765', limit })).toEqual([CLEO]);
				expect((await met({ search: '101', limit })).sort()).toEqual([ADA].sort());
				expect((await met({ tags: ['vip'], limit })).sort()).toEqual([ADA, BEN].sort());
				expect(await met({ tags: ['vip', 'new'], search: 'ben', limit })).toEqual([BEN]);
				expect(await met({ attributes: { city: 'London' }, limit })).toEqual([ADA]);
			}
			await store.updateProfile(ADA, { name: 'Ada Byron', removeTags: ['vip'], attributes: { city: null } });
			expect(await met({ search: 'lovelace' })).toEqual([]);
			expect(await met({ search: 'byron' })).toEqual([ADA]);
			expect(await met({ tags: ['vip'] })).toEqual([BEN]);
			expect(await met({ attributes: { city: 'London' } })).toEqual([]);
		});

		it('finds who was renamed by two at once', async () => {
			for (let round = 0; round < 10; round++) {
				await Promise.all([store.updateProfile(ADA, { name: `Anna ${round}` }), store.updateProfile(ADA, { name: `Berta ${round}` })]);
				const [record] = await store.records([ADA]);
				expect(await met({ search: record?.name?.split(' ')[0] ?? '' })).toEqual([ADA]);
				expect(await met({ sort: 'name' })).toEqual([ADA]);
			}
		});

		it('keeps nothing to find somebody by who was erased', async () => {
			const config = await ground.config();
			const own = await open(config);
			await own.updateProfile(ADA, { name: 'Ada Lovelace', tags: ['vip'], attributes: { city: 'London' } });
			await own.erase(ADA);
			const rows = await ground.rows(config);
			expect(rows.filter((row) => /lovelace|4155550101/i.test(row))).toEqual([]);
			expect(rows.filter((row) => row.startsWith('default:p'))).toEqual([]);
		});

		it.each([1, 50, MANY])('lists of every status just those, in pages of %i', async (limit) => {
			const crowd = Array.from({ length: MANY }, (_, n) => phone(n));
			await store.record(crowd.map((contact) => event('opt_in', contact, 1)));
			const rare: Array<[ContactFilter, string[]]> = [
				[{ status: 'opted_out' }, [phone(7), phone(8), BEN]],
				[{ status: 'blocked' }, [phone(9), ADA]],
				[{ status: 'pending' }, [DORA]],
				[{ list: 'marketing', listStatus: 'opted_out' }, [phone(7)]],
				[{ list: 'news', listStatus: 'opted_out' }, [BEN]],
			];
			await store.record([
				event('opt_out', phone(7), 2, { lists: ['marketing'] }),
				event('opt_out', phone(8), 2),
				event('opt_out', BEN, 2, { lists: ['news'] }),
				event('block', phone(9), 2, { origin: 'business' }),
				event('block', ADA, 2, { origin: 'business' }),
				event('opt_in', DORA, 2, { needsConfirmation: { until: at(2 * 24 * 60) } }),
			]);
			for (const [filter, expected] of rare) {
				const listed = new Set(await met({ ...filter, limit }));
				for (const contact of expected) expect(listed).toContain(contact);
				if (filter.status !== undefined) expect(listed.size).toBe(expected.length);
			}
			expect((await met({ status: 'opted_in', limit })).length).toBe(MANY - 3);
		}, 120_000);

		it('lists an opted-out written form of a number, also once somebody was erased', async () => {
			await store.record([event('opt_out', '+551187650103', 2), event('opt_in', CLEO, 1), event('opt_out', ADA, 1)]);
			expect(await met({ status: 'opted_out' })).toContain(CLEO);
			await store.erase(ADA);
			await store.record([event('opt_out', BEN, 3)]);
			expect((await met({ status: 'opted_out' })).sort()).toEqual(['+551187650103', CLEO, BEN].sort());
		});

		it('filters by the moment of the opt-in and by source, tag of the source and keyword', async () => {
			await store.record([
				event('opt_in', ADA, 10, { source: 'opt-in page', evidence: { sourceTag: 'Flyer' } }),
				event('opt_in', BEN, 20, { evidence: { keyword: 'BREAD' } }),
				event('opt_in', CLEO, 30),
				event('opt_in', DORA, 5),
				event('opt_out', DORA, 40),
			]);
			expect(await met({ optedInFrom: Date.parse(at(15)), limit: 1 })).toEqual([CLEO, BEN]);
			expect(await met({ optedInFrom: Date.parse(at(10)), optedInBefore: Date.parse(at(30)) })).toEqual([BEN, ADA]);
			expect((await met({ optedInBefore: Date.parse(at(15)) }))).toEqual([ADA]);
			expect(await met({ source: 'opt-in page' })).toEqual([ADA]);
			expect(await met({ source: 'flyer' })).toEqual([ADA]);
			expect(await met({ source: 'bread' })).toEqual([BEN]);
			expect((await met({ source: 'whatsapp', limit: 1 })).sort()).toEqual([BEN, CLEO, DORA].sort());
		});

		it('hands a page over as far as it got, and misses nobody when going on', async () => {
			await store.record(Array.from({ length: 900 }, (_, n) => event('opt_in', phone(n), 1, { source: n === 850 ? 'rare' : 'common' })));
			const { met: found, unfinished } = await everyPage(store, { source: 'rare', lookAt: 200, limit: 10 });
			expect(found).toEqual([phone(850)]);
			expect(unfinished).toBeGreaterThan(2);
			expect((await everyPage(store, { source: 'rare', limit: 10 })).unfinished).toBe(0);
			expect(await met({ lookAt: 200, limit: 300 })).toHaveLength(900);
		});

		it('says of an opt-in that has run out that it is none', async () => {
			await store.record([event('opt_in', ADA, 1, { expiresAt: at(60) }), event('opt_in', BEN, 1)]);
			expect(NOON + 24 * 3600_000).toBeGreaterThan(Date.parse(at(60)));
			expect(await met({ status: 'opted_in' })).toEqual([BEN]);
		});
	});
}
