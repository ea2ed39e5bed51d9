import type { SavedWorkflow } from './support/n8n-workflows';
import { our } from './support/line-of-nodes';
import { Stage, type Backend } from './support/stage';

const MINUTE = 60_000;

/** The operator's day, walked through a real n8n with signed webhooks. Called once per backend. */
export function describeScenarios(backend: Backend): void {
	let stage: Stage;
	let inbox: SavedWorkflow;
	let executions = 0;

	beforeAll(async () => {
		stage = await Stage.open(backend);
		inbox = await stage.example('keyword-opt-in-opt-out.json');
		await stage.n8n.workflows.activate(inbox.id);
	}, 5 * MINUTE);

	afterAll(async () => await stage?.close(), MINUTE);

	beforeEach(() => stage.simulator.log.clear());

	/** A customer writes; answers the execution that the message started. */
	async function writes(phone: string, text: string, at?: number) {
		const said = await stage.simulator.sendAs(phone, { type: 'text', text: { body: text } } as never, at === undefined ? {} : { at });
		expect(said.deliveries.every(({ ok }) => ok)).toBe(true);
		executions += 1;
		return (await stage.n8n.executions.settled(inbox.id, executions)).at(-1);
	}

	const contact = async (phone: string) => (await stage.read([{ phone }]))[0];

	it('1: STOP from a known contact opts out of everything and is confirmed once; a second STOP is not answered', async () => {
		for (const [phone, word] of [
			['+15551230011', 'STOP'],
			['+15551230012', 'stop'],
			['+15551230013', ' Stop. '],
		] as const) {
			await stage.write([{ phone }], 'optIn', { lists: 'marketing, order-updates' });
			await writes(phone, word);
			expect(await contact(phone)).toMatchObject({
				status: 'opted_out',
				lists: { marketing: { status: 'opted_out' }, 'order-updates': { status: 'opted_out' } },
			});
			expect(stage.sentTo(phone)).toEqual([{ text: expect.stringMatching(/START/), template: undefined }]);
			await writes(phone, 'STOP');
			expect(stage.sentTo(phone)).toHaveLength(1);
		}
	}, 3 * MINUTE);

	it('2: two days after their STOP a question comes out of Other and can be answered', async () => {
		const phone = '+15551230021';
		await stage.write([{ phone }], 'optIn');
		await writes(phone, 'STOP', Date.now() - 2 * 24 * 3600 * 1000);
		const execution = await writes(phone, 'Are you open on Sunday?');
		expect(execution?.json('WhatsApp Consent Trigger', 0)).toEqual([]);
		expect(execution?.json('WhatsApp Consent Trigger', 1)).toEqual([]);
		expect(execution?.json('Your bot or inbox')).toEqual([
			expect.objectContaining({ contact: phone, status: 'opted_out', type: 'text', text: { body: 'Are you open on Sunday?' } }),
		]);
		const answered = await stage.run([{ phone }], [
			{ name: 'Gate', type: our('consentGate'), parameters: { category: 'service', rule: 'required', options: { window: true } } },
		]);
		expect(answered.json('Gate', 0)).toEqual([
			expect.objectContaining({ consent: expect.objectContaining({ decision: 'allow', reason: 'exempt_category', recipient: phone }) }),
		]);
	}, 2 * MINUTE);

	it('3: a campaign to 1,000 contacts of whom 50 opted out reaches 950 and says so', async () => {
		const people = Array.from({ length: 1000 }, (_, index) => ({ phone: `+1555200${String(index).padStart(4, '0')}` }));
		await stage.write(people, 'optIn');
		await stage.write(people.slice(0, 50), 'optOut');
		const campaign = await stage.example('scheduled-campaign-http.json');
		const run = await stage.runByHand(campaign.id, 'Every Monday at 10');
		expect(run.errorMessage()).toBeUndefined();
		const ours = (items: Array<Record<string, unknown>>) => items.filter(({ contact }) => String(contact).startsWith('+1555200'));
		expect(ours(run.json('Consent Gate', 0))).toHaveLength(950);
		expect(ours(run.json('Left out, with the reason'))).toHaveLength(50);
		const reached = new Set(stage.simulator.log.sends({ template: 'weekend_offer' }).map(({ to }) => to));
		expect(people.filter(({ phone }) => reached.has(phone))).toHaveLength(950);
		expect(people.slice(0, 50).filter(({ phone }) => reached.has(phone))).toEqual([]);
		const outBefore = run.json('Left out, with the reason').length - 50;
		expect(run.json('Campaign report')).toEqual([
			expect.objectContaining({
				blocked: 50 + outBefore,
				summary: expect.stringContaining(`${50 + outBefore} contacts skipped (opted-out)`),
			}),
		]);
	}, 5 * MINUTE);

	it('4: an order confirmation reaches somebody who opted out, related products do not', async () => {
		const phone = '+15551230041';
		await stage.write([{ phone }], 'optIn');
		await writes(phone, 'STOP');
		const orders = await stage.example('order-update.json');
		await stage.n8n.workflows.activate(orders.id);
		stage.simulator.log.clear();
		const answer = await fetch(stage.n8n.webhookUrl('order-placed'), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ phone, name: 'Ada', order: 'A-1001', product: 'sourdough' }),
		});
		expect(answer.status).toBe(200);
		const [run] = await stage.n8n.executions.settled(orders.id, 1);
		expect(run?.json('Gate: order confirmation', 0)).toHaveLength(1);
		expect(run?.json('Gate: related products', 1)).toEqual([
			expect.objectContaining({ consent: expect.objectContaining({ decision: 'block', reason: 'opted_out' }) }),
		]);
		expect(stage.sentTo(phone)).toEqual([{ template: 'order_confirmation', text: undefined }]);
	}, 2 * MINUTE);

	it('5: START brings them back with a welcome; from a stranger it changes nothing where only those who left may come back', async () => {
		const phone = '+15551230051';
		await stage.write([{ phone }], 'optIn');
		await writes(phone, 'STOP');
		stage.simulator.log.clear();
		// WhatsApp's times are whole seconds, and within one second the opt-out wins.
		const execution = await writes(phone, 'START', Date.now() + 1000);
		expect(execution?.json('WhatsApp Consent Trigger', 0)).toEqual([
			expect.objectContaining({ action: 'opt_in', changed: true, previousStatus: 'opted_out', status: 'opted_in' }),
		]);
		expect(stage.sentTo(phone)).toHaveLength(1);
		expect((await stage.read([{ phone }], 'check'))[0]).toMatchObject({ decision: 'allow', reason: 'opted_in' });
		const campaign = await stage.run([{ phone }], [
			{ name: 'Gate', type: our('consentGate'), parameters: { category: 'marketing', rule: 'required' } },
		]);
		expect(campaign.json('Gate', 0)).toEqual([expect.objectContaining({ consent: expect.objectContaining({ reason: 'opted_in', recipient: phone }) })]);

		const { nodes } = await stage.n8n.workflows.get(inbox.id);
		const changed = nodes.map((node) =>
			node.name === 'WhatsApp Consent Trigger' ? { ...node, parameters: { ...node.parameters, optInFrom: 'previouslyOptedOut' } } : node,
		);
		await stage.n8n.workflows.update(inbox.id, { nodes: changed });
		await stage.n8n.workflows.activate(inbox.id);
		const stranger = '+15551230052';
		const ignored = await writes(stranger, 'START');
		expect(ignored?.json('WhatsApp Consent Trigger', 0)).toEqual([]);
		expect(await contact(stranger)).toMatchObject({ status: 'none' });
		expect(stage.sentTo(stranger)).toEqual([]);
		await stage.n8n.workflows.update(inbox.id, { nodes });
		await stage.n8n.workflows.activate(inbox.id);
	}, 3 * MINUTE);

	it('6: an opt-out entered while a campaign waits is honoured by its gate; an opt-in over their own STOP is refused', async () => {
		const [first, second] = ['+15551230061', '+15551230062'];
		await stage.write([{ phone: first }, { phone: second }], 'optIn');
		const campaign = await stage.n8n.workflows.create(
			waitingCampaign([{ phone: first }, { phone: second }], stage),
		);
		const executionId = await stage.n8n.workflows.run(campaign.id, { triggerToStartFrom: { name: 'Start' } });
		expect((await stage.write([{ phone: second }], 'optOut'))[0]).toMatchObject({ outcome: 'changed', status: 'opted_out' });
		const run = await stage.n8n.executions.finished(executionId);
		expect(run.json('Gate', 0).map(({ phone }) => phone)).toEqual([first]);
		expect(run.json('Gate', 1)).toEqual([
			expect.objectContaining({ phone: second, consent: expect.objectContaining({ reason: 'opted_out' }) }),
		]);

		await writes(first, 'STOP');
		expect((await stage.write([{ phone: first }], 'optIn'))[0]).toMatchObject({
			outcome: 'refused',
			reason: 'person_opted_out',
			status: 'opted_out',
		});
		expect((await stage.write([{ phone: first }], 'optIn', { origin: 'person' }))[0]).toMatchObject({ outcome: 'invalid' });
		expect(await contact(first)).toMatchObject({ status: 'opted_out' });
	}, 3 * MINUTE);

	it('7: somebody on Order Updates but not on Marketing is blocked as not on the list, or flagged under the soft rule', async () => {
		const phone = '+15551230071';
		await stage.write([{ phone }], 'optIn', { lists: 'order-updates' });
		const gate = async (rule: string, list: string) => {
			const run = await stage.run([{ phone }], [{ name: 'Gate', type: our('consentGate'), parameters: { category: 'marketing', rule, list } }]);
			return { allowed: run.json('Gate', 0), blocked: run.json('Gate', 1), report: run.json('Gate', 2)[0] };
		};
		const required = await gate('required', 'marketing');
		expect(required.allowed).toEqual([]);
		expect(required.blocked).toEqual([expect.objectContaining({ consent: expect.objectContaining({ reason: 'not_on_list' }) })]);
		expect(required.blocked[0]).not.toHaveProperty('consent.recipient');
		const soft = await gate('soft', 'marketing');
		expect(soft.allowed).toEqual([
			expect.objectContaining({ consent: expect.objectContaining({ decision: 'flag', reason: 'not_on_list', recipient: phone }) }),
		]);
		expect(soft.report).toMatchObject({ total: 1, allowed: 1, flagged: 1, blocked: 0 });
		const own = await gate('required', 'order-updates');
		expect(own.allowed).toEqual([expect.objectContaining({ consent: expect.objectContaining({ reason: 'opted_in' }) })]);
	}, 2 * MINUTE);

	it('8: a wrong or missing signature and a wrong verify token are refused, and nothing is recorded or told', async () => {
		const phone = '+15551230081';
		const before = (await stage.n8n.executions.list(inbox.id)).length;
		for (const signature of ['wrong', 'missing'] as const) {
			const said = await stage.simulator.sendAs(phone, { type: 'text', text: { body: 'STOP' } } as never, { how: { signature, retry: false } });
			expect(said.deliveries.map(({ status }) => status)).toEqual([401]);
		}
		const url = stage.simulator.log.deliveries().at(-1)?.url ?? '';
		const refused = await fetch(`${url}?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=guess`);
		expect(refused.status).toBe(403);
		const told = await refused.text();
		expect(told).not.toContain('4711');
		expect(told).not.toContain('simulator-verify-token');
		const handshake = await fetch(`${url}?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=simulator-verify-token`);
		expect([handshake.status, await handshake.text()]).toEqual([200, '4711']);
		expect(await contact(phone)).toMatchObject({ status: 'none' });
		expect(await stage.n8n.executions.list(inbox.id)).toHaveLength(before);
		expect(stage.n8n.logs()).not.toMatch(/simulator-app-secret|simulator-access-token|simulator-verify-token/);
	}, 2 * MINUTE);
}

function waitingCampaign(items: object[], stage: Stage) {
	const wait = { name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: 8, unit: 'seconds' } };
	const gate = { name: 'Gate', type: our('consentGate'), parameters: { category: 'marketing', rule: 'required' } };
	return stage.line('A campaign that waits', items, [wait, gate]);
}
