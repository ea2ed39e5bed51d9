import type { ConsentEventInput } from '../../../shared/consent';
import type { ConsentStore } from '../../../shared/store';
import { at, open, phone } from './harness';
import type { Ground } from './harness';

const N = phone(1);
const M = phone(2);
const X = 'US.111';
const Y = 'US.222';

const said = (action: 'opt_in' | 'opt_out', contact: ConsentEventInput['contact'], minute: number): ConsentEventInput => ({
	action, contact, origin: 'person', source: 'keyword', occurredAt: at(minute),
});
const link = (contact: string, to: string, minute: number, more: Partial<ConsentEventInput> = {}): ConsentEventInput => ({
	action: 'link', contact, to, origin: 'person', source: 'webhook', occurredAt: at(minute), ...more,
});

export function holders(ground: Ground): void {
	describe(`a number that changes hands (${ground.name})`, () => {
		let store: ConsentStore;
		beforeEach(async () => {
			store = await open(await ground.config());
		});
		const statuses = async (...ids: Array<Parameters<ConsentStore['states']>[0][number]>) => (await store.states(ids)).map(({ status }) => status);

		it('leaves the stop of who had it, whatever its new owner says, and hears the new owner', async () => {
			await store.record([said('opt_out', { phone: N, userId: X }, 1), link(M, X, 2)]);
			const [result] = await store.record([said('opt_in', { phone: N, userId: Y }, 5)]);
			expect(result).toMatchObject({ outcome: 'changed', previousStatus: 'opted_out', status: 'opted_in' });
			expect(await statuses(X, M, Y, N)).toEqual(['opted_out', 'opted_out', 'opted_in', 'opted_in']);
			expect(await statuses({ phone: N, userId: X }, { phone: N, userId: Y })).toEqual(['opted_out', 'opted_in']);
		});

		it('says the same when the new owner’s word arrives before the rest', async () => {
			for (const event of [said('opt_in', { phone: N, userId: Y }, 5), link(M, X, 2), said('opt_out', { phone: N, userId: X }, 1)]) await store.record([event]);
			expect(await statuses(X, M, Y, N)).toEqual(['opted_out', 'opted_out', 'opted_in', 'opted_in']);
		});

		it('carries nothing to the new number that was said from the old one after a reported change', async () => {
			await store.record([said('opt_out', N, 1), link(N, M, 3, { change: true })]);
			expect(await statuses(N, M)).toEqual(['opted_out', 'opted_out']);
			await store.record([said('opt_in', N, 5)]);
			expect(await statuses(N, M)).toEqual(['opted_in', 'opted_out']);
		});

		it('lets a link that only the business vouches for undo no stop', async () => {
			await store.record([said('opt_out', X, 1), link(M, X, 2, { origin: 'business', source: 'crm' }), said('opt_in', M, 5)]);
			expect(await statuses(X, M)).toEqual(['opted_out', 'opted_out']);
		});

		it('does not count for its holder what a sheet says of the number together with somebody else’s user ID', async () => {
			await store.record([{ ...said('opt_in', { phone: N, userId: X }, 1), origin: 'business', source: 'import', lists: ['news'] }]);
			expect((await store.states([N]))[0]?.lists).toMatchObject({ news: { status: 'opted_in' } });
			await store.record([said('opt_in', { phone: N, userId: Y }, 1)]);
			const [number, user] = await store.states([N, Y]);
			expect(Object.keys(number?.lists ?? {})).toEqual(['marketing']);
			expect(Object.keys(user?.lists ?? {})).toEqual(['marketing']);
		});

		it('keeps the stop of who had it also when one of the two is erased', async () => {
			await store.record([said('opt_out', { phone: N, userId: X }, 1), said('opt_in', { phone: N, userId: Y }, 5)]);
			await store.erase(X);
			expect(await statuses(X)).toEqual(['opted_out']);
		});
	});
}
