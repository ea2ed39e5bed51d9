import fc from 'fast-check';
import { payloads } from '../../../simulator';
import { ADA, DAY, inboxes, NOON, NOOR, NUMBER, occasion, says, together } from './support';
import type { Settings } from './support';

const inbox = inboxes();
const before = (ms: number): { at: number } => ({ at: NOON - ms });

async function historyOf(person: { waId?: string; userId?: string }): Promise<string[]> {
	return (await inbox().store.history(person)).filter(({ action }) => action !== 'link').map(({ action }) => action);
}

describe('redelivery', () => {
	it('of what the workflow has got is not handed over again', async () => {
		const webhook = together(says(ADA, 'STOP'), says(NOOR, 'hi'));
		await expect(inbox().deliver(webhook)).resolves.toHaveLength(2);
		await expect(inbox().deliver(webhook)).resolves.toEqual([]);
		await expect(historyOf(ADA)).resolves.toEqual(['opt_out']);
	});

	it('of what a crash swallowed comes again, marked, with the first result', async () => {
		const webhook = together(says(ADA, 'STOP'), says(NOOR, 'hi'));
		const first = (await inbox().crash(webhook)).map(({ json }) => json);
		await inbox().deliver(says(ADA, 'START', { at: NOON + 1000 }));
		const second = await inbox().deliver(webhook);
		expect(first[0]).toMatchObject({ changed: true, previousStatus: 'none', status: 'opted_out' });
		expect(first[0]).not.toHaveProperty('redelivered');
		expect(second).toEqual([{ ...first[0], redelivered: true }, expect.objectContaining({ text: { body: 'hi' }, redelivered: true })]);
		await expect(historyOf(ADA)).resolves.toEqual(['opt_out', 'opt_in']);
		await expect(inbox().status(ADA)).resolves.toBe('opted_in');
	});

	it('brings the part of a delivery that is new, and nothing else', async () => {
		const [stop, hello] = [says(ADA, 'STOP'), says(NOOR, 'hi')];
		await inbox().deliver(stop);
		await expect(inbox().deliver(together(stop, hello))).resolves.toMatchObject([{ text: { body: 'hi' } }]);
	});

	it('within one delivery is one item', async () => {
		const stop = says(ADA, 'STOP');
		await expect(inbox().deliver(together(stop, stop))).resolves.toHaveLength(1);
	});

	it.each<[string, Settings, () => Promise<void>]>([
		['a yes that has confirmed', { confirmWithinDays: 30 }, async () => void (await inbox().deliver(says(ADA, 'START', before(DAY)), { confirmWithinDays: 30 }))],
		['a START of somebody who had left', { optInFrom: 'previouslyOptedOut' }, async () => void (await inbox().deliver(says(ADA, 'STOP', before(DAY))))],
		['a START of somebody asked to confirm', { optInFrom: 'pending' }, async () => void (await inbox().deliver(says(ADA, 'START', before(DAY)), { confirmWithinDays: 30 }))],
	])('of %s is still that opt-in', async (name, settings, prepare) => {
		await prepare();
		const webhook = says(ADA, name.startsWith('a yes') ? 'yes' : 'START');
		const [first] = await inbox().crash(webhook, settings);
		expect(first).toMatchObject({ output: 'optIn', json: { changed: true, status: 'opted_in' } });
		const [second] = await inbox().crash(webhook, settings);
		expect(second).toEqual({ ...first, json: { ...first?.json, redelivered: true } });
		const [byHand] = await inbox().crash(webhook, { ...settings, dedupe: false });
		expect(byHand).toEqual(second);
	});

	it('of a yes that never counted is still no opt-in', async () => {
		const yes = says(ADA, 'yes', before(5000));
		await inbox().crash(yes);
		await inbox().deliver(says(ADA, 'START', before(9000)));
		const [again] = await inbox().crash(yes);
		expect(again).toMatchObject({ output: 'other', json: { redelivered: true } });
	});

	it('comes after a store that failed as if nothing had been', async () => {
		const { store, crash } = inbox();
		const failing = jest.spyOn(store, 'record').mockRejectedValueOnce(new Error('gone'));
		await expect(crash(says(ADA, 'STOP', { id: 'wamid.s' }))).rejects.toThrow('gone');
		failing.mockRestore();
		await expect(inbox().deliver(says(ADA, 'STOP', { id: 'wamid.s' }))).resolves.toMatchObject([{ action: 'opt_out', changed: true, status: 'opted_out' }]);
	});

	it('after eight days of other traffic is still known as recorded', async () => {
		const stop = says(ADA, 'STOP');
		await inbox().deliver(stop);
		inbox().clock.now += 9 * DAY;
		for (let day = 0; day < 3; day++) {
			inbox().clock.now += DAY;
			await inbox().deliver(says(NOOR, 'hi'));
		}
		await expect(inbox().deliver(stop)).resolves.toMatchObject([{ redelivered: true, changed: true }]);
		await expect(historyOf(ADA)).resolves.toEqual(['opt_out']);
	});
});

