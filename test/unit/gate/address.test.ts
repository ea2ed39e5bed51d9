import { askGate } from '../../../shared';
import { fold } from '../../../shared/consent';
import { addressOf } from '../../../shared/gate/address';
import type { ConsentEventInput, ConsentStore, IdentifierInput } from '../../../shared';
import { freshStores } from './support/store';

const NOW = Date.parse('2026-11-02T12:00:00Z');
const DAY = 24 * 3600 * 1000;
const N = '+4915100000001';
const M = '+4915100000002';
const X = 'US.111';
const Y = 'US.222';

const open = freshStores();
let store: ConsentStore;
beforeEach(async () => {
	store = await open(() => NOW);
});

const day = (n: number) => NOW - (10 - n) * DAY;
const start = (on: number, contact: ConsentEventInput['contact']): ConsentEventInput => ({ action: 'opt_in', contact, origin: 'person', source: 'keyword', occurredAt: day(on) });
const moved = (on: number, to: ConsentEventInput['to']): ConsentEventInput => ({ action: 'link', contact: N, to, change: true, origin: 'person', source: 'webhook', occurredAt: day(on) });
const passes = async (...contacts: IdentifierInput[]) => (await askGate(store, contacts, { category: 'marketing', rule: 'required' }, NOW)).map(({ recipient }) => recipient);

it('goes to the number or user ID asked about', async () => {
	await store.record([start(1, { phone: N, userId: X })]);
	expect(await passes(N, X, { phone: N, userId: X })).toEqual([N, X, N]);
});

it.each([['number', M], ['wa_id', { waId: M.slice(1) }]])('goes to the new number of who has moved, known by %s', async (_, to) => {
	await store.record([start(1, N), moved(3, to)]);
	expect(await passes(N, M, { waId: N.slice(1) })).toEqual([M, M, M]);
});

it('goes to the new number beside a user ID, and not to who has the old one', async () => {
	await store.record([start(1, { phone: N, userId: X }), moved(3, M), start(5, { phone: N, userId: Y })]);
	expect(await passes({ phone: N, userId: X }, { phone: N, userId: Y }, N, X)).toEqual([M, N, N, X]);
});

it('goes to whichever of a person’s numbers was asked about', async () => {
	await store.record([start(1, N), { ...moved(3, M), change: false }]);
	expect(await passes(N, M)).toEqual([N, M]);
});

it('goes to the number beside a user ID of which nothing was ever heard', async () => {
	const [answer] = await askGate(store, [{ phone: N, userId: X }], { category: 'marketing', rule: 'soft' }, NOW);
	expect(answer).toMatchObject({ decision: 'flag', recipient: N });
});

it('reads a number without a country code as one of the store’s country', () => {
	const state = fold([start(1, N)]);
	expect(addressOf(state, '0151 00000001', 'DE')).toBe(N);
	expect(addressOf(state, '0151 00000001', undefined)).toBeUndefined();
});

it('goes nowhere that can’t be read, nor where nothing is known for sure', () => {
	const nobody = fold([]);
	expect(addressOf(nobody, '', undefined)).toBeUndefined();
	expect(addressOf(nobody, undefined, undefined)).toBeUndefined();
	expect(addressOf(nobody, { phone: N, userId: X }, undefined)).toBe(N);
	const damaged = { ...nobody, contact: 'n/a', problem: { code: 'invalid_contact' as const, detail: 'no number' } };
	expect(addressOf(damaged, 'n/a', undefined)).toBeUndefined();
});

it('goes to no number that is somebody else’s, also where nobody reported the change', async () => {
	await store.record([start(1, { phone: N, userId: X }), start(5, { phone: N, userId: Y })]);
	expect(await passes({ phone: N, userId: X }, { phone: N, userId: Y })).toEqual([X, N]);
});

it('goes by the opt-in of who gets it, and by everybody’s stops', async () => {
	await store.record([{ ...start(1, { phone: N, userId: X }), action: 'opt_out' }, start(5, { phone: N, userId: Y })]);
	expect(await passes({ phone: N, userId: X }, { phone: N, userId: 'US.333' })).toEqual([undefined, undefined]);
});

it('goes to no old number of who moved, though its new owner is known by no user ID', async () => {
	await store.record([start(1, { phone: N, userId: X }), moved(3, M), start(5, N)]);
	expect(await passes({ phone: N, userId: X }, N)).toEqual([M, N]);
});

describe('where the new number of who moved is somebody else’s by now', () => {
	const takenBy = (on: number, from: ConsentEventInput['contact']): ConsentEventInput => ({ ...moved(on, M), contact: from });
	const Z = '+4915100000003';

	it.each([['nobody knows their user ID', Z], ['their user ID is known', { phone: Z, userId: Y }]])('nobody gets what was for the former, also if %s', async (_, other) => {
		await store.record([start(1, N), moved(3, M), takenBy(5, other)]);
		for (const category of ['marketing', 'utility'] as const) {
			const [answer] = await askGate(store, [N], { category, rule: 'required' }, NOW);
			expect(answer).toMatchObject({ decision: 'block', reason: 'invalid_contact', detail: expect.stringContaining('has left this number') });
			expect(answer?.recipient).toBeUndefined();
		}
		expect(await passes({ phone: N, userId: X })).toEqual([undefined]);
	});

	it.each([['as WhatsApp reports it', N, M], ['told with the user ID', { phone: N, userId: X }, { phone: M, userId: X }]])('it goes to their user ID where it is known, the move %s', async (_, from, to) => {
		await store.record([start(1, { phone: N, userId: X }), { ...moved(3, to), contact: from }, takenBy(5, Z)]);
		expect(await passes(N, X, { phone: N, userId: X }, { phone: M, userId: X })).toEqual([X, X, X, X]);
	});

	it('it goes to the old number again if they move back', async () => {
		await store.record([start(1, N), moved(3, M), { ...moved(4, N), contact: M }, takenBy(5, Z)]);
		expect(await passes(N)).toEqual([N]);
	});

	it('it goes to no number they have left, whatever the business noted there since', async () => {
		await store.record([start(1, N), moved(3, M), { ...start(4, N), origin: 'business', source: 'import' }]);
		expect(await passes(N, M)).toEqual([M, M]);
	});
});
