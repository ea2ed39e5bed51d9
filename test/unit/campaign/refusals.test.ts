import { setTimeout } from 'node:timers/promises';
import { ERROR_TABLE, errorRule } from '../../../shared/whatsapp';
import type { CampaignDependencies } from '../../../shared/campaign';
import { HOUR, people, phone, startStage } from './support';
import type { Stage } from './support';

let stage: Stage;
beforeEach(async () => {
	stage = await startStage();
	await stage.optIn(people(250));
});
afterEach(async () => {
	await stage.close();
});

/** One person a turn, each answered before the next one's turn comes. */
const oneByOne = { messagesPerSecond: 1 };
const answered = (during?: () => Promise<void>): Partial<CampaignDependencies> => {
	const client = stage.client();
	let underWay = 0;
	return {
		client: {
			...client,
			sendTemplate: async (message) => {
				underWay++;
				return await client.sendTemplate(message).finally(() => underWay--);
			},
		},
		sleep: async (ms) => {
			stage.clock.at += ms;
			stage.waits.push(ms);
			await during?.();
			do await setTimeout(1);
			while (underWay > 0);
		},
	};
};

describe('every code of the error table', () => {
	const codes = Object.keys(ERROR_TABLE).map(Number);
	const [stopping, others] = [codes.filter((code) => errorRule(code).action === 'stop'), codes.filter((code) => errorRule(code).action !== 'stop')];

	it.each(stopping)('%i ends the run, says why, and loses nobody', async (code) => {
		stage.simulator.faults.add({ code, skip: 1 });
		const { outcomes, report } = await stage.run(people(4), oneByOne, answered());
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['sent', 'failed', 'unsent', 'unsent']);
		expect(outcomes[1]).toMatchObject({ send: { code, meaning: errorRule(code).meaning, action: 'stop' } });
		expect(outcomes[2]).toMatchObject({ send: { code, action: 'stop', meaning: expect.stringContaining(errorRule(code).meaning) } });
		expect(report).toMatchObject({ total: 4, allowed: 4, sent: 1, failed: 1, unsent: 2, stopped: { code } });
		expect(stage.simulator.log.sends()).toHaveLength(2);
	});

	it.each(others)('%i concerns one person; the others go on', async (code) => {
		stage.simulator.faults.add({ code, to: phone(1), count: 0 });
		const { outcomes, report } = await stage.run(people(3));
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['sent', 'failed', 'sent']);
		expect(outcomes[1]).toMatchObject({ send: { code, meaning: errorRule(code).meaning, action: errorRule(code).action, detail: expect.stringContaining('Programmed fault') } });
		expect(outcomes[1]?.consent.recipient).toBeUndefined();
		expect(report).toMatchObject({ sent: 2, failed: 1, unsent: 0 });
	});
});

it('tries nobody else in a country that the business may not message', async () => {
	const cubans = Array.from({ length: 5 }, (_, n) => ({ contact: `+535123456${n}` }));
	await stage.optIn(cubans);
	stage.simulator.faults.add({ code: 130497, to: '+5351234560' });
	const { outcomes, report } = await stage.run([...cubans.slice(0, 1), ...people(250), ...cubans.slice(1)], { messagesPerSecond: 400 }, answered());
	expect(report).toMatchObject({ sent: 250, failed: 5, unsent: 0 });
	expect(outcomes.slice(251).every((one) => one.outcome === 'failed' && one.send.code === 130497 && one.send.action === 'skip')).toBe(true);
	expect(stage.simulator.log.sends({ outcome: 'accepted' })).toHaveLength(250);
	expect(stage.simulator.log.sends({ outcome: 'refused' })).toHaveLength(1);
}, 30_000);

it('sends to the unsent when it is run again with the same key', async () => {
	stage.simulator.faults.add({ code: 131048, skip: 1 });
	await stage.run(people(4), oneByOne, answered());
	const { report } = await stage.run(people(4));
	expect(report).toMatchObject({ sent: 3, byReason: { duplicate: 1 } });
	expect([...stage.received().values()].map((sends) => sends.length)).toEqual([1, 1, 1, 1]);
});

it('records the stop that a refusal tells of, and never asks that person again', async () => {
	stage.simulator.faults.add({ code: 131050, to: phone(0) });
	await stage.run(people(1));
	expect((await stage.store.states([phone(0)]))[0]).toMatchObject({ platformStop: true, platformStops: { '106000000000009': expect.any(String) } });
	const { outcomes } = await stage.run(people(1), { key: 'autumn' });
	expect(outcomes[0]).toMatchObject({ outcome: 'blocked', consent: { reason: 'platform_stop' } });
	expect(stage.simulator.log.sends()).toHaveLength(1);
});

