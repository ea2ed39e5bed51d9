import { randomUUID } from 'node:crypto';

import type { Execution } from './support/n8n-executions';
import { our } from './support/line-of-nodes';
import type { SavedWorkflow, WorkflowJson } from './support/n8n-workflows';
import { Stage, type Backend } from './support/stage';

const MINUTE = 60_000;
const SENDER = 'Send With Consent';

const phoneOf = (series: number, n: number): string => `+1555${series}${String(n).padStart(4, '0')}`;
const wait = async (ms: number): Promise<void> => await new Promise((wake) => setTimeout(wake, ms));

/** Campaigns in a real n8n, started as in production unless a test says otherwise. Called once per backend. */
export function describeCampaigns(backend: Backend): void {
	let stage: Stage;

	beforeAll(async () => {
		stage = await Stage.open(backend);
		const inbox = await stage.example('keyword-opt-in-opt-out.json');
		await stage.n8n.workflows.activate(inbox.id);
	}, 5 * MINUTE);
	afterAll(async () => await stage?.close(), MINUTE);
	beforeEach(() => {
		stage.simulator.log.clear();
		stage.simulator.faults.clear();
	});

	const sender = (parameters: Record<string, unknown>) => ({
		name: SENDER,
		type: our('sendWithConsent'),
		parameters: {
			templateName: 'weekend_offer',
			templateLanguage: 'en_US',
			templateParameters: { body: [{ value: '={{ $json.name }}' }, { value: '20%' }] },
			...parameters,
		},
	});

	/** A published campaign to so many people who opted in; answers it and how it is started. */
	async function campaign(series: number, count: number, parameters: Record<string, unknown>): Promise<{ workflow: SavedWorkflow; start: () => Promise<void> }> {
		await stage.write(Array.from({ length: count }, (_, n) => ({ phone: phoneOf(series, n) })), 'optIn');
		const path = randomUUID();
		const webhook = { id: randomUUID(), webhookId: path, name: 'Go', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], parameters: { httpMethod: 'POST', path, options: {} } };
		const code = `return Array.from({ length: ${count} }, (_, n) => ({ json: { phone: '+1555${series}' + String(n).padStart(4, '0'), name: 'Person ' + n } }));`;
		const line = stage.line(`Campaign ${series}`, [], [sender(parameters)]);
		const nodes = line.nodes.map((node) => (node.name === 'Items' ? { ...node, parameters: { jsCode: code } } : node)).filter(({ name }) => name !== 'Start');
		const connections = { ...line.connections, Go: line.connections.Start ?? {} };
		delete (connections as Record<string, unknown>).Start;
		const workflow = await stage.n8n.workflows.create({ ...line, nodes: [webhook, ...nodes], connections } as unknown as WorkflowJson);
		await stage.n8n.workflows.activate(workflow.id);
		const start = async () => {
			const answer = await fetch(stage.n8n.webhookUrl(path), { method: 'POST' });
			expect(answer.status).toBe(200);
		};
		return { workflow, start };
	}

	const received = (): Map<string, number> => {
		const counts = new Map<string, number>();
		for (const { to = '' } of stage.simulator.log.sends({ template: 'weekend_offer', outcome: 'accepted' })) counts.set(to, (counts.get(to) ?? 0) + 1);
		return counts;
	};
	async function untilReceived(count: number): Promise<void> {
		for (const deadline = Date.now() + MINUTE; received().size < count; await wait(20)) {
			if (Date.now() > deadline) throw new Error(`Only ${received().size} messages were sent`);
		}
	}
	const latest = async (workflow: SavedWorkflow): Promise<Execution> => {
		const [newest] = await stage.n8n.executions.list(workflow.id);
		return await stage.n8n.executions.finished(newest?.id ?? '');
	};
	const contactsOf = (run: Execution, output: number): unknown[] => run.json(SENDER, output).map(({ phone }) => phone);

	it('a run from the editor reaches the test recipients only', async () => {
		const people = [0, 1, 2].map((n) => ({ phone: phoneOf(301, n), name: 'Ada' }));
		await stage.write(people, 'optIn');
		const run = await stage.run(people, [sender({ testRecipients: phoneOf(301, 1) })]);
		expect(contactsOf(run, 0)).toEqual([phoneOf(301, 1)]);
		expect(run.json(SENDER, 1).map(({ consent }) => (consent as { reason: string }).reason)).toEqual(['test_mode', 'test_mode']);
		expect([...received()]).toEqual([[phoneOf(301, 1), 1]]);
	}, 3 * MINUTE);

	it('people whose STOP arrives through the trigger while it runs get nothing, and the others one message each', async () => {
		const count = 320;
		const { workflow, start } = await campaign(302, count, { messagesPerSecond: 40 });
		// As many as may be under way at once wait for Meta's answer, so that everybody's STOP is in before the others' turn, on a busy machine, too.
		stage.simulator.faults.add({ delayMs: 10_000, skip: 100, count: 40 });
		await start();
		await untilReceived(20);
		const late = Array.from({ length: 12 }, (_, n) => phoneOf(302, 200 + 9 * n));
		const stops = await Promise.all([...late, phoneOf(302, 0)].map(async (phone) => await stage.simulator.sendAs(phone, { type: 'text', text: { body: 'STOP' } } as never)));
		expect(stops.flatMap(({ deliveries }) => deliveries).filter(({ ok }) => !ok)).toEqual([]);
		const already = received();
		expect([already.has(phoneOf(302, 0)), late.filter((phone) => already.has(phone))]).toEqual([true, []]);
		const run = await latest(workflow);
		const all = received();
		expect(late.filter((phone) => all.has(phone))).toEqual([]);
		expect(all.size).toBe(count - late.length);
		expect([...all.values()].every((sends) => sends === 1)).toBe(true);
		expect(contactsOf(run, 1)).toEqual(late);
		expect(run.json(SENDER, 1).every(({ consent }) => (consent as { reason: string }).reason === 'opted_out')).toBe(true);
		expect(run.json(SENDER, 3)).toEqual([expect.objectContaining({ total: count, sent: count - late.length, blocked: late.length, failed: 0, unsent: 0, byReason: { opted_in: count - late.length, opted_out: late.length } })]);
		expect(stage.n8n.logs()).toMatch(/Send With Consent: \d+ of 320 contacts done/);
	}, 4 * MINUTE);

	it('is resumed after n8n was killed, under the same key, and nobody gets two', async () => {
		const count = 200;
		const { workflow, start } = await campaign(303, count, { messagesPerSecond: 40, campaignKey: `resumed-${backend}` });
		await start();
		await untilReceived(60);
		await stage.n8n.kill();
		const before = received().size;
		expect(before).toBeLessThan(count);
		await stage.n8n.start();
		await start();
		const run = await latest(workflow);
		const all = received();
		expect([...all.values()].filter((sends) => sends > 1)).toEqual([]);
		const uncertain = run.json(SENDER, 2);
		expect(uncertain.every(({ send }) => (send as { action: string }).action === 'uncertain')).toBe(true);
		expect(uncertain.length).toBeLessThan(40);
		const [report] = run.json(SENDER, 3) as Array<{ sent: number; failed: number; unsent: number; byReason: { duplicate?: number } }>;
		expect((report?.sent ?? 0) + (report?.failed ?? 0) + (report?.byReason.duplicate ?? 0)).toBe(count);
		expect(report?.unsent).toBe(0);
		// Whoever has not got it is one of those nobody knows of.
		const missing = Array.from({ length: count }, (_, n) => phoneOf(303, n)).filter((phone) => !all.has(phone));
		expect(contactsOf(run, 2)).toEqual(expect.arrayContaining(missing));
	}, 5 * MINUTE);

	it('stops at a warning of Meta’s about the number, says why, and loses nobody', async () => {
		const { workflow, start } = await campaign(304, 100, { messagesPerSecond: 20, campaignKey: `warned-${backend}` });
		stage.simulator.faults.add({ code: 131048, skip: 25 });
		await start();
		const run = await latest(workflow);
		const [report] = run.json(SENDER, 3) as Array<{ sent: number; failed: number; unsent: number }>;
		expect(report).toMatchObject({ total: 100, stopped: { code: 131048 }, failed: 1 });
		expect(report?.sent).toBe(received().size);
		expect(report?.unsent).toBeGreaterThan(50);
		expect((report?.sent ?? 0) + (report?.unsent ?? 0)).toBe(99);
		expect([...contactsOf(run, 0), ...contactsOf(run, 2)].sort()).toEqual(Array.from({ length: 100 }, (_, n) => phoneOf(304, n)));
		await start();
		expect((await latest(workflow)).json(SENDER, 3)).toEqual([expect.objectContaining({ sent: 100 - (report?.sent ?? 0), failed: 0, unsent: 0 })]);
		expect([...received().values()]).toEqual(Array(100).fill(1));
	}, 4 * MINUTE);

	it('a utility template reaches people who want no offers, and a marketing one does not', async () => {
		const person = { phone: phoneOf(305, 0), name: 'Ada' };
		await stage.write([person], 'optIn');
		await stage.write([person], 'optOut');
		const offer = await stage.run([person], [sender({ armed: true })]);
		expect(offer.json(SENDER, 1)).toEqual([expect.objectContaining({ consent: expect.objectContaining({ reason: 'opted_out', category: 'marketing' }) })]);
		const order = await stage.run([person], [sender({ armed: true, templateName: 'order_confirmation' })]);
		expect(order.json(SENDER, 0)).toEqual([expect.objectContaining({ consent: expect.objectContaining({ reason: 'exempt_category', category: 'utility' }) })]);
		expect(stage.sentTo(person.phone)).toEqual([{ template: 'order_confirmation', text: undefined }]);
	}, 2 * MINUTE);

	it('somebody whose message Meta held back a moment after taking it is left out for a day', async () => {
		const person = { phone: phoneOf(306, 0), name: 'Ada' };
		await stage.write([person], 'optIn');
		stage.simulator.faults.add({ code: 131049, mode: 'async', to: person.phone });
		const first = await stage.run([person], [sender({ armed: true })]);
		expect(contactsOf(first, 0)).toEqual([person.phone]);
		await stage.simulator.idle();
		const second = await stage.run([person], [sender({ armed: true, campaignKey: 'another' })]);
		expect(second.json(SENDER, 1)).toEqual([expect.objectContaining({ consent: expect.objectContaining({ reason: 'cool_down' }) })]);
		const gate = { name: 'Gate', type: our('consentGate'), parameters: { category: 'marketing', rule: 'required', options: { coolDown: true } } };
		expect((await stage.run([person], [gate])).json('Gate', 1)).toEqual([expect.objectContaining({ consent: expect.objectContaining({ reason: 'cool_down' }) })]);
		expect((await stage.read([person]))[0]).toMatchObject({ status: 'opted_in' });
	}, 2 * MINUTE);
}
