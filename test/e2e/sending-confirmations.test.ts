import { UNREACHABLE_AFTER } from '../../shared/confirmation';
import { payloads } from '../../simulator';
import { withParameters } from './support/examples';
import type { SavedWorkflow } from './support/n8n-workflows';
import { Stage } from './support/stage';

const MINUTE = 60_000;
const TRIGGER = 'WhatsApp Consent Trigger';

/** What people say and tap, through a real n8n: trigger, confirmation, and the tap that comes back. */
describe('confirmations in n8n', () => {
	let stage: Stage;
	let inbox: SavedWorkflow;
	let executions = 0;

	beforeAll(async () => {
		stage = await Stage.open('sqlite');
		inbox = await stage.example('keyword-opt-in-opt-out.json');
		await stage.n8n.workflows.activate(inbox.id);
	}, 5 * MINUTE);
	afterAll(async () => await stage?.close(), MINUTE);
	beforeEach(() => {
		stage.simulator.log.clear();
		stage.simulator.faults.clear();
	});

	type Content = Parameters<Stage['simulator']['sendAs']>[1];
	/** WhatsApp's times are whole seconds, so what follows within a test comes later. */
	let moment = 0;
	async function says(phone: string, content: Content | string) {
		moment += 1000;
		const said = await stage.simulator.sendAs(phone, typeof content === 'string' ? payloads.text(content) : content, { at: Date.now() + moment });
		expect(said.deliveries.every(({ ok }) => ok)).toBe(true);
		executions += 1;
		return (await stage.n8n.executions.settled(inbox.id, executions)).at(-1);
	}
	const buttons = (phone: string): Array<{ id: string; title: string }> => {
		const body = stage.simulator.log.sends({ to: phone }).at(-1)?.body as { interactive?: { action: { buttons: Array<{ reply: { id: string; title: string } }> } } } | undefined;
		return (body?.interactive?.action.buttons ?? []).map(({ reply }) => reply);
	};
	const taps = async (phone: string, title: RegExp | string) => {
		const button = buttons(phone).find((one) => (typeof title === 'string' ? one.title === title : title.test(one.title)));
		if (button === undefined) throw new Error(`There is no such button among ${JSON.stringify(buttons(phone))}`);
		return await says(phone, payloads.buttonReply(button.id, button.title));
	};
	const status = async (phone: string) => (await stage.read([{ phone }]))[0]?.status;

	beforeEach(() => {
		moment = 0;
	});

	it.each(['CANCEL', 'END'])('%s stops at once, and “I meant my order” takes exactly that back', async (word) => {
		const phone = word === 'END' ? '+15551240012' : '+15551240011';
		await stage.write([{ phone }], 'optIn', { lists: 'marketing' });
		await says(phone, word);
		expect(await status(phone)).toBe('opted_out');
		const back = await taps(phone, /order/i);
		expect(back?.json(TRIGGER, 0)).toEqual([expect.objectContaining({ action: 'opt_in', changed: true, previousStatus: 'opted_out', status: 'opted_in' })]);
		expect(await status(phone)).toBe('opted_in');
		expect((await stage.read([{ phone }], 'check'))[0]).toMatchObject({ decision: 'allow', reason: 'opted_in' });
	}, 2 * MINUTE);

	it.each([
		['stop', 0, 'opted_out', 'opted_out'],
		['keep', 1, 'opted_in', 'opted_in'],
	] as const)('a likely opt-out is asked about, and the answer “%s” settles it', async (_, position, then, reason) => {
		const phone = `+155512400${20 + position}`;
		await stage.write([{ phone }], 'optIn', { lists: 'marketing' });
		await says(phone, 'please stop messaging me');
		expect((await stage.read([{ phone }], 'check'))[0]).toMatchObject({ decision: 'block', reason: 'opt_out_likely' });
		expect(buttons(phone)).toHaveLength(2);
		await taps(phone, buttons(phone)[position]?.title ?? '');
		expect(await status(phone)).toBe(then);
		expect((await stage.read([{ phone }], 'check'))[0]).toMatchObject({ reason });
	}, 2 * MINUTE);

	it('what became of a confirmation stands in the contact’s history', async () => {
		const phone = '+15551240031';
		await stage.write([{ phone }], 'optIn');
		await says(phone, 'STOP');
		await stage.simulator.idle();
		const history = await stage.read([{ phone }], 'getHistory');
		const [confirmed] = stage.simulator.log.sends({ to: phone });
		expect(history.at(-1)).toMatchObject({ action: 'opt_out', confirmation: { state: 'delivered', messageId: confirmed?.messageId, wording: 'opt_out', language: 'en', sentAt: expect.any(String), deliveredAt: expect.any(String) } });
	}, 2 * MINUTE);

	it('undeliverable messages mark the contact, opt nobody out, and end with the next message of theirs', async () => {
		const phone = '+15551240041';
		await stage.write([{ phone }], 'optIn');
		for (let n = 1; n <= UNREACHABLE_AFTER; n++) {
			stage.simulator.faults.add({ code: 131026, mode: 'async', to: phone });
			await stage.run([{ phone, name: 'Ada' }], [
				{ name: 'Send', type: 'n8n-nodes-whatsapp-consent.sendWithConsent', parameters: { templateName: 'opt_out_confirmation', templateLanguage: 'en_US', armed: true } },
			]);
			await stage.simulator.idle();
			expect((await stage.read([{ phone }]))[0]).toMatchObject({ status: 'opted_in', undelivered: { count: n } });
		}
		stage.simulator.log.clear();
		const item = { action: 'opt_out', contact: phone, phone, lists: ['*'], door: 'page', occurredAt: new Date().toISOString(), changed: true, status: 'opted_out', previousStatus: 'opted_in', eventId: 'unreachable-1' };
		const confirm = async (eventId: string) => {
			const step = { name: 'Confirm', type: 'n8n-nodes-whatsapp-consent.sendConfirmation', parameters: { businessName: 'Blue Door Bakery' } };
			return await stage.run([{ ...item, eventId }], [step]);
		};
		expect((await confirm('unreachable-1')).json('Confirm', 1)).toEqual([expect.objectContaining({ confirmation: { skipped: true, reason: 'unreachable' } })]);
		expect(stage.sentTo(phone)).toEqual([]);
		await says(phone, 'hello again');
		expect((await stage.read([{ phone }]))[0]).not.toHaveProperty('undelivered');
		expect((await confirm('unreachable-2')).json('Confirm', 0)).toHaveLength(1);
	}, 4 * MINUTE);

	it('with double opt-in START waits for the tap, and a tap or a yes completes it', async () => {
		const { nodes, connections, name } = await stage.n8n.workflows.get(inbox.id);
		const changed = withParameters({ name, nodes, connections }, TRIGGER, { doubleOptIn: true });
		await stage.n8n.workflows.update(inbox.id, { nodes: changed.nodes });
		await stage.n8n.workflows.activate(inbox.id);
		for (const [phone, answer] of [['+15551240051', 'tap'], ['+15551240052', 'yes']] as const) {
			const asked = await says(phone, 'START');
			expect(asked?.json(TRIGGER, 0)).toEqual([expect.objectContaining({ action: 'opt_in', status: 'pending' })]);
			expect((await stage.read([{ phone }], 'check'))[0]).toMatchObject({ decision: 'block', reason: 'pending_confirmation' });
			expect(buttons(phone)).toHaveLength(1);
			if (answer === 'tap') await taps(phone, buttons(phone)[0]?.title ?? '');
			else await says(phone, 'YES');
			expect(await status(phone)).toBe('opted_in');
			expect((await stage.read([{ phone }], 'check'))[0]).toMatchObject({ decision: 'allow', reason: 'opted_in' });
			expect(stage.sentTo(phone)).toHaveLength(2);
		}
		await stage.n8n.workflows.update(inbox.id, { nodes });
		await stage.n8n.workflows.activate(inbox.id);
	}, 3 * MINUTE);

	it('who fills in the website’s form is asked in WhatsApp, and the tap on the template’s button opts them in', async () => {
		const phone = '+15551240061';
		const form = await stage.example('website-form-opt-in.json');
		await stage.n8n.workflows.activate(form.id);
		const post = async (fields: object): Promise<unknown> => {
			const answer = await fetch(stage.n8n.webhookUrl('whatsapp-opt-in'), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields) });
			return await answer.json();
		};
		const agreed = { name: 'Ada', agreed_to: 'Yes, Blue Door Bakery may write to me on WhatsApp', page: 'https://bakery.example/bread' };
		expect(await post({ ...agreed, phone: 'nobody' })).toMatchObject({ ok: false, reason: expect.any(String) });
		expect(await post({ ...agreed, phone })).toEqual({ ok: true });
		await stage.n8n.executions.settled(form.id, 2);
		expect(await status(phone)).toBe('pending');
		// Meta's word that the question was delivered, which ties the number to the person, may have come by now or not.
		const history = await stage.read([{ phone }], 'getHistory');
		expect(history.find(({ action }) => action === 'opt_in')).toMatchObject({ origin: 'person', source: 'website form', evidence: { wording: agreed.agreed_to, url: agreed.page } });
		const sent = stage.simulator.log.sends();
		expect(sent).toEqual([expect.objectContaining({ to: phone, template: 'confirm_subscription' })]);
		const tapped = await says(phone, payloads.templateButton('Yes, confirm', payloadOf(sent[0]?.body)));
		expect(tapped?.json(TRIGGER, 0)).toEqual([expect.objectContaining({ action: 'opt_in', changed: true, previousStatus: 'pending', status: 'opted_in' })]);
		expect((await stage.read([{ phone }], 'check'))[0]).toMatchObject({ decision: 'allow', reason: 'opted_in' });
	}, 2 * MINUTE);
});

/** What the button of a template that was sent comes back with when it is tapped. */
function payloadOf(sent: unknown): string | undefined {
	const { template } = sent as { template: { components: Array<{ type: string; parameters: Array<{ payload?: string }> }> } };
	return template.components.find(({ type }) => type === 'button')?.parameters[0]?.payload;
}
