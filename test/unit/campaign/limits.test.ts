import { DEFAULT_LIST } from '../../../shared/consent';
import type { ConsentStore } from '../../../shared';
import { createPace } from '../../../shared/campaign/pace';
import { HOUR, people, phone, startStage } from './support';
import type { Stage } from './support';

let stage: Stage;
beforeEach(async () => {
	stage = await startStage();
	await stage.optIn(people(12));
});
afterEach(async () => {
	await stage.close();
});

describe('the messaging limit of the number', () => {
	it('ends the run before it is passed, and counts for a day', async () => {
		stage.simulator.change({ messagingLimit: 'TIER_5' });
		const first = await stage.run(people(8));
		expect(first.report).toMatchObject({ sent: 5, unsent: 3, failed: 0, stopped: { code: 'messaging_limit' } });
		stage.clock.at += 20 * HOUR;
		expect((await stage.run(people(8))).report).toMatchObject({ sent: 0, unsent: 8 });
		stage.clock.at += 6 * HOUR;
		expect((await stage.run(people(8))).report).toMatchObject({ sent: 3, unsent: 0, byReason: { duplicate: 5 } });
		expect(stage.received().size).toBe(8);
	});
	it('is not used up by those who got nothing', async () => {
		stage.simulator.change({ messagingLimit: 'TIER_2' });
		stage.simulator.faults.add({ code: 131026, to: phone(0) });
		expect((await stage.run(people(3))).report).toMatchObject({ sent: 2, failed: 1, unsent: 0 });
	});
	it('can be left to Meta', async () => {
		stage.simulator.change({ messagingLimit: 'TIER_1' });
		expect((await stage.run(people(3), { heedMessagingLimit: false })).report).toMatchObject({ sent: 3 });
	});
	it('draws a warning where it is not known', async () => {
		stage.simulator.faults.add({ endpoint: 'phone_number', http: 500, count: 0 });
		expect((await stage.run(people(1))).report).toMatchObject({ sent: 1, warnings: [expect.stringContaining('messaging limit')] });
	});
});

describe('the pace', () => {
	const claims = () => {
		const held = new Set<string>();
		return {
			held,
			claim: async (key: string) => {
				const free = !held.has(key);
				held.add(key);
				return free ? { state: 'claimed' as const, at: '', token: key } : { state: 'in_progress' as const, at: '' };
			},
			release: async (key: string) => {
				held.delete(key);
			},
		};
	};
	/** A worker with a clock of its own that only its waits move. */
	const worker = (messagesPerSecond: number, store: Pick<ConsentStore, 'claim' | 'release'>) => {
		const clock = { at: 1_700_000_000_000 };
		const pace = createPace({ messagesPerSecond, phoneNumberId: '1', store, now: () => clock.at, sleep: async (ms) => void (clock.at += ms) });
		return { clock, pace };
	};
	const messagesBySecond = async (turns: number, { clock, pace }: ReturnType<typeof worker>, bySecond = new Map<number, number>()) => {
		for (let turn = 0; turn < turns; turn++) {
			await pace.turn();
			const second = Math.floor(clock.at / 1000);
			bySecond.set(second, (bySecond.get(second) ?? 0) + pace.perTurn);
		}
		return bySecond;
	};

	it.each([1, 3, 20, 80, 250, 1000])('of %i a second is kept in every second, and used', async (rate) => {
		const bySecond = await messagesBySecond(200, worker(rate, claims()));
		const full = [...bySecond.values()].slice(1, -1);
		expect(Math.max(...full)).toBeLessThanOrEqual(rate + worker(rate, claims()).pace.perTurn);
		expect(full.reduce((sum, n) => sum + n, 0) / full.length).toBeGreaterThan(rate * 0.98);
	});

	it('is shared by workers on one store', async () => {
		const store = claims();
		const [one, other] = [worker(80, store), worker(80, store)];
		const bySecond = new Map<number, number>();
		for (let round = 0; round < 100; round++) {
			await messagesBySecond(1, one.clock.at <= other.clock.at ? one : other, bySecond);
		}
		expect(Math.max(...bySecond.values())).toBeLessThanOrEqual(84);
	});

	it('leaves nothing behind in the store', async () => {
		const store = claims();
		const { pace, clock } = worker(80, store);
		await messagesBySecond(1000, { pace, clock });
		expect(store.held.size).toBeLessThan(30);
		await pace.end();
		expect(store.held.size).toBe(0);
	});

	it('stands still while the number is told to slow down', async () => {
		const { pace, clock } = worker(80, claims());
		pace.pause(7000);
		const before = clock.at;
		await pace.turn();
		expect(clock.at - before).toBeGreaterThanOrEqual(7000);
	});
});

describe('a pass', () => {
	const passFrom = async (contact: string, over: object = {}) => ({
		decision: 'allow',
		reason: 'opted_in',
		category: 'marketing',
		list: DEFAULT_LIST,
		recipient: contact,
		contact,
		decidedAt: new Date(stage.clock.at - 60_000).toISOString(),
		...over,
	});
	const runWith = async (consent: unknown) => (await stage.run([{ contact: phone(0), consent }], { passRequired: true, brand: 'tea' })).outcomes[0];

	it('that is fresh lets its contact through', async () => {
		expect(await runWith(await passFrom(phone(0)))).toMatchObject({ outcome: 'sent' });
	});
	it.each<[string, object | undefined]>([
		['none', undefined],
		['one of a blocked item', { decision: 'block' }],
		['one for another contact', { recipient: phone(1) }],
		['one for a laxer category', { category: 'utility' }],
		['one for another list', { list: 'news' }],
		['one of another brand', { brand: 'coffee' }],
		['one of an hour ago', { decidedAt: '2026-06-01T11:00:00Z' }],
		['one from the future', { decidedAt: '2026-06-01T12:05:00Z' }],
		['one without a time', { decidedAt: 'just now' }],
	])('%s: the item is refused', async (_, over) => {
		expect(await runWith(over && (await passFrom(phone(0), over)))).toMatchObject({ outcome: 'failed', send: { code: 'no_pass', action: 'fix' } });
		expect(stage.simulator.log.sends()).toEqual([]);
	});
	it('never stands in for the store', async () => {
		await stage.stop(phone(0));
		expect(await runWith(await passFrom(phone(0)))).toMatchObject({ outcome: 'blocked', consent: { reason: 'opted_out' } });
	});
	it('that an item carries counts for nothing where the node asks by itself', async () => {
		const { outcomes } = await stage.run([{ contact: phone(20), consent: await passFrom(phone(20)) }]);
		expect(outcomes[0]).toMatchObject({ outcome: 'blocked', consent: { reason: 'not_opted_in' } });
	});
});

it('reaches nobody but the test recipients in a test run', async () => {
	const { outcomes, report } = await stage.run(people(3), { policy: { further: { testRecipients: new Set([phone(1)]) } } });
	expect(outcomes.map(({ outcome, consent }) => [outcome, consent.reason])).toEqual([
		['blocked', 'test_mode'],
		['sent', 'opted_in'],
		['blocked', 'test_mode'],
	]);
	expect(report.summary).toContain('2 contacts skipped (test run)');
});
