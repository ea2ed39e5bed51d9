import fc from 'fast-check';
import { parseEvent } from '../../../shared/consent';
import { interpret, isWebhook, parseWebhook, publicItem, readWebhook, signalIdOf, toEvents } from '../../../shared/whatsapp';

const FIELDS = ['messages', 'user_preferences', 'user_id_update', 'smb_message_echoes', 'account_update', 'x'];

/** Whatever comes in: items of known kinds that can be written down, with ids, and events the domain takes. */
function understand(body: unknown): ReturnType<typeof interpret> {
	const items = interpret(readWebhook(body, { receivedAt: 1_760_000_000_000 }), { naturalLanguage: 'act' });
	for (const item of items) {
		expect(['message', 'signal', 'status', 'identity', 'other']).toContain(item.kind);
		expect(Number.isNaN(Date.parse(item.occurredAt))).toBe(false);
		expect(signalIdOf(item).length).toBeLessThanOrEqual(200);
		expect(JSON.stringify(publicItem(item))).toEqual(expect.any(String));
		for (const event of toEvents(item, { invited: true, confirmedLists: ['news'], openHolds: ['h'] })) expect(parseEvent(event)).toMatchObject({ ok: true });
	}
	expect(Array.isArray(parseWebhook(body, { statuses: true }))).toBe(true);
	return items;
}

const noise = fc.jsonValue({ maxDepth: 3 });
const word = fc.oneof(fc.constantFrom('STOP', 'start', 'yes', 'consent:optout:*:v1', 'consent:confirm:e:v1', 'consent:keep:e:v1', 'DID_NOT_REQUEST_CODE', '15550101234', 'US.13491208655302741918', '1760000000', '{"consent_all":false}', ''), fc.string(), noise);
const type = fc.constantFrom('text', 'button', 'interactive', 'image', 'system', 'edit', 'revoke', 'contacts', 'reaction', 'hologram');
const part = (...names: string[]): fc.Arbitrary<unknown> => fc.oneof({ weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...names), word) }, { weight: 1, arbitrary: noise });
const record = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> => fc.oneof({ weight: 9, arbitrary: fc.record(model, { requiredKeys: [] }) }, { weight: 1, arbitrary: noise });
const reply = record({ type: fc.constantFrom('button_reply', 'list_reply', 'nfm_reply', 'x'), button_reply: part('id', 'title'), list_reply: part('id', 'title'), nfm_reply: part('response_json', 'name') });
const content = { type, text: part('body'), button: part('payload', 'text'), interactive: reply, image: part('caption', 'id') };
const message = record({
	...content,
	from: word,
	from_user_id: word,
	id: word,
	timestamp: word,
	context: part('id', 'forwarded', 'from'),
	edit: record({ original_message_id: word, message: record(content) }),
	system: part('type', 'wa_id', 'user_id', 'body'),
	origin: fc.constantFrom('contact_request', 'other'),
	contacts: fc.array(record({ phones: fc.array(part('wa_id', 'phone')) })),
});
const status = record({ id: word, status: fc.constantFrom('sent', 'failed'), timestamp: word, recipient_id: word, recipient_user_id: word, errors: fc.array(record({ code: fc.constantFrom(131050, '131050', 131026, null) })) });
const preference = record({ wa_id: word, user_id: word, category: word, value: fc.constantFrom('stop', 'resume', 'signup', 'x'), timestamp: word });
const list = (member: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ weight: 9, arbitrary: fc.array(member, { maxLength: 3 }) }, { weight: 1, arbitrary: noise });
const value = record({
	metadata: part('phone_number_id', 'display_phone_number'),
	contacts: list(part('wa_id', 'user_id')),
	messages: list(message),
	statuses: list(status),
	user_preferences: list(preference),
	user_id_update: list(record({ wa_id: word, user_id: part('previous', 'current'), timestamp: word })),
	message_echoes: list(message),
});
const body = record({ object: word, entry: list(record({ id: word, time: word, changes: list(record({ field: fc.constantFrom(...FIELDS), value })) })) });

