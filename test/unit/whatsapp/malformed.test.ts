import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseEvent } from '../../../shared/consent';
import { interpret, isWebhook, parseWebhook, publicItem, readWebhook, signalIdOf, toEvents } from '../../../shared/whatsapp';
import { runs } from '../../support/runs';

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

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const folder = join(__dirname, 'fixtures');
const bodies = readdirSync(folder).flatMap((file) => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Array<{ body: Json }>).map(({ body }) => body));

/** Every place inside a JSON value, as a path. */
function places(value: Json, path: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null) return [path];
	return [path, ...Object.entries(value).flatMap(([name, member]) => places(member, [...path, name]))];
}

/** A copy in which one place holds something else, or nothing. */
function changed(value: Json, [name, ...rest]: string[], to: Json | undefined): Json {
	if (name === undefined || typeof value !== 'object' || value === null) return to ?? null;
	const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, Json>;
	if (rest.length === 0 && to === undefined) delete copy[name];
	else copy[name] = changed(copy[name] ?? null, rest, to);
	return copy as Json;
}

const words = fc.constantFrom<Json>('STOP', 'start', 'yes', 'consent:optout:*:v1', 'consent:confirm:e:v1', 'consent:keep:e:v1', 'DID_NOT_REQUEST_CODE', '15550101234', 'US.1349', '1760000000', '{"consent_all":false}', '', '\u0000', 'system', 'edit', 'failed', 'button_reply', 131050);
const anything = fc.oneof(words, fc.option(fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>, { nil: undefined }));
const near = fc
	.tuple(fc.constantFrom(...bodies), fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 4 }))
	.map(([body, changes]) =>
		changes.reduce((json, [at, to]) => {
			const all = places(json);
			return changed(json, all[at % all.length] ?? [], to);
		}, body),
	);

describe('malformed webhooks', () => {
	it('are understood or passed on, whatever JSON they are', () => {
		fc.assert(fc.property(fc.jsonValue(), (json) => void understand(json)), runs(300));
	});

	it('are understood or passed on, however near the real shapes they are', () => {
		fc.assert(fc.property(near, (json) => void understand(json)), runs(1500));
	});

	it('mean the same with more in them than is known', () => {
		const meanings = (json: unknown): unknown[] => parseWebhook(json, { receivedAt: 0 }).map(({ action, contact, lists, door, kind }) => [action, contact, lists, door, kind]);
		const objects = (json: Json): string[][] => places(json).filter((path) => path.length > 0 && path.at(-1) !== 'response_json');
		fc.assert(
			fc.property(fc.constantFrom(...bodies), fc.nat(), fc.jsonValue(), (json, at, extra) => {
				const all = objects(json);
				const path = [...(all[at % all.length] ?? []).slice(0, -1), 'not_known_yet'];
				fc.pre(!Array.isArray(path.slice(0, -1).reduce<Json | undefined>((value, name) => (value as Record<string, Json>)[name], json)));
				expect(meanings(changed(json, path, extra as Json))).toEqual(meanings(json));
			}),
			runs(500),
		);
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

	// One whose id takes seconds to read holds up everybody's STOP; ten of them run this test out of its time.
	it('with an id full of colons are read at once', async () => {
		for (let message = 0; message < 10; message++) {
			const [item] = understand(wrap({ ...STOP, id: `wamid.${':'.repeat(50_000)}${message}` }));
			expect(item === undefined ? '' : signalIdOf(item)).toMatch(/^message:[\w-]{43}$/);
			await new Promise(setImmediate);
		}
		expect(signalIdOf(understand(wrap({ ...STOP, id: 'wamid.1:' }))[0] as never)).toBe('message:wamid.1');
	});

	it('with odd times are dated by the delivery', () => {
		for (const timestamp of ['soon', '', null, -5, 0, '99999999999999999999', 1e300, {}]) {
			const [item] = interpret(readWebhook(wrap({ ...STOP, timestamp }), { receivedAt: 1_760_000_000_000 }));
			expect(item).toMatchObject({ action: 'opt_out', occurredAt: '2025-10-09T08:53:20.000Z', undated: true });
		}
	});

	it('and without a time lift no stop: nobody can say that they came after it', () => {
		const preference = (value: string) => ({ metadata: { phone_number_id: '2' }, field: 'user_preferences', user_preferences: [{ wa_id: '15550101234', value, category: 'marketing_messages' }] });
		expect(readWebhook(preference('resume'))).toMatchObject([{ kind: 'other', contact: '+15550101234', note: expect.stringContaining('no time') }]);
		expect(readWebhook(preference('stop'))).toMatchObject([{ kind: 'signal', action: 'platform_stop' }]);
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