describe('one delivery about one person', () => {
	it.each([
		['STOP then START', ['STOP', 'START']],
		['START then STOP', ['START', 'STOP']],
	])('with %s in the same second leaves them out', async (_, [first = '', second = '']) => {
		const items = await inbox().deliver(together(says(ADA, first), says(ADA, second)));
		expect(items.map(({ action }) => action)).toEqual([first, second].map((word) => (word === 'STOP' ? 'opt_out' : 'opt_in')));
		await expect(inbox().status(ADA)).resolves.toBe('opted_out');
	});

	it('is ordered by the time of the messages, whatever their order in it', async () => {
		await inbox().deliver(together(says(ADA, 'START'), says(ADA, 'STOP', before(5000))));
		await expect(inbox().status(ADA)).resolves.toBe('opted_in');
	});

	it('ends the same however its messages are cut, shuffled and repeated', async () => {
		const words = ['STOP', 'START', 'hello', 'please stop messaging me'];
		const message = fc.record({ word: fc.constantFrom(...words), second: fc.integer({ min: 0, max: 5 }), person: fc.constantFrom(0, 1) });
		let run = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), async (messages, dice) => {
				run += 1;
				const roll = (sides: number): number => (dice.next().value ?? 0) % sides;
				const build = (set: string) => {
					const people = [{ waId: `1555${run}${set}10`.padEnd(11, '0') }, { userId: `US.${run}x${set}` }];
					return { people, webhooks: messages.map(({ word, second, person }, index) => says(people[person] ?? ADA, word, { id: `wamid.${run}.${set}.${index}`, at: NOON - 60_000 + second * 1000 })) };
				};
				const [plain, wild] = [build('1'), build('2')];
				for (const webhook of plain.webhooks) await inbox().deliver(webhook);
				const posts = [...wild.webhooks, ...wild.webhooks].map((webhook) => ({ webhook, place: roll(100), post: roll(3) })).sort((a, b) => a.place - b.place);
				for (const post of [0, 1, 2]) {
					const some = posts.filter((one) => one.post === post).map(({ webhook }) => webhook);
					if (some.length > 0) await inbox().deliver(together(...some));
				}
				for (const person of [0, 1]) {
					const [a, b] = await inbox().store.states([plain.people[person] ?? '', wild.people[person] ?? '']);
					expect([b?.status, b?.holds.length]).toEqual([a?.status, a?.holds.length]);
					expect((await inbox().store.history(wild.people[person] ?? '')).length).toBe((await inbox().store.history(plain.people[person] ?? '')).length);
				}
			}),
			{ numRuns: 25 },
		);
	}, 60_000);
});

describe('traffic', () => {
	it("notes when somebody wrote, which opens their service window; a group's message and WhatsApp's switch do not", async () => {
		const { store, deliver } = inbox();
		await deliver(says(ADA, 'hi', before(5000)));
		await deliver(says(ADA, 'STOP', before(3000)));
		await deliver(says({ waId: '15551230003' }, 'hi', { groupId: 'G1' }));
		await deliver(payloads.userPreference(occasion({ waId: '15551230004' }), 'stop'));
		const facts = await store.facts([ADA, { waId: '15551230003' }, { waId: '15551230004' }], NUMBER.phoneNumberId);
		expect(facts.map(({ lastInboundAt }) => lastInboundAt)).toEqual([NOON - 3000, undefined, undefined]);
	});

	it('lets marketing wait a day for somebody from whom Meta held a message back', async () => {
		const failed = payloads.status(occasion(ADA), { id: 'wamid.out', status: 'failed', error: { code: 131049, title: 'Held back' } });
		await expect(inbox().outputs(failed)).resolves.toEqual([]);
		await expect(inbox().store.facts([ADA])).resolves.toMatchObject([{ coolDownUntil: NOON + DAY }]);
	});

	it("does not take a message from the year 2100 for a window that is open until then", async () => {
		await inbox().deliver(says(ADA, 'hi', { at: Date.UTC(2100, 0, 1) }));
		await expect(inbox().store.facts([ADA], NUMBER.phoneNumberId)).resolves.toMatchObject([{ lastInboundAt: inbox().clock.now }]);
	});
});
