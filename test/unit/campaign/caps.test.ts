import { setTimeout } from 'node:timers/promises';
import type { FrequencyCap } from '../../../shared';
import { HOUR, people, phone, startStage } from './support';
import type { Stage } from './support';

let stage: Stage;
beforeEach(async () => {
	stage = await startStage();
	await stage.optIn(people(60));
});
afterEach(async () => {
	await stage.close();
});

const cap = (max: number, period: FrequencyCap['period'] = 'week') => ({ policy: { further: { frequencyCaps: [{ max, period }] } } });
const inRealTime = { sleep: async (ms: number) => await setTimeout(ms) };
const sendsEach = () => people(60).map((_, n) => stage.received().get(phone(n))?.length ?? 0);

describe('a frequency cap', () => {
	it.each([
		[1, 2],
		[2, 3],
	])('of %i lets nobody get more, and everybody get that many, from %i campaigns at one moment', async (max, campaigns) => {
		const runs = Array.from({ length: campaigns }, async (_, n) => {
			const store = await stage.anotherStore();
			return await stage.run(people(60), { key: `campaign-${n}`, ...cap(max) }, { ...inRealTime, store });
		});
		const reports = (await Promise.all(runs)).map(({ report }) => report);
		expect(new Set(sendsEach())).toEqual(new Set([max]));
		for (const { total, sent, byReason } of reports) expect(sent + (byReason.frequency_cap ?? 0)).toBe(total);
		expect(reports.reduce((sum, { failed, unsent }) => sum + failed + unsent, 0)).toBe(0);
	}, 60_000);

	it('counts a message once, however often it was tried', async () => {
		stage.simulator.faults.add({ code: 131000, to: phone(0), count: 2 });
		expect((await stage.run(people(1), cap(2))).report.sent).toBe(1);
		expect(stage.simulator.log.sends().length).toBeGreaterThan(1);
		expect((await stage.run(people(1), { key: 'second', ...cap(2) })).report.sent).toBe(1);
		expect((await stage.run(people(1), { key: 'third', ...cap(2) })).report.byReason).toEqual({ frequency_cap: 1 });
	});

	it('does not count what was refused, and counts what may have been sent', async () => {
		stage.simulator.faults.add({ code: 131026, to: phone(0) });
		stage.simulator.faults.add({ reset: 'after', to: phone(1) });
		const { outcomes } = await stage.run(people(2), cap(1));
		expect(outcomes.map((one) => (one.outcome === 'failed' ? one.send.action : one.outcome))).toEqual(['skip', 'uncertain']);
		const { outcomes: next } = await stage.run(people(2), { key: 'second', ...cap(1) });
		expect(next.map(({ outcome, consent }) => [outcome, consent.reason])).toEqual([['sent', 'opted_in'], ['blocked', 'frequency_cap']]);
		expect((await stage.run(people(2), { retryUncertain: true, ...cap(1) })).outcomes.map(({ outcome }) => outcome)).toEqual(['blocked', 'failed']);
		stage.clock.at += HOUR;
		expect((await stage.run(people(2), { retryUncertain: true, ...cap(1) })).outcomes.map(({ outcome }) => outcome)).toEqual(['blocked', 'sent']);
	});

	it('leaves nothing reserved behind a run that ends early', async () => {
		stage.simulator.faults.add({ code: 131031 });
		const { report } = await stage.run(people(30), cap(1));
		expect(report.stopped).toBeDefined();
		const facts = await stage.store.facts(people(30).map(({ contact }) => contact), undefined, { sent: { now: stage.clock.at } });
		const counted = facts.map(({ sent }) => sent?.contact.day);
		expect(counted).toEqual(people(30).map((_, n) => stage.received().get(phone(n))?.length ?? 0));
	});

	it('is not looked at for messages it does not concern', async () => {
		stage.simulator.templates.put({ name: 'order_sent', language: 'en_US', category: 'UTILITY', components: [{ type: 'BODY', text: 'On its way' }] });
		expect((await stage.run(people(2), { template: { name: 'order_sent', language: 'en_US' }, ...cap(0) })).report.sent).toBe(2);
	});
});
