import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { StoreUnavailable } from '../../../shared';
import type { ConsentStore } from '../../../shared';
import { people, phone, startStage } from './support';
import type { Stage } from './support';

let stage: Stage;
beforeEach(async () => {
	stage = await startStage();
});
afterEach(async () => {
	await stage.close();
});

/** The store with some of its calls watched or replaced. */
const storeWith = (over: Partial<ConsentStore>): ConsentStore =>
	new Proxy(stage.store, {
		get: (store, name) => {
			const own: unknown = Reflect.get(over, name);
			if (own !== undefined) return own;
			const value: unknown = Reflect.get(store, name);
			return typeof value === 'function' ? value.bind(store) : value;
		},
	});

describe('people who say stop while the campaign runs', () => {
	it('are asked about once more right before the send, not only when they come into sight', async () => {
		await stage.optIn(people(3));
		const { outcomes } = await stage.run(people(3), { messagesPerSecond: 1 }, {
			sleep: async (ms) => {
				stage.clock.at += ms;
				while (stage.received().size === 0) await setTimeout(1);
				if (stage.received().size === 1) await stage.stop(phone(2));
			},
		});
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'blocked']);
	});
});

describe('a store that goes away', () => {
	const away = async (): Promise<never> => {
		throw new StoreUnavailable('The consent store is away.', 'Start it.');
	};

	it('before anything was sent: nothing is sent, and the caller is told', async () => {
		await stage.optIn(people(3));
		await expect(stage.run(people(3), {}, { store: storeWith({ states: away }) })).rejects.toThrow(StoreUnavailable);
		await expect(stage.run(people(3), {}, { store: storeWith({ claim: away }) })).rejects.toThrow(StoreUnavailable);
		expect(stage.simulator.log.sends()).toEqual([]);
	});

	it.each(['states', 'claim'] as const)('in the midst of a run (%s): the rest is blocked, and what was sent is told', async (call) => {
		await stage.optIn(people(400));
		const sent = call === 'states' ? 100 : 200;
		let asked = 0;
		const store = storeWith({
			[call]: async (...parameters: never[]) => {
				// The look-ahead, the first turn, and no more; or those who are claimed together.
				const last = call === 'states' ? 2 : 200;
				return ++asked > last ? await away() : await (stage.store[call] as (...all: never[]) => Promise<unknown>)(...parameters);
			},
		});
		const { outcomes, report } = await stage.run(people(400), {}, { store });
		expect(report).toMatchObject({ total: 400, sent, blocked: 400 - sent, failed: 0, unsent: 0, byReason: { store_unavailable: 400 - sent }, stopped: { code: 'store_unavailable' } });
		expect(outcomes.slice(0, sent).every(({ outcome }) => outcome === 'sent')).toBe(true);
		expect(outcomes.every(({ outcome, consent }) => outcome === 'sent' || consent.recipient === undefined)).toBe(true);
		expect(stage.received().size).toBe(sent);
	}, 30_000);

	it('when a stop is to be recorded: the run ends', async () => {
		await stage.optIn(people(300));
		stage.simulator.faults.add({ code: 131050, to: phone(0) });
		const { outcomes, report } = await stage.run(people(300), {}, { store: storeWith({ record: away }) });
		expect(outcomes[0]).toMatchObject({ outcome: 'failed', send: { code: 131050 } });
		expect(report.stopped).toMatchObject({ code: 'store_unavailable' });
		expect(report.sent).toBeLessThan(299);
	}, 30_000);

	it('when the end of a send is to be noted: the message counts as sent, and is not repeated', async () => {
		await stage.optIn(people(1));
		const { outcomes } = await stage.run(people(1), {}, { store: storeWith({ noteSent: away }) });
		expect(outcomes[0]).toMatchObject({ outcome: 'sent' });
		expect((await stage.run(people(1))).outcomes[0]).toMatchObject({ outcome: 'failed', send: { action: 'uncertain' } });
		expect(stage.received().get(phone(0))).toHaveLength(1);
	});
});

it('reads what a person gets only when their turn comes near', async () => {
	await stage.optIn(people(2000));
	let read = 0;
	let ahead = 0;
	let done = 0;
	const recipients = function* () {
		for (const recipient of people(2000)) {
			ahead = Math.max(ahead, ++read - done);
			yield recipient;
		}
	};
	stage.simulator.faults.add({ code: 131048, skip: 400 });
	await stage.run(recipients(), {}, { onProgress: (so) => void (done = so) });
	expect(read).toBe(2000);
	expect(ahead).toBeLessThanOrEqual(600);
}, 60_000);

it('counts add up to the input, whatever happens', async () => {
	await stage.optIn(people(20));
	await stage.stop(phone(3));
	const contacts = fc.array(fc.oneof(fc.integer({ min: 0, max: 25 }).map(phone), fc.constantFrom('', 'nobody', 'US.99', '+1')), { maxLength: 30 });
	const faults = fc.array(
		fc.record({
			to: fc.integer({ min: 0, max: 20 }).map(phone),
			fault: fc.constantFrom({ code: 131026 }, { code: 131048 }, { code: 131056 }, { code: 131050 }, { code: 132015 }, { code: 100 }, { http: 502 }, { http: 503 }, { reset: 'after' as const }),
		}),
		{ maxLength: 4 },
	);
	let runs = 0;
	await fc.assert(
		fc.asyncProperty(contacts, faults, fc.constantFrom(1, 40, Infinity), fc.constantFrom('required' as const, 'soft' as const), async (audience, troubles, messagesPerSecond, rule) => {
			stage.simulator.faults.clear();
			stage.simulator.log.clear();
			for (const { to, fault } of troubles) stage.simulator.faults.add({ ...fault, to });
			const { outcomes, report } = await stage.run(audience.map((contact) => ({ contact })), { key: `property-${runs++}`, messagesPerSecond, rule });
			expect(outcomes).toHaveLength(audience.length);
			expect(outcomes.every((outcome) => outcome !== undefined)).toBe(true);
			expect(report.total).toBe(audience.length);
			expect(report.allowed + report.blocked).toBe(report.total);
			expect(report.sent + report.failed + report.unsent).toBe(report.allowed);
			expect(Object.values(report.byReason).reduce((sum, count) => sum + count, 0)).toBe(report.total);
			const received = stage.received();
			expect([...received.values()].every((sends) => sends.length === 1)).toBe(true);
			expect(outcomes.filter(({ outcome }) => outcome === 'sent').length).toBe(report.sent);
			for (const outcome of outcomes) if (outcome.outcome === 'sent') expect(received.has(outcome.send.to)).toBe(true);
		}),
		{ numRuns: 25 },
	);
}, 120_000);
