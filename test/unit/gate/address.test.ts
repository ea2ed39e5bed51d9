import { askGate } from '../../../shared';
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
	expect(await passes({ phone: N, userId: X }, { phone: N, userId: Y }, N)).toEqual([M, N, N]);
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
