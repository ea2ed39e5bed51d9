import { request } from 'node:http';
import type { Simulator } from '../../../simulator';
import { ACCOUNT, control, send, start, startCallback, templateSend, textSend, type Callback } from './support';

let simulator: Simulator;
let callback: Callback;

beforeEach(async () => {
	[simulator, callback] = await Promise.all([start(), startCallback()]);
	simulator.templates.put({ name: 'order_update', language: 'en_US', category: 'UTILITY', components: [{ type: 'BODY', text: 'Order {{1}} is ready' }, { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Stop offers' }] }] });
});
afterEach(async () => {
	await simulator.close();
	await callback.close();
});

it('speaks for a customer through HTTP alone', async () => {
	expect((await control(simulator, 'POST', 'webhook', { url: callback.url, verify: true })).status).toBe(200);
	const customer = await control(simulator, 'POST', 'customers', { name: 'Ada', phone: '+15551234567' });
	const said = await control(simulator, 'POST', `customers/${String(customer.body.id)}/messages`, { text: 'STOP' });
	expect(said.body).toMatchObject({ messageId: expect.stringMatching(/^wamid\./), deliveries: [{ ok: true }] });
	expect(callback.received[0]?.body.entry?.[0]?.changes?.[0]?.value?.messages).toMatchObject([{ from: '15551234567', text: { body: 'STOP' } }]);
});

it('refuses a webhook that fails the handshake', async () => {
	const answer = await control(simulator, 'POST', 'webhook', { url: callback.url, verify: true, verifyToken: 'wrong' });
	expect([answer.status, answer.body.error?.message]).toEqual([400, expect.stringContaining('handshake')]);
});

it('shows the chat as the phone does: filled template, buttons with their payloads, own messages', async () => {
	await simulator.sendAs('+15551234567', { type: 'text', text: { body: 'Where is my order?' } });
	const stopButton = { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'consent:optout' }] };
	await send(simulator, templateSend({ to: '+15551234567' }, 'order_update', [{ type: 'text', text: '#7' }], [stopButton]));
	const { body } = await control(simulator, 'GET', 'customers/15551234567/chat');
	expect(body.bubbles).toMatchObject([
		{ from: 'customer', text: 'Where is my order?', state: 'undelivered' },
		{ from: 'business', text: 'Order #7 is ready', taps: [{ kind: 'template', label: 'Stop offers', id: 'consent:optout' }] },
	]);
	const unchanged = await control(simulator, 'GET', `customers/15551234567/chat?since=${String(body.version)}`);
	expect(unchanged.status).toBe(204);
});

it('marks the customer\'s message as read when the business does', async () => {
	const { messageId } = await simulator.sendAs('+15551234567', { type: 'text', text: { body: 'Hi' } });
	expect((await send(simulator, { status: 'read', message_id: messageId })).body).toEqual({ success: true });
	expect((await control(simulator, 'GET', 'customers/15551234567/chat')).body.bubbles).toMatchObject([{ state: 'read' }]);
	expect(simulator.log.sends()).toEqual([]);
});

it('filters, limits and clears the log', async () => {
	for (const to of ['+15550000001', '+15550000002', '+15550000001']) await send(simulator, templateSend({ to }, 'order_update', [{ type: 'text', text: '1' }]));
	await send(simulator, textSend('+15550000001'));
	expect((await control(simulator, 'GET', 'log?to=%2B15550000001')).body.matching).toBe(3);
	expect((await control(simulator, 'GET', 'log?outcome=refused')).body.sends).toMatchObject([{ type: 'text', errorCode: 131047 }]);
	expect((await control(simulator, 'GET', 'log?limit=1')).body).toMatchObject({ matching: 4, sends: [{ seq: 4 }] });
	expect((await control(simulator, 'GET', 'log?kind=calls')).body.matching).toBe(4);
	await control(simulator, 'DELETE', 'log');
	expect((await control(simulator, 'GET', 'log')).body.sends).toEqual([]);
});

it('finds customers by name or number', async () => {
	simulator.customers.put({ name: 'Ada', phone: '+15550000001' });
	simulator.customers.put({ name: 'Bob', phone: '+15550000002' });
	simulator.customers.put({ name: 'Noor', userId: 'US.42', username: 'noor' });
	const found = async (query: string): Promise<unknown> => (await control(simulator, 'GET', `customers?${query}`)).body;
	expect(await found('search=ada')).toMatchObject({ matching: 1, customers: [{ name: 'Ada' }] });
	expect(await found('search=5550000&limit=1')).toMatchObject({ matching: 2, customers: [{ name: 'Ada' }] });
	expect(await found('')).toMatchObject({ matching: 3 });
});

it('moves the clock', async () => {
	await simulator.sendAs('+15551234567', { type: 'text', text: { body: 'Hi' } });
	await control(simulator, 'POST', 'clock', { advanceMs: 25 * 3_600_000 });
	expect((await send(simulator, textSend('+15551234567'))).body.error?.code).toBe(131047);
	await control(simulator, 'POST', 'clock', { offsetMs: 0 });
	expect((await send(simulator, textSend('+15551234567'))).status).toBe(200);
});

it('changes settings in part', async () => {
	await control(simulator, 'PATCH', 'settings', { statuses: { read: true }, messagingLimit: 'TIER_250' });
	expect(simulator.settings).toMatchObject({ statuses: { sent: true, delivered: true, read: true }, messagingLimit: 'TIER_250' });
});

it.each([
	['POST', 'customers', { phone: 'none' }, 'phone: must be a phone number with country code'],
	['POST', 'templates', { name: 'x', language: 'en' }, 'category: Required'],
	['POST', 'clock', {}, 'body: needs offsetMs or advanceMs'],
	['POST', 'deliver', { payloads: [{}] }, 'payloads.0.object: Invalid literal value, expected "whatsapp_business_account"'],
	['PATCH', 'settings', { speed: 1 }, 'body: Unrecognized key(s) in object: \'speed\''],
])('names the field that is wrong: %s %s', async (method, path, body, message) => {
	expect(await control(simulator, method, path, body)).toMatchObject({ status: 400, body: { error: { message } } });
});

it('never shows its secrets', async () => {
	const overview = JSON.stringify((await control(simulator, 'GET', '')).body);
	for (const secret of [ACCOUNT.accessToken, ACCOUNT.appSecret, ACCOUNT.verifyToken]) expect(overview).not.toContain(secret);
});

it('answers only to this machine\'s names', async () => {
	const status = await new Promise((resolve, reject) => {
		request(`${simulator.url}/_sim`, { headers: { host: 'attacker.example' } }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
	});
	expect(status).toBe(421);
});