describe('malformed webhooks', () => {
	it('are understood or passed on, whatever JSON they are', () => {
		fc.assert(fc.property(fc.jsonValue(), (json) => void understand(json)), { numRuns: 300 });
	});

	it('are understood or passed on, however near the real shapes they are', () => {
		fc.assert(fc.property(body, (json) => void understand(json)), { numRuns: 1500 });
	});

	it.each([[null], [undefined], [42], ['text'], [true], [[]], [{}], [{ entry: null }], [{ entry: {} }]])('%j is no webhook', (json) => {
		expect(isWebhook(json)).toBe(false);
		expect(understand(json).every(({ kind }) => kind === 'other')).toBe(true);
	});

	it("another product's webhook is none of WhatsApp's", () => {
		expect(isWebhook({ object: 'page', entry: [] })).toBe(false);
		expect(isWebhook({ object: 'whatsapp_business_account', entry: [] })).toBe(true);
	});

	const wrap = (message: unknown): unknown => ({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value: { metadata: { phone_number_id: '2' }, messages: [message] } }] }] });
	const STOP = { from: '15550101234', id: 'wamid.1', timestamp: '1760000000', type: 'text', text: { body: 'STOP' } };

	it('that are nested without end cost neither the STOP in them nor the stack', () => {
		const deep: unknown = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
		const [item] = understand(wrap({ ...STOP, junk: deep }));
		expect(item).toMatchObject({ kind: 'signal', action: 'opt_out', contact: '+15550101234' });
		understand(deep);
		understand(wrap(deep));
		understand(JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`));
	});

	it('cannot reach into prototypes', () => {
		const evil = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},`;
		const text = JSON.stringify(wrap(STOP)).replaceAll('{', evil).replaceAll(',}', '}');
		const items = understand(JSON.parse(text));
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		expect(items).toMatchObject([{ action: 'opt_out' }]);
		const form = { ...STOP, type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{"__proto__":{"consent_all":true},"consent___proto__":true}' } } };
		expect(understand(wrap(form))).toMatchObject([{ kind: 'message' }]);
	});

	it('with huge texts keep within bounds', () => {
		const [item] = understand(wrap({ ...STOP, id: 'w'.repeat(100_000), text: { body: 'stop '.repeat(400_000) } }));
		expect(item).toMatchObject({ kind: 'message' });
		const [tap] = understand(wrap({ ...STOP, type: 'button', button: { payload: 'p'.repeat(1_000_000), text: 'STOP' }, id: 'w'.repeat(100_000) }));
		expect(JSON.stringify(tap === undefined ? [] : toEvents(tap)).length).toBeLessThan(30_000);
	});

	it('with odd times are dated by the delivery', () => {
		for (const timestamp of ['soon', '', null, -5, 0, '99999999999999999999', 1e300, {}]) {
			const [item] = interpret(readWebhook(wrap({ ...STOP, timestamp }), { receivedAt: 1_760_000_000_000 }));
			expect(item).toMatchObject({ action: 'opt_out', occurredAt: '2025-10-09T08:53:20.000Z', undated: true });
		}
	});
});

describe('a webhook of a thousand updates', () => {
	it('is a thousand items in their order', () => {
		const entry = Array.from({ length: 10 }, (_, e) => ({
			id: `waba-${e}`,
			changes: Array.from({ length: 10 }, (_, c) => ({
				field: 'messages',
				value: {
					metadata: { phone_number_id: `${e}${c}` },
					contacts: Array.from({ length: 10 }, (_, m) => ({ wa_id: `1555${e}${c}${m}0000`, user_id: `US.${e}${c}${m}`, profile: { name: `N${m}` } })),
					messages: Array.from({ length: 10 }, (_, m) => ({ from: `1555${e}${c}${m}0000`, id: `wamid.${e}${c}${m}`, timestamp: '1760000000', type: 'text', text: { body: m % 2 ? 'STOP' : 'hello' } })),
				},
			})),
		}));
		const items = understand({ object: 'whatsapp_business_account', entry });
		expect(items).toHaveLength(1000);
		expect(items.map(({ messageId }) => messageId)).toEqual(Array.from({ length: 1000 }, (_, n) => `wamid.${String(n).padStart(3, '0')}`));
		expect(items[999]).toMatchObject({ kind: 'signal', waId: '15559990000', userId: 'US.999', name: 'N9', businessAccountId: 'waba-9', phoneNumberId: '99' });
		expect(items.filter(({ kind }) => kind === 'signal')).toHaveLength(500);
	});
});

describe('webhooks that came through other doors', () => {
	const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: '2' }, contacts: [{ wa_id: '15550101234', profile: { name: 'Ana' } }], messages: [{ from: '15550101234', id: 'wamid.1', timestamp: '1760000000', type: 'text', text: { body: 'STOP' } }] };
	const envelope = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };

	it.each([
		['the whole body', envelope],
		['the item of a Webhook node', { headers: {}, params: {}, query: {}, body: envelope }],
		["the item of n8n's WhatsApp Trigger", { ...value, field: 'messages' }],
		['a bare value', value],
		['a list of these', [value]],
		['a bare message', value.messages[0]],
	])('give the same signal from %s', (_, input) => {
		expect(parseWebhook(input)).toMatchObject([{ action: 'opt_out', door: 'keyword', contact: '+15550101234', messageId: 'wamid.1' }]);
	});

	it('keep the field that tells a preference and an echo', () => {
		const preference = { metadata: value.metadata, field: 'user_preferences', user_preferences: [{ wa_id: '15550101234', value: 'stop', category: 'marketing_messages', timestamp: 1760000000 }] };
		expect(parseWebhook(preference)).toMatchObject([{ action: 'platform_stop', phoneNumberId: '2' }]);
		expect(parseWebhook({ ...value, field: 'history' })).toMatchObject([{ kind: 'other', field: 'history' }]);
	});
});
