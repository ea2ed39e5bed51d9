import { createHmac } from 'node:crypto';
import { payloads, type Simulator } from '../../../simulator';
import { ACCOUNT, send, start, startCallback, templateSend, type Callback } from './support';

const { text } = payloads;
let simulator: Simulator;
let callback: Callback;

beforeEach(async () => {
	[simulator, callback] = await Promise.all([start(), startCallback()]);
	simulator.setWebhook(callback.url);
});
afterEach(async () => {
	await simulator.close();
	await callback.close();
});

const hmac = (bytes: Buffer | string): string => `sha256=${createHmac('sha256', ACCOUNT.appSecret).update(bytes).digest('hex')}`;
const bodies = (): unknown[] => callback.received.map(({ body }) => body.entry?.[0]?.changes?.[0]?.value?.messages?.[0]?.text?.body);

describe('signing', () => {
	it('signs the bytes on the wire, in which non-ASCII is escaped', async () => {
		await simulator.sendAs('+15551234567', text('cancelación 🛑'));
		const { raw, headers, body } = callback.received[0]!;
		expect(raw.toString('latin1')).toContain('cancelaci\\u00f3n \\ud83d\\uded1');
		expect(headers['x-hub-signature-256']).toBe(hmac(raw));
		expect(hmac(JSON.stringify(body))).not.toBe(headers['x-hub-signature-256']);
		expect(bodies()).toEqual(['cancelación 🛑']);
	});

	it('signs wrongly or not at all on demand', async () => {
		await simulator.sendAs('+15551234567', text('STOP'), { how: { signature: 'wrong' } });
		await simulator.sendAs('+15551234567', text('STOP'), { how: { signature: 'missing' } });
		const [wrong, missing] = callback.received;
		expect(wrong?.headers['x-hub-signature-256']).toMatch(/^sha256=[0-9a-f]{64}$/);
		expect(wrong?.headers['x-hub-signature-256']).not.toBe(hmac(wrong!.raw));
		expect(missing?.headers['x-hub-signature-256']).toBeUndefined();
	});
});

describe('delivering', () => {
	it('tries again until the callback answers 200', async () => {
		callback.answers.push(503, 500);
		const { deliveries } = await simulator.sendAs('+15551234567', text('STOP'));
		expect(deliveries).toMatchObject([{ ok: true, status: 200, attempts: 3 }]);
		expect(new Set(callback.received.map(({ raw }) => raw.toString())).size).toBe(1);
	});

	it('gives up after the set number of attempts and says why', async () => {
		simulator.change({ retry: { attempts: 2 } });
		callback.answers.push(503, 503, 503);
		const { deliveries } = await simulator.sendAs('+15551234567', text('STOP'));
		expect(deliveries).toMatchObject([{ ok: false, status: 503, attempts: 2, reason: 'answered 503' }]);
		expect(callback.received).toHaveLength(2);
	});

	it('tries once when told not to repeat', async () => {
		callback.answers.push(401);
		const { deliveries } = await simulator.sendAs('+15551234567', text('STOP'), { how: { retry: false } });
		expect(deliveries).toMatchObject([{ ok: false, status: 401, attempts: 1 }]);
	});

	it('delivers doubled', async () => {
		await simulator.sendAs('+15551234567', text('STOP'), { how: { copies: 2 } });
		expect(callback.received.map(({ body }) => body)).toEqual([callback.received[0]?.body, callback.received[0]?.body]);
		expect(callback.received).toHaveLength(2);
	});

	const three = (): payloads.Webhook[] => ['one', 'two', 'three'].map((word) => simulator.message('+15551234567', text(word)).payload);

	it('delivers in another order', async () => {
		await simulator.deliver(three(), { order: 'reversed' });
		expect(bodies()).toEqual(['three', 'two', 'one']);
	});

	it('shuffles the same way for the same seed', async () => {
		const many = Array.from({ length: 12 }, (_, index) => simulator.message('+15551234567', text(`m${index}`)).payload);
		await simulator.deliver(many, { order: 'shuffled', seed: 7 });
		await simulator.deliver(many, { order: 'shuffled', seed: 7 });
		const seen = bodies();
		expect(seen.slice(0, 12)).toEqual(seen.slice(12));
		expect(seen.slice(0, 12)).not.toEqual(many.map((_, index) => `m${index}`));
		expect(new Set(seen).size).toBe(12);
	});

	it.each([
		['entries', 3, 1, 1],
		['changes', 1, 3, 1],
		['messages', 1, 1, 3],
	] as const)('packs many into one POST as %s', async (batch, entries, changes, messages) => {
		await simulator.deliver(three(), { batch });
		expect(callback.received).toHaveLength(1);
		const { entry } = callback.received[0]!.body;
		expect([entry?.length, entry?.[0]?.changes?.length, entry?.[0]?.changes?.[0]?.value?.messages?.length]).toEqual([entries, changes, messages]);
	});

	it('delivers late', async () => {
		const late = simulator.sendAs('+15551234567', text('late'), { how: { delayMs: 1000 } });
		await simulator.sendAs('+15551234567', text('soon'));
		await late;
		expect(bodies()).toEqual(['soon', 'late']);
	});

	it('refuses to write to another machine', () => {
		expect(() => simulator.setWebhook('http://example.com/hook')).toThrow('not this machine');
	});

	it('says so when nobody listens', async () => {
		simulator.setWebhook(undefined);
		const { deliveries } = await simulator.sendAs('+15551234567', text('STOP'));
		expect(deliveries).toMatchObject([{ ok: false, attempts: 0, reason: 'no_target' }]);
	});
});

