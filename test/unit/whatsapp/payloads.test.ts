import { buildCallbackData, buildPayload, parseCallbackData, parsePayload } from '../../../shared/whatsapp';
import type { OurPayload } from '../../../shared/whatsapp';

describe('our own button payloads', () => {
	it.each<[string, OurPayload]>([
		['consent:optout:*:v1', { verb: 'optout', lists: ['*'] }],
		['consent:optout:news,offers:v1', { verb: 'optout', lists: ['news', 'offers'] }],
		['consent:optin:marketing:v1', { verb: 'optin', lists: ['marketing'] }],
		['consent:confirm:Zx_-9:v1', { verb: 'confirm', eventId: 'Zx_-9' }],
		['consent:confirm:Zx_-9:news:v1', { verb: 'confirm', eventId: 'Zx_-9', lists: ['news'] }],
		['consent:stop:Zx_-9:v1', { verb: 'stop', eventId: 'Zx_-9' }],
		['consent:keep:Zx_-9:v1', { verb: 'keep', eventId: 'Zx_-9' }],
		['consent:resume:Zx_-9:news:v1', { verb: 'resume', eventId: 'Zx_-9', lists: ['news'] }],
	])('%s is read as it was written', (text, payload) => {
		expect(buildPayload(payload)).toBe(text);
		expect(parsePayload(text)).toEqual(payload);
	});

	it.each(['', 'consent', 'consent:optin:v1', 'consent:optin::v1', 'consent:optin:A B:v1', 'consent:optin:news:v2', 'consent:optin:news:x:v1', 'consent:resume:e:v1', 'consent:keep:e:news:v1', 'consent:keep:a b:v1', 'consent:dance:e:v1', 'consent:confirm:e:news:x:v1', 'consent:confirm:a b:v1', 'consent:confirm:e:No List:v1', 'consent:confirm::v1', 'consent:stop:e:x:v1', 'consent:optin:news,:v1', 'consent:optin:news', ' consent:optin:news:v1', 'Consent:optin:news:v1', 'optin:news'])(
		'“%s” is none of ours',
		(text) => {
			expect(parsePayload(text)).toBeNull();
		},
	);

	it('name an event by up to 64 characters', () => {
		expect(parsePayload(`consent:keep:${'x'.repeat(64)}:v1`)).toEqual({ verb: 'keep', eventId: 'x'.repeat(64) });
		expect(parsePayload(`consent:keep:${'x'.repeat(65)}:v1`)).toBeNull();
	});

	it('are read up to four times as long as WhatsApp takes, whoever made them', () => {
		const lists = Array.from({ length: 100 }, (_, n) => `list-${n}-xx`).join(',');
		const [longest, longer] = [0, 1].map((more) => `consent:optin:${lists.slice(0, 1024 - 'consent:optin::v1'.length + more)}:v1`);
		expect([longest, longer].map((text) => text?.length)).toEqual([1024, 1025]);
		expect([longest, longer].map((text) => parsePayload(text ?? '')?.verb)).toEqual(['optin', undefined]);
	});

	it('may be as long as WhatsApp takes', () => {
		const lists = (more: number) => [...Array.from({ length: 4 }, () => 'x'.repeat(50)), 'x'.repeat(34 + more)];
		expect(buildPayload({ verb: 'optout', lists: lists(0) })).toHaveLength(256);
		expect(() => buildPayload({ verb: 'optout', lists: lists(1) })).toThrow('The button payload is 257 characters long; WhatsApp takes 256. Name fewer lists.');
		expect(() => buildPayload({ verb: 'keep', eventId: 'a b' })).toThrow('“consent:keep:a b:v1” names a list or an event that is not valid');
	});

	it('are never longer than WhatsApp takes', () => {
		const lists = Array.from({ length: 5 }, (_, n) => `${'x'.repeat(60)}${n}`);
		expect(() => buildPayload({ verb: 'optout', lists })).toThrow(/256/);
		expect(() => buildPayload({ verb: 'optin', lists: ['No List'] })).toThrow(RangeError);
		expect(() => buildPayload({ verb: 'optin', lists: [] })).toThrow(RangeError);
	});
});

describe('the data a send carries', () => {
	it.each([{ contact: '+15550101234', campaign: 'spring & summer', eventId: 'Zx_-9' }, { contact: 'US.13491208655302741918' }, {}])('comes back as it was: %j', (data) => {
		expect(parseCallbackData(buildCallbackData(data))).toEqual(data);
	});

	it.each([undefined, '', 'order-77', 'consent-v2?contact=%2B15550101234', `consent-v1?contact=${'x'.repeat(600)}`])("is not read from another's: %s", (text) => {
		expect(parseCallbackData(text)).toBeNull();
	});

	it('names nobody who is none', () => {
		expect(parseCallbackData('consent-v1?contact=everybody')).toEqual({});
		expect(() => buildCallbackData({ campaign: 'x'.repeat(600) })).toThrow(/512/);
	});
});
