import { confirmationSender, deliverConfirmation, planConfirmation, type ConfirmationSettings, type Delivery } from '../../../shared/confirmation';
import { createClient, parseWebhook } from '../../../shared/whatsapp';
import { payloads, startSimulator, type Simulator } from '../../../simulator';
import { MemoryClaims } from './support/claims';

const PHONE = '+15551234567';
const USER_ID = 'US.13491208655302741918';
const ACCOUNT = {
	accessToken: 'EAAsecret-token-1',
	phoneNumberId: '106000000000001',
	businessAccountId: '102000000000001',
	appId: '900000000000001',
	appSecret: 'app-secret-9f',
	verifyToken: 'verify-token-3c',
};
const settings: ConfirmationSettings = { businessName: 'Tea & Co' };

let simulator: Simulator;
let store: MemoryClaims;

beforeEach(async () => {
	simulator = await startSimulator(ACCOUNT);
	store = new MemoryClaims(Date.now);
});
afterEach(() => simulator.close());

type Said = Record<string, unknown>;

/** The person says something; what the trigger would make of it, with the outcome of recording it. */
async function hear(content: Parameters<Simulator['sendAs']>[1], recorded: Said, from = PHONE): Promise<Said> {
	const { payload } = await simulator.sendAs(from, content);
	const [item] = parseWebhook(payload);
	return { ...item, ...recorded };
}

function answer(item: Said, given = settings): Promise<Delivery> {
	const client = createClient({ ...ACCOUNT, baseUrl: simulator.url, apiVersion: 'v25.0' }, { timeoutMs: 2_000, retries: 0 });
	const deps = { store, sender: confirmationSender(() => client), now: Date.now };
	return deliverConfirmation(planConfirmation(item, given, Date.now()), deps);
}

const STOPPED = { changed: true, previousStatus: 'opted_in', status: 'opted_out', eventId: 'ev-stop' };

/** The buttons of the last message, as the person sees and taps them. */
function buttons(): Array<{ id: string; title: string }> {
	const last = simulator.log.sends().at(-1)?.body as { interactive?: { action: { buttons: Array<{ reply: { id: string; title: string } }> } } };
	return (last.interactive?.action.buttons ?? []).map(({ reply }) => reply);
}

async function tap(position: number, recorded: Said = {}): Promise<Said> {
	const button = buttons()[position];
	return await hear(payloads.buttonReply(button?.id ?? '', button?.title ?? ''), recorded);
}

it('answers a typed STOP with one text to the number that wrote', async () => {
	const item = await hear(payloads.text('Stop.'), STOPPED);
	await expect(answer(item)).resolves.toMatchObject({ outcome: 'sent', confirmation: { to: PHONE, type: 'text' } });
	await expect(answer(item)).resolves.toMatchObject({ outcome: 'skipped', confirmation: { reason: 'already_sent' } });
	expect(simulator.log.sends()).toMatchObject([{ to: PHONE, type: 'text', delivered: true, notes: [], text: expect.stringContaining('Tea & Co') }]);
});

it('writes to a person known by user id only', async () => {
	simulator.customers.put({ userId: USER_ID });
	const item = await hear(payloads.text('STOP'), STOPPED, USER_ID);
	await expect(answer(item)).resolves.toMatchObject({ outcome: 'sent', confirmation: { to: USER_ID } });
	expect(simulator.log.sends()).toMatchObject([{ recipient: USER_ID, delivered: true, notes: [] }]);
});

it('asks back, and both answers are understood as answers to this question', async () => {
	const item = await hear(payloads.text('please stop messaging me'), { changed: true, previousStatus: 'opted_in', status: 'opted_in', eventId: 'ev-hold' });
	expect(item).toMatchObject({ action: 'opt_out_likely' });
	await expect(answer(item)).resolves.toMatchObject({ outcome: 'sent', confirmation: { type: 'interactive' } });
	const [stop, keep] = [await tap(0), await tap(1)];
	expect(stop).toMatchObject({ action: 'opt_out', door: 'interactive', lists: ['*'], answers: 'ev-hold' });
	expect(keep).toMatchObject({ action: 'keep', answers: 'ev-hold' });
	await expect(answer(keep)).resolves.toMatchObject({ confirmation: { reason: 'nothing_to_confirm' } });
});

