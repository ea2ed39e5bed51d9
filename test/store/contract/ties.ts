import type { ConsentEventInput } from '../../../shared/consent';
import type { ConsentStore, StoreConfig } from '../../../shared/store';
import { at, open, phone } from './harness';
import type { Ground } from './harness';

const PHONE = phone(1);
const USER = 'US.13491208655302741918';
const BOTH = { phone: PHONE, userId: USER };

const said = (action: 'opt_in' | 'opt_out', contact: ConsentEventInput['contact'], minute: number, more: Partial<ConsentEventInput> = {}): ConsentEventInput => ({
	action, contact, origin: 'person', source: 'keyword', occurredAt: at(minute), ...more,
});
const row = (action: 'opt_in' | 'opt_out', minute: number): ConsentEventInput => said(action, BOTH, minute, { origin: 'business', source: 'import' });
const link: ConsentEventInput = { action: 'link', contact: PHONE, to: USER, origin: 'person', source: 'webhook', occurredAt: at(9) };

export function ties(ground: Ground): void {
	describe(`identifiers named together without proof (${ground.name})`, () => {
		let config: StoreConfig;
		let store: ConsentStore;
		beforeEach(async () => {
			config = await ground.config();
			store = await open(config);
		});
		const standing = async () => (await store.states([PHONE, USER, BOTH])).map(({ lists, everything }) => (lists['marketing'] ?? everything)?.status);

		it.each([
			['user ID', USER, PHONE],
			['number', PHONE, USER],
		])('do not let a row of a sheet put one’s newer opt-in over the stop of the %s', async (_, stopped, started) => {
			await store.record([said('opt_out', stopped, 1), said('opt_in', started, 5)]);
			const [result] = await store.record([row('opt_in', 6)]);
			expect(result).toMatchObject({ outcome: 'refused', reason: 'person_opted_out', previousStatus: 'opted_out', status: 'opted_out' });
			const [stop, start, item] = await store.states([stopped, started, BOTH]);
			expect(stop).toMatchObject({ contact: stopped, status: 'opted_out', lists: { marketing: { status: 'opted_out', origin: 'person' } } });
			expect(start).toMatchObject({ contact: started, lists: { marketing: { status: 'opted_in' } } });
			expect(item).toMatchObject({ status: 'opted_out' });
		});

		it.each([
			['a person’s word typed in at the desk', { origin: 'person', source: 'manual' }],
			['an import of a person’s word', { origin: 'person', source: 'desk', door: 'import' }],
			['a call of the API', { origin: 'person', source: 'crm', door: 'api' }],
			['the business, whatever the door', { origin: 'business', source: 'keyword' }],
		] as const)('are not joined by %s', async (_, how) => {
			await store.record([said('opt_out', USER, 1), said('opt_in', PHONE, 5), said('opt_in', BOTH, 6, how)]);
			expect((await store.states([USER]))[0]?.status).toBe(how.origin === 'person' ? 'opted_in' : 'opted_out');
			expect((await store.states([PHONE]))[0]).not.toHaveProperty('userId');
			expect((await store.states([PHONE]))[0]).not.toHaveProperty('identityChangedAt');
			expect((await store.contacts({})).contacts.map(({ contact }) => contact).sort()).toEqual([PHONE, USER].sort());
		});

		it('both keep an opt-out that an import gives them', async () => {
			await store.record([row('opt_out', 1)]);
			expect(await standing()).toEqual(['opted_out', 'opted_out', 'opted_out']);
			expect(await store.history(PHONE)).toMatchObject([{ contact: BOTH }]);
		});

		it('are both silenced when one of them stops later, and only that one when nothing ties them', async () => {
			await store.record([row('opt_in', 1)]);
			expect(await standing()).toEqual(['opted_in', 'opted_in', 'opted_in']);
			await store.record([said('opt_out', USER, 2)]);
			expect(await standing()).toEqual(['opted_out', 'opted_out', 'opted_out']);
			await store.record([said('opt_in', phone(2), 1), said('opt_out', 'US.2', 2)]);
			expect(await store.states([phone(2)])).toMatchObject([{ status: 'opted_in' }]);
		});

		it('share blocks, platform stops and holds, but no opt-in', async () => {
			await store.record([
				row('opt_in', 0),
				said('opt_in', USER, 1, { lists: ['news'] }),
				{ ...said('opt_out', USER, 2), action: 'block' },
				{ ...said('opt_out', USER, 3), action: 'platform_stop', phoneNumberId: '1001' },
				{ ...said('opt_out', USER, 4), action: 'opt_out_likely' },
			]);
			const [state] = await store.states([PHONE]);
			expect(state).toMatchObject({ status: 'blocked', platformStop: true, holds: [{ since: at(4) }] });
			expect(state?.lists).not.toHaveProperty('news');
		});

		it('become one when a link proves it, whichever was recorded first', async () => {
			const later = [row('opt_in', 1), said('opt_in', USER, 3, { lists: ['news'] })];
			await store.record(later);
			expect((await store.states([PHONE]))[0]?.lists).not.toHaveProperty('news');
			await store.record([link]);
			await store.record([row('opt_in', 2)]);
			for (const state of await store.states([PHONE, USER])) expect(state).toMatchObject({ ...BOTH, lists: { news: { status: 'opted_in' } } });
			expect((await store.contacts({})).contacts).toHaveLength(1);
		});

		it('keep profiles of their own, so that neither loses its own', async () => {
			await store.updateProfile(USER, { tags: ['vip'] });
			await store.import([{ contact: BOTH, status: 'opted_in', occurredAt: at(1), name: 'Anna' }]);
			expect(await store.records([PHONE, USER])).toMatchObject([{ name: 'Anna', tags: [] }, { name: 'Anna', tags: ['vip'] }]);
		});

		it('let an operator void the row under both at once', async () => {
			const [recorded] = await store.record([row('opt_out', 1)]);
			await store.record([{ action: 'correct', contact: PHONE, eventId: recorded?.eventId, origin: 'business', source: 'manual', occurredAt: at(3) }]);
			expect((await store.states([PHONE, USER])).map(({ status }) => status)).toEqual(['none', 'none']);
		});

		it('answer a redelivery as the first time, although a tie has come since', async () => {
			await store.record([said('opt_out', USER, 9)]);
			const event = said('opt_in', PHONE, 5);
			const [first] = await store.record([event]);
			await store.record([row('opt_in', 6)]);
			expect(await store.record([event])).toEqual([{ ...first, duplicate: true }]);
		});

		it('leave no trace of one in the other when it is erased, and its silence holds', async () => {
			await store.record([row('opt_in', 1), said('opt_out', USER, 2)]);
			await store.erase(PHONE);
			expect((await ground.rows(config)).filter((text) => text.includes(PHONE.slice(1)))).toEqual([]);
			expect((await store.states([PHONE, USER])).map(({ status }) => status)).toEqual(['opted_out', 'opted_out']);
			expect(await store.history(USER)).toHaveLength(2);
		});
	});
}
