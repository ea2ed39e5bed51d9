import { setTimeout } from 'node:timers/promises';
import { parseCallbackData } from '../../../shared/whatsapp';
import { HOUR, people, phone, startStage } from './support';
import type { Stage } from './support';

let stage: Stage;
beforeEach(async () => {
	stage = await startStage();
});
afterEach(async () => {
	await stage.close();
});

it('sends to those who opted in, tells of everyone, and counts what adds up', async () => {
	const audience = people(5);
	await stage.optIn(audience.slice(0, 4));
	await stage.stop(phone(1));
	const { outcomes, report } = await stage.run([...audience, { contact: 'nobody' }]);

	expect(outcomes.map(({ outcome, consent }) => [outcome, consent.reason])).toEqual([
		['sent', 'opted_in'],
		['blocked', 'opted_out'],
		['sent', 'opted_in'],
		['sent', 'opted_in'],
		['blocked', 'not_opted_in'],
		['blocked', 'invalid_contact'],
	]);
	expect([...stage.received().keys()].sort()).toEqual([phone(0), phone(2), phone(3)]);
	expect(report).toMatchObject({ total: 6, allowed: 3, blocked: 3, flagged: 0, sent: 3, failed: 0, unsent: 0, campaignKey: 'summer', warnings: [] });
	expect(report.summary).toBe('Sent to 3 contacts · 3 contacts skipped (1 no readable number, 1 not opted-in, 1 opted-out)');
});

it('says of each message what it is called, where it went and when', async () => {
	await stage.optIn(people(1));
	const { outcomes } = await stage.run(people(1));
	const [entry] = stage.simulator.log.sends();
	expect(outcomes[0]).toMatchObject({ outcome: 'sent', send: { messageId: entry?.messageId, to: phone(0), sentAt: new Date(stage.clock.at).toISOString() } });
});

it('puts on every send what lets a later refusal find its contact', async () => {
	await stage.optIn(people(1));
	const { outcomes } = await stage.run(people(1));
	const [entry] = stage.simulator.log.sends();
	expect(parseCallbackData(String(entry?.body.biz_opaque_callback_data))).toEqual({ contact: phone(0), campaign: 'summer' });
	const [kept] = await stage.store.sentMessages([outcomes[0]?.outcome === 'sent' ? outcomes[0].send.messageId : '']);
	expect(kept).toMatchObject({ contact: phone(0), phoneNumberId: '106000000000009', purpose: 'campaign:summer' });
});

it('sends once to a person who is in the audience twice, in whatever form', async () => {
	const [brazil, mexico] = ['+5511987654321', '+5215512345678'];
	const audience = [brazil, '+55 (11) 98765-4321', '+551187654321', mexico, '+525512345678'].map((contact) => ({ contact }));
	await stage.optIn(audience);
	const { outcomes } = await stage.run(audience);
	expect(outcomes.map(({ outcome, consent }) => (outcome === 'sent' ? outcome : consent.reason))).toEqual(['sent', 'duplicate', 'duplicate', 'sent', 'duplicate']);
	expect(stage.received().size).toBe(2);
});

it('sends to a business-scoped user id where that is all that is known', async () => {
	const audience = [{ contact: { userId: 'US.1349000000000001' } }];
	await stage.optIn(audience);
	await stage.run(audience);
	expect(stage.simulator.log.sends()[0]).toMatchObject({ recipient: 'US.1349000000000001', outcome: 'accepted' });
});

it('learns from answers who people are, and records it once', async () => {
	const [written, known] = ['+525512345678', '+5215512345678'];
	stage.simulator.customers.put({ id: 'ana', phone: written, waId: known.slice(1) });
	await stage.optIn([{ contact: written }]);
	expect((await stage.store.states([known]))[0]).toMatchObject({ status: 'none' });
	await stage.run([{ contact: written }]);
	expect((await stage.store.states([known]))[0]).toMatchObject({ status: 'opted_in' });
	await stage.run([{ contact: written }], { key: 'autumn' });
	const links = (await stage.store.history(written)).filter(({ action }) => action === 'link');
	expect(links).toHaveLength(1);
});

describe('a second run with the same key', () => {
	it('leaves those alone who got the message, and reaches those who did not', async () => {
		await stage.optIn(people(3));
		await stage.run(people(2));
		const { outcomes } = await stage.run(people(3));
		expect(outcomes.map(({ outcome, consent }) => [outcome, consent.reason])).toEqual([
			['blocked', 'duplicate'],
			['blocked', 'duplicate'],
			['sent', 'opted_in'],
		]);
		expect(outcomes[0]?.consent.detail).toContain('2026-06-01T12:00:00.000Z');
		expect([...stage.received().values()].map((sends) => sends.length)).toEqual([1, 1, 1]);
	});

	it('sends again under another key', async () => {
		await stage.optIn(people(1));
		await stage.run(people(1));
		await stage.run(people(1), { key: 'autumn' });
		expect(stage.received().get(phone(0))).toHaveLength(2);
	});

	it('reports an attempt without an end as uncertain and does not repeat it, unless told to', async () => {
		await stage.optIn(people(1));
		await stage.store.claim(`campaign:summer:${phone(0)}`);
		const { outcomes: soon, report } = await stage.run(people(1));
		expect(soon[0]).toMatchObject({ outcome: 'failed', send: { code: 'unfinished_attempt', action: 'uncertain' } });
		expect(report).toMatchObject({ allowed: 1, failed: 1, sent: 0 });
		stage.clock.at += HOUR;
		expect((await stage.run(people(1))).outcomes[0]).toMatchObject({ outcome: 'failed', send: { action: 'uncertain' } });
		expect(stage.simulator.log.sends()).toEqual([]);
		expect((await stage.run(people(1), { retryUncertain: true })).outcomes[0]).toMatchObject({ outcome: 'sent' });
	});
});

it('lets two workers with one key share an audience: everybody gets one message', async () => {
	const audience = people(60);
	await stage.optIn(audience);
	const second = await stage.anotherStore();
	const really = { sleep: async (ms: number) => await setTimeout(ms) };
	const [one, other] = await Promise.all([stage.run(audience, {}, really), stage.run(audience, {}, { ...really, store: second })]);
	expect([...stage.received().values()].every((sends) => sends.length === 1)).toBe(true);
	expect(stage.received().size).toBe(60);
	expect(one.report.sent + other.report.sent).toBe(60);
	expect(one.report.failed + other.report.failed).toBe(0);
	expect((one.report.byReason.duplicate ?? 0) + (other.report.byReason.duplicate ?? 0)).toBe(60);
}, 30_000);