it('offers “I meant my order” after CANCEL, and the tap takes this opt-out back', async () => {
	await answer(await hear(payloads.text('CANCEL'), STOPPED));
	expect(await tap(0)).toMatchObject({ action: 'opt_in', takesBack: 'ev-stop', lists: ['marketing'] });
});

it('changes nothing for somebody who was not opted in and meant their order', async () => {
	await answer(await hear(payloads.text('CANCEL'), { ...STOPPED, previousStatus: 'none' }));
	expect(buttons()).toHaveLength(1);
	expect(await tap(0)).not.toHaveProperty('action');
});

it('asks for the second yes of a double opt-in, and the tap completes it', async () => {
	await answer(await hear(payloads.text('START'), { changed: true, previousStatus: 'none', status: 'pending', eventId: 'ev-start' }));
	expect(await tap(0)).toMatchObject({ action: 'opt_in', confirms: 'ev-start', lists: ['marketing'] });
});

it('lets a person back with the button, and answers in the language of the button', async () => {
	const interactive: ConfirmationSettings = { ...settings, messages: { opt_out: { form: 'interactive' } } };
	await answer(await hear(payloads.text('BAJA'), { ...STOPPED, language: 'es' }), interactive);
	const back = await tap(0, { changed: true, previousStatus: 'opted_out', status: 'opted_in', eventId: 'ev-back' });
	expect(back).toMatchObject({ action: 'opt_in', lists: ['marketing'] });
	await answer(back);
	expect(simulator.log.sends().at(-1)?.text).toMatch(/^¡Gracias!.*Tea & Co/);
});

it('uses the template outside the window, with its variables and our payload on its button', async () => {
	simulator.templates.put({
		name: 'confirm_optin',
		language: 'en_US',
		category: 'UTILITY',
		components: [{ type: 'BODY', text: '{{1}} asks: is that you, {{2}}?' }, { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Yes' }] }],
	});
	const template = { name: 'confirm_optin', languages: ['en_US'], parameters: ['{business}', '{name|there}'], quickReplies: 1 };
	const item = { action: 'opt_in', contact: PHONE, phone: PHONE, lists: ['marketing'], door: 'page', occurredAt: new Date().toISOString(), changed: true, previousStatus: 'none', status: 'pending', eventId: 'ev-page' };
	await expect(answer(item)).resolves.toMatchObject({ confirmation: { reason: 'window_closed' } });
	const sent = await answer(item, { ...settings, messages: { confirm_opt_in: { template } } });
	expect(sent).toMatchObject({ outcome: 'sent', confirmation: { type: 'template' } });
	expect(simulator.log.sends()).toMatchObject([{ template: 'confirm_optin', language: 'en_US', delivered: true }]);
	expect(JSON.stringify(simulator.log.sends()[0]?.body)).toContain('consent:confirm:ev-page:marketing:v1');
});

it('says in words why WhatsApp refused, and may try again', async () => {
	const item = await hear(payloads.text('STOP'), STOPPED);
	simulator.faults.add({ code: 131026 });
	await expect(answer(item)).resolves.toMatchObject({ outcome: 'failed', failure: { reason: 'unreachable', code: 131026 } });
	await expect(answer(item)).resolves.toMatchObject({ outcome: 'sent' });
});

it('does not repeat a send whose answer was lost', async () => {
	const item = await hear(payloads.text('STOP'), STOPPED);
	simulator.faults.add({ reset: 'after' });
	await expect(answer(item)).resolves.toMatchObject({ outcome: 'failed', failure: { reason: 'uncertain' } });
	await expect(answer(item)).resolves.toMatchObject({ outcome: 'skipped' });
	expect(simulator.log.sends({ delivered: true })).toHaveLength(1);
});
