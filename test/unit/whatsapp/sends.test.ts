import type { Simulator } from '../../../simulator';
import { payloads } from '../../../simulator';
import { linksOfSend } from '../../../shared/whatsapp';
import type { WhatsAppClient } from '../../../shared/whatsapp';
import { clientAt, start } from './support';

const PHONE = '+15551234567';
const USER_ID = 'US.13491208655302741918';

let simulator: Simulator;
let client: WhatsAppClient;

beforeEach(async () => {
	simulator = await start();
	simulator.templates.put({ name: 'order_update', language: 'en_US', category: 'UTILITY' });
	simulator.templates.put({ name: 'spring_sale', language: 'en_US', category: 'MARKETING' });
	await simulator.sendAs(PHONE, payloads.text('hello'));
	({ client } = clientAt(simulator.url));
});
afterEach(() => simulator.close());

it('sends text and learns the wamid and the wa_id', async () => {
	const sent = await client.sendText({ to: PHONE, text: 'You are off the list.', callbackData: 'abc', replyTo: 'wamid.X' });
	expect(sent).toEqual({ ok: true, messageId: expect.stringMatching(/^wamid\./), waId: '15551234567' });
	expect(simulator.log.sends()).toMatchObject([
		{ type: 'text', text: 'You are off the list.', to: PHONE, body: { biz_opaque_callback_data: 'abc', context: { message_id: 'wamid.X' } }, delivered: true, notes: [] },
	]);
});

it('sends reply buttons', async () => {
	const sent = await client.sendInteractive({ to: PHONE, body: 'Off the list.', footer: 'Blue Door', header: 'Done', buttons: [{ id: 'consent:optin:marketing:v1', title: 'Come back' }] });
	expect(sent).toMatchObject({ ok: true });
	expect(simulator.log.sends()).toMatchObject([{ type: 'interactive', outcome: 'accepted' }]);
});

it('sends a template to either endpoint', async () => {
	await client.sendTemplate({ to: PHONE, name: 'order_update', language: 'en_US' });
	expect(await client.sendTemplate({ to: PHONE, name: 'spring_sale', language: 'en_US', marketingApi: true, productPolicy: 'STRICT' })).toMatchObject({ ok: true, messageStatus: 'accepted' });
	expect(simulator.log.sends().map(({ endpoint, template }) => [endpoint, template])).toEqual([['messages', 'order_update'], ['marketing_messages', 'spring_sale']]);
});

it.each([
	['a phone in any written form', '+1 (555) 123-4567', { to: PHONE }],
	['a wa_id', { waId: '15551234567' }, { to: PHONE }],
	['bare digits with country code', '15551234567', { to: PHONE }],
	['a phone and a user ID', { phone: PHONE, userId: USER_ID }, { to: PHONE }],
	['a user ID', USER_ID, { recipient: USER_ID }],
	['a user ID among the phones', { phone: USER_ID }, { recipient: USER_ID }],
])('writes %s where it belongs', async (_, to, address) => {
	await client.sendTemplate({ to, name: 'order_update', language: 'en_US' });
	const [entry] = simulator.log.sends();
	expect({ to: entry?.body.to, recipient: entry?.body.recipient }).toEqual({ to: undefined, recipient: undefined, ...address });
	expect(entry).toMatchObject({ outcome: 'accepted', notes: [] });
});

it.each([['', 'empty'], ['call me', 'words'], ['US.', 'half a user ID']])('sends nothing to “%s” (%s)', async (to) => {
	expect(await client.sendText({ to, text: 'x' })).toMatchObject({ ok: false, code: 'invalid_recipient', action: 'skip' });
	expect(simulator.log.sends()).toEqual([]);
});

it('tells what it learnt of a person', async () => {
	const sent = await client.sendTemplate({ to: USER_ID, name: 'order_update', language: 'en_US' });
	expect(sent).toMatchObject({ ok: true, userId: USER_ID });
	expect(linksOfSend({ phone: '+5511987654321' }, { waId: '551187654321' })).toEqual([{ from: { phone: '+5511987654321' }, to: { waId: '551187654321' } }]);
	expect(linksOfSend({ phone: PHONE }, { waId: '15551234567' })).toEqual([]);
	expect(linksOfSend({ userId: USER_ID }, { userId: USER_ID })).toEqual([]);
});

it('tells of a stop that Meta answers at once', async () => {
	simulator.faults.add({ code: 131050 });
	expect(await client.sendTemplate({ to: PHONE, name: 'spring_sale', language: 'en_US' })).toMatchObject({ ok: false, code: 131050, action: 'skip', recordOptOut: true });
	simulator.faults.add({ code: 131049 });
	expect(await client.sendTemplate({ to: PHONE, name: 'spring_sale', language: 'en_US' })).toMatchObject({ ok: false, code: 131049, action: 'skip', coolDown: true });
	expect(simulator.log.sends()).toHaveLength(2);
});