describe('statuses', () => {
	const statuses = (): Record<string, unknown>[] =>
		callback.received.flatMap(({ body }) => [...(body.entry?.[0]?.changes ?? [])].flatMap((change) => [...(change.value?.statuses ?? [])] as unknown as Record<string, unknown>[]));
	const to = '+15551234567';

	beforeEach(() => {
		simulator.templates.put({ name: 'spring_sale', language: 'en_US', category: 'MARKETING' });
	});

	it('reports sent and delivered with recipient, price category and opaque data', async () => {
		const answer = await send(simulator, { ...templateSend({ to }, 'spring_sale'), biz_opaque_callback_data: 'contact-1' });
		await simulator.idle();
		const common = { id: answer.body.messages?.[0]?.id, recipient_id: '15551234567', biz_opaque_callback_data: 'contact-1', pricing: { category: 'marketing' } };
		expect(statuses()).toMatchObject([{ status: 'sent', ...common }, { status: 'delivered', ...common }]);
	});

	it('adds read and leaves others out as set', async () => {
		simulator.change({ statuses: { sent: false, delivered: false, read: true } });
		await send(simulator, templateSend({ to }, 'spring_sale'));
		await simulator.idle();
		expect(statuses().map((status) => status.status)).toEqual(['read']);
	});

	it('reports the native stop as failed 131050 without contacts and without the BSUID', async () => {
		simulator.customers.put({ phone: to, stopped: true });
		await send(simulator, templateSend({ to }, 'spring_sale'));
		await simulator.idle();
		expect(statuses()).toMatchObject([{ status: 'failed', recipient_id: '15551234567', errors: [{ code: 131050 }] }]);
		expect(statuses()[0]).not.toHaveProperty('recipient_user_id');
		expect(callback.received[0]?.body.entry?.[0]?.changes?.[0]?.value).not.toHaveProperty('contacts');
	});

	it('keeps the BSUID in the failed status of a send that was addressed to it', async () => {
		const customer = simulator.customers.put({ userId: 'US.777', stopped: true });
		await send(simulator, templateSend({ recipient: 'US.777' }, 'spring_sale'));
		await simulator.idle();
		expect(statuses()).toMatchObject([{ status: 'failed', recipient_user_id: customer.userId }]);
	});

	it('brings every status of a crowd, several in one POST', async () => {
		await Promise.all(Array.from({ length: 60 }, (_, index) => send(simulator, templateSend({ to: `+1555000${1000 + index}` }, 'spring_sale'))));
		await simulator.idle();
		expect(statuses()).toHaveLength(120);
		expect(callback.received.length).toBeLessThan(120);
	});
});

