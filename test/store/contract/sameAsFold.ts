import fc from 'fast-check';
import { parseEvent, partsOf, stateOf, WhoIsWho } from '../../../shared/consent';
import type { ConsentEvent, ConsentEventInput, ContactState } from '../../../shared/consent';
import type { StoreConfig } from '../../../shared/store';
import { at, closeAll, open, phone } from './harness';
import type { Ground } from './harness';

const RUNS = process.env.SOAK === '1' ? 3000 : 80;

const IDS = [phone(1), phone(2), '+5511987654321', '+551187654321', 'US.111', 'BR.222', 'BR.333'];
const LISTS = ['marketing', 'news', '*'];

const contact = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...IDS) },
	{ weight: 1, arbitrary: fc.constantFrom(...IDS.slice(0, 4)).map((number) => ({ waId: number.slice(1) })) },
	{ weight: 2, arbitrary: fc.constantFrom(...IDS.slice(0, 4)).chain((number) => fc.constantFrom('US.111', 'BR.222', 'BR.333').map((userId) => ({ phone: number, userId }))) },
);
const minute = fc.integer({ min: 0, max: 6 });
const origin = fc.constantFrom('person' as const, 'business' as const);
const door = fc.constantFrom('keyword', 'manual', 'natural_language');

/** What may differ between two events of one identity follows from the identity, as it does for a message delivered twice. */
const optInOut = fc
	.record({ action: fc.constantFrom('opt_in' as const, 'opt_out' as const), contact, origin, source: door, minute, lists: fc.subarray(LISTS, { minLength: 1 }) })
	.map(({ minute, ...event }): ConsentEventInput => {
		const input: ConsentEventInput = { ...event, occurredAt: at(minute) };
		if (event.action === 'opt_in' && minute === 3) input.needsConfirmation = { until: at(minute + 60) };
		if (event.action === 'opt_in' && minute === 2) input.expiresAt = at(minute + 90);
		return input;
	});
const special = fc
	.record({
		action: fc.constantFrom('opt_out_likely' as const, 'block' as const, 'unblock' as const, 'platform_stop' as const, 'platform_resume' as const),
		contact, origin, source: door, minute, phoneNumberId: fc.constantFrom(undefined, '1001', '1002'),
	})
	.map(({ minute, ...event }): ConsentEventInput => ({ ...event, occurredAt: at(minute) }));
const link = fc
	.record({ contact: fc.constantFrom(...IDS), to: fc.constantFrom(...IDS), change: fc.boolean(), origin, minute })
	.filter((one) => one.contact !== one.to)
	.map(({ minute, ...event }): ConsentEventInput => ({ ...event, action: 'link', source: 'webhook', occurredAt: at(minute) }));
const event = fc.oneof({ weight: 8, arbitrary: optInOut }, { weight: 2, arbitrary: special }, { weight: 1, arbitrary: link });

const plan = fc.record({
	events: fc.array(event, { minLength: 1, maxLength: 14 }),
	/** Which events are delivered, in which order and how often; `-1` ends a batch. */
	deliveries: fc.array(fc.integer({ min: -1, max: 13 }), { maxLength: 12 }),
	corrected: fc.array(fc.integer({ min: 0, max: 13 }), { maxLength: 2 }),
	together: fc.boolean(),
});

/** The state by the pure functions alone, over the events that were accepted. */
function expected(id: string, accepted: ConsentEvent[], lists?: string[]): ContactState {
	const { own, others, ids } = new WhoIsWho(accepted).view(id);
	const asked = (events: ConsentEvent[]) =>
		lists === undefined ? events : events.map((one) => ({ ...one, lists: one.lists.filter((list) => list === '*' || lists.includes(list)) }));
	const state = stateOf(partsOf(asked(own), others.map(asked), ids));
	if (state.contact !== '') return state;
	return { ...state, contact: id, ...(id.startsWith('+') ? { phone: id } : { userId: id }) };
}

export function sameAsFold(ground: Ground): void {
	describe(`any events in any order (${ground.name})`, () => {
		let config: StoreConfig;
		let brand = 0;
		beforeAll(async () => {
			config = await ground.config();
		});

		it('add up to what the pure fold says, however they are split, repeated and mixed', async () => {
			let viaEvents = 0;
			await fc.assert(
				fc.asyncProperty(plan, async ({ events, deliveries, corrected, together }) => {
					const mine = { ...config, brand: `b${++brand}` };
					const workers = [await open(mine), await open(mine)];
					const order = [...events.keys(), ...deliveries.map((n) => (n >= events.length ? 0 : n))];
					const batches: ConsentEventInput[][] = [[]];
					for (const n of order) {
						const one = events[n];
						if (one === undefined) batches.push([]);
						else batches.at(-1)?.push(one);
					}
					for (const n of corrected) {
						const target = events[n];
						const parsed = target === undefined ? undefined : parseEvent(target);
						if (target === undefined || parsed?.ok !== true) continue;
						batches.push([{ action: 'correct', contact: target.contact, eventId: parsed.event.eventId, origin: 'business', source: 'manual', occurredAt: at(9) }]);
					}
					const accepted: ConsentEvent[] = [];
					const deliver = async (batch: ConsentEventInput[], n: number) => {
						const results = await workers[n % 2]?.record(batch);
						batch.forEach((input, index) => {
							const result = results?.[index];
							const parsed = parseEvent(input);
							if (parsed.ok && result?.eventId === parsed.event.eventId && result.duplicate !== true) accepted.push(parsed.event);
						});
					};
					if (together) await Promise.all(batches.map(deliver));
					else for (const [n, batch] of batches.entries()) await deliver(batch, n);

					const [store] = workers;
					const states = await store?.states(IDS);
					const onNews = await store?.states(IDS, { lists: ['news'] });
					IDS.forEach((id, index) => {
						expect(states?.[index]).toEqual(expected(id, accepted));
						expect(onNews?.[index]).toEqual(expected(id, accepted, ['news']));
					});
					if (events.every(({ action, needsConfirmation }) => ['opt_in', 'opt_out'].includes(action) && needsConfirmation === undefined)) viaEvents++;
					await closeAll();
				}),
				{ numRuns: RUNS, examples: [] },
			);
			// Both ways of reading were walked.
			expect(viaEvents).toBeGreaterThan(0);
			expect(viaEvents).toBeLessThan(brand);
		}, 1_800_000);
	});
}