it('waits a day with marketing after WhatsApp held a message back', async () => {
	const rules = { policy: { further: { coolDown: true } } };
	stage.simulator.faults.add({ code: 131049, to: phone(0) });
	await stage.run(people(1), rules);
	expect((await stage.run(people(1), rules)).outcomes[0]).toMatchObject({ outcome: 'blocked', consent: { reason: 'cool_down' } });
	stage.clock.at += 25 * HOUR;
	expect((await stage.run(people(1), rules)).outcomes[0]).toMatchObject({ outcome: 'sent' });
});

describe('what passes by itself', () => {
	it.each([
		['a number that sends too fast', { code: 130429 }],
		['too many messages to one person', { code: 131056 }],
		['trouble at Meta', { code: 131016 }],
		['a busy proxy', { http: 503 }],
		['a proxy that limits the rate', { http: 429, retryAfter: 5 }],
	])('%s: waits, and sends after all', async (_, fault) => {
		stage.simulator.faults.add({ ...fault, to: phone(0), count: 2 });
		const { outcomes } = await stage.run(people(1));
		expect(outcomes[0]?.outcome).toBe('sent');
		expect(stage.received().get(phone(0))).toHaveLength(1);
		expect(stage.waits.length).toBeGreaterThanOrEqual(2);
	});

	it('waits no shorter than it is asked to, longer each time, and gives up in the end', async () => {
		stage.simulator.faults.add({ http: 429, retryAfter: 5, count: 0 });
		const { outcomes } = await stage.run(people(1));
		expect(outcomes[0]).toMatchObject({ outcome: 'failed', send: { code: 'http_429', action: 'retry' } });
		expect(stage.waits).toEqual([5000, 10_000, 20_000]);
	});

	it('leaves a person alone who says stop during the wait', async () => {
		stage.simulator.faults.add({ code: 131056, to: phone(0) });
		const { outcomes, report } = await stage.run(people(1), {}, answered(async () => await stage.stop(phone(0))));
		expect(outcomes[0]).toMatchObject({ outcome: 'blocked', consent: { reason: 'opted_out' } });
		expect(report).toMatchObject({ sent: 0, blocked: 1, failed: 0 });
		expect(stage.received().size).toBe(0);
	});
});

describe('what may have been sent', () => {
	it.each([
		['a connection that breaks before the answer', { reset: 'after' }],
		['a connection that breaks before anything is accepted', { reset: 'before' }],
		['an answer that does not come', { hang: 'after' }],
		['a proxy that fails', { http: 502 }],
	] as const)('%s: is uncertain, and not repeated by this run or the next', async (_, fault) => {
		stage.simulator.faults.add({ ...fault, to: phone(0) });
		const { outcomes, report } = await stage.run(people(2), {}, { client: stage.client({ timeoutMs: 1000 }) });
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'sent']);
		expect(outcomes[0]).toMatchObject({ send: { action: 'uncertain' } });
		expect(report).toMatchObject({ sent: 1, failed: 1 });
		stage.clock.at += HOUR;
		expect((await stage.run(people(1))).outcomes[0]).toMatchObject({ outcome: 'failed', send: { code: 'unfinished_attempt', action: 'uncertain' } });
		expect(stage.simulator.log.sends({ to: phone(0) })).toHaveLength(1);
	});

	it('a worker that dies after the claim leaves an uncertain attempt, and nobody gets two', async () => {
		stage.simulator.faults.add({ hang: 'after', to: phone(0) });
		const dying = stage.run(people(1), {}, { client: stage.client({ timeoutMs: 2_000 }) });
		while (stage.received().size === 0) await setTimeout(5);
		stage.clock.at += HOUR;
		const { outcomes } = await stage.run(people(2), {}, { store: await stage.anotherStore() });
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'sent']);
		expect(outcomes[0]).toMatchObject({ send: { code: 'unfinished_attempt', action: 'uncertain' } });
		expect(stage.received().get(phone(0))).toHaveLength(1);
		await dying;
	});
});

it('ends the run when one and the same failure meets everybody', async () => {
	stage.simulator.faults.add({ code: 131009, count: 0 });
	const { report } = await stage.run(people(30), { messagesPerSecond: 20 }, answered());
	expect(report).toMatchObject({ sent: 0, stopped: { code: 131009 } });
	expect(report.failed).toBeGreaterThanOrEqual(20);
	expect(report.failed + report.unsent).toBe(30);
	expect(report.unsent).toBeGreaterThan(0);
});

it('ends when it is cancelled, and says who was not reached', async () => {
	const cancel = new AbortController();
	let turns = 0;
	const { report } = await stage.run(people(30), oneByOne, {
		...answered(async () => {
			if (++turns === 3) cancel.abort();
		}),
		signal: cancel.signal,
	});
	expect(report).toMatchObject({ failed: 0, stopped: { code: 'cancelled' } });
	expect(report.sent).toBe(stage.received().size);
	expect(report.unsent).toBe(30 - report.sent);
	expect(report.unsent).toBeGreaterThan(20);
});