describe('people', () => {
	const sender = (): unknown => callback.received.at(-1)?.body.entry?.[0]?.changes?.[0]?.value;

	it('shows a username user by BSUID only, until the business writes to the phone', async () => {
		simulator.templates.put({ name: 'order_update', language: 'en_US', category: 'UTILITY' });
		const { id } = simulator.customers.put({ name: 'Ada', phone: '+15551234567', userId: 'US.42', username: 'ada', hidesPhone: true });
		await simulator.sendAs(id, text('STOP'));
		expect(sender()).toMatchObject({ contacts: [{ user_id: 'US.42', profile: { name: 'Ada', username: 'ada' } }], messages: [{ from_user_id: 'US.42' }] });
		expect(JSON.stringify(sender())).not.toContain('15551234567');
		simulator.change({ statuses: { sent: false, delivered: false } });
		await send(simulator, templateSend({ to: '+15551234567' }, 'order_update'));
		await simulator.sendAs(id, text('STOP'));
		expect(sender()).toMatchObject({ messages: [{ from: '15551234567', from_user_id: 'US.42' }] });
	});

	it('writes the wa_id as Meta has it, not the phone as dialled', async () => {
		simulator.customers.put({ phone: '+525512345678', waId: '5215512345678' });
		await simulator.sendAs('+525512345678', text('BAJA'));
		expect(sender()).toMatchObject({ contacts: [{ wa_id: '5215512345678' }], messages: [{ from: '5215512345678' }] });
	});

	it('reports the native switch on its own field with a numeric timestamp', async () => {
		await simulator.setPreference('+15551234567', 'stop');
		const change = callback.received[0]?.body.entry?.[0]?.changes?.[0];
		expect(change).toMatchObject({ field: 'user_preferences', value: { user_preferences: [{ wa_id: '15551234567', value: 'stop', category: 'marketing_messages', timestamp: expect.any(Number) }] } });
		expect(simulator.customers.find('+15551234567')?.stopped).toBe(true);
		await simulator.setPreference('+15551234567', 'resume');
		expect(simulator.customers.find('+15551234567')?.stopped).toBe(false);
	});

	it('moves a person to another number, reporting both number and BSUID, and finds them there only', async () => {
		const { id, userId: oldUserId } = simulator.customers.put({ phone: '+15551234567' });
		await simulator.changeNumber(id, '+15557654321');
		const changes = callback.received.map(({ body }) => body.entry?.[0]?.changes?.[0]);
		const { userId } = simulator.customers.find('+15557654321')!;
		expect(changes).toMatchObject([
			{ field: 'messages', value: { messages: [{ from: '15551234567', system: { type: 'user_changed_number', wa_id: '15557654321' } }] } },
			{ field: 'user_id_update', value: { user_id_update: [{ wa_id: '15557654321', user_id: { previous: oldUserId, current: userId } }] } },
		]);
		expect(userId).not.toBe(oldUserId);
		expect(simulator.customers.find('+15551234567')).toBeUndefined();
	});

	it('learns the sender of a payload made elsewhere', async () => {
		const occasion = { number: { ...ACCOUNT }, person: { waId: '15557654321' }, at: Date.now() };
		await simulator.deliver(payloads.inbound(occasion, text('Hi'), { id: 'wamid.X' }));
		expect((await send(simulator, { to: '+15557654321', type: 'text', text: { body: 'Hello' } })).status).toBe(200);
	});
});
