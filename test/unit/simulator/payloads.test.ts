import { payloads, signatureOf, wireBytes } from '../../../simulator';
import { ACCOUNT } from './support';

const AT = Date.UTC(2026, 10, 23, 7);
const SECONDS = AT / 1000;
const phone = { number: ACCOUNT, person: { waId: '15551234567', userId: 'US.42', name: 'Ada' }, at: AT };
const hidden = { number: ACCOUNT, person: { userId: 'US.42', username: 'ada' }, at: AT };

const changeOf = (hook: payloads.Webhook): payloads.Change => hook.entry[0]!.changes[0]!;
const messageOf = (content: payloads.MessageContent, options: Partial<payloads.InboundOptions> = {}, occasion: payloads.Occasion = phone): unknown =>
	(changeOf(payloads.inbound(occasion, content, { id: 'wamid.1', ...options })).value.messages as unknown[])[0];

const head = { from: '15551234567', from_user_id: 'US.42', id: 'wamid.1', timestamp: String(SECONDS) };

it.each<[string, payloads.MessageContent, object]>([
	['text', payloads.text('STOP'), { type: 'text', text: { body: 'STOP' } }],
	['a template quick reply without payload of its own', payloads.templateButton('Stop'), { type: 'button', button: { payload: 'Stop', text: 'Stop' } }],
	['a reply button', payloads.buttonReply('keep', 'Keep'), { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'keep', title: 'Keep' } } }],
	['a list row', payloads.listReply('r1', 'Row'), { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Row' } } }],
	['a captioned picture', payloads.image('STOP'), { type: 'image', image: { id: expect.any(String), mime_type: 'image/jpeg', sha256: expect.any(String), caption: 'STOP' } }],
	['an edit', payloads.edit('wamid.0', payloads.text('STOP')), { type: 'edit', edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'STOP' } } } }],
	['a deletion', payloads.revoke('wamid.0'), { type: 'revoke', revoke: { original_message_id: 'wamid.0' } }],
	['a reaction', payloads.reaction('wamid.0', '👍'), { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } }],
	['a reaction taken back', payloads.reaction('wamid.0'), { type: 'reaction', reaction: { message_id: 'wamid.0' } }],
	['a type of the future', payloads.futureType('hologram', {}), { type: 'hologram', hologram: {} }],
])('writes %s under the name of its type', (_what, content, shape) => {
	expect(messageOf(content)).toEqual({ ...head, ...shape });
});

it('puts Flow answers into a JSON string inside the JSON', () => {
	const message = messageOf(payloads.flowReply({ marketing: false }, 'token-1')) as { interactive: { nfm_reply: { response_json: string } } };
	expect(JSON.parse(message.interactive.nfm_reply.response_json)).toEqual({ flow_token: 'token-1', marketing: false });
});

it('leaves the phone out altogether for a username user', () => {
	expect(messageOf(payloads.text('STOP'), {}, hidden)).not.toHaveProperty('from');
	expect(changeOf(payloads.inbound(hidden, payloads.text('STOP'), { id: 'wamid.1' })).value.contacts).toEqual([{ profile: { username: 'ada' }, user_id: 'US.42' }]);
});

it('marks forwarded, answering and group messages', () => {
	expect(messageOf(payloads.text('STOP'), { context: { forwarded: true } })).toMatchObject({ context: { forwarded: true } });
	expect(messageOf(payloads.text('STOP'), { context: { answers: 'wamid.0', from: '15550100000' } })).toMatchObject({ context: { from: '15550100000', id: 'wamid.0' } });
	expect(messageOf(payloads.text('STOP'), { groupId: 'group-1' })).toMatchObject({ group_id: 'group-1', from: '15551234567' });
});

it('writes message times as strings and preference times as numbers', () => {
	expect(messageOf(payloads.text('Hi'))).toMatchObject({ timestamp: String(SECONDS) });
	expect(changeOf(payloads.userPreference(phone, 'stop')).value.user_preferences).toMatchObject([{ timestamp: SECONDS }]);
	expect(changeOf(payloads.userIdUpdate(phone, 'US.41', 'US.42')).value.user_id_update).toMatchObject([{ timestamp: SECONDS }]);
});

it('reports moves to another number and to another BSUID without contacts', () => {
	for (const [hook, system] of [
		[payloads.userChangedNumber(phone, '15557654321', 'wamid.1'), { type: 'user_changed_number', wa_id: '15557654321' }],
		[payloads.userChangedUserId(phone, 'US.43', 'wamid.1'), { type: 'user_changed_user_id', user_id: 'US.43' }],
	] as const) {
		expect(changeOf(hook).value.messages).toMatchObject([{ type: 'system', system }]);
		expect(changeOf(hook).value).not.toHaveProperty('contacts');
	}
});

it('tells a disclosed number from an address card sent on', () => {
	expect([payloads.disclosedContact('15551234567').origin, payloads.sharedContact('15557654321', 'Bob').origin]).toEqual(['contact_request', 'other']);
});

it('writes the staff\'s own messages as echoes, not as messages', () => {
	const { field, value } = changeOf(payloads.echo(phone, payloads.text('STOP'), 'wamid.1'));
	expect([field, value.messages]).toEqual(['smb_message_echoes', undefined]);
	expect(value.message_echoes).toMatchObject([{ from: '15550100000', to: '15551234567', text: { body: 'STOP' } }]);
});

it('calls the category in force new_category while a change is only announced', () => {
	const template = { id: '1', name: 'sale', language: 'en_US' };
	expect(changeOf(payloads.categoryUpdateAhead(ACCOUNT, AT, template, 'UTILITY', 'MARKETING')).value).toMatchObject({ new_category: 'UTILITY', correct_category: 'MARKETING', message_template_language: 'en-US' });
	expect(changeOf(payloads.categoryUpdateDone(ACCOUNT, AT, template, 'UTILITY', 'MARKETING')).value).toMatchObject({ previous_category: 'UTILITY', new_category: 'MARKETING' });
});

// Computed with openssl over the escaped bytes, apart from this code.
it.each([
	[{ object: 'whatsapp_business_account', entry: [] }, 'c84a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384dc'],
	[{ text: { body: 'cancelación' } }, 'a79495a6b8d5fca73d3f8d48060f8dc92912d2e86456ed66c77f0b33af8ba2a2'],
])('signs %j as openssl does', (body, signature) => {
	expect(signatureOf(wireBytes(body), 'test-app-secret')).toBe(`sha256=${signature}`);
});
