import { receivingOptions } from '../../../nodes/WhatsAppConsentTrigger/options';
import type { ConsentSettings } from '../../../shared';

const settings: ConsentSettings = { rule: 'required', defaultList: 'marketing', optOutKeywords: [], optInKeywords: ['bread'], helpKeywords: [], wordings: {} };
const read = (parameters: Record<string, unknown>) => (name: string, fallback: unknown) => parameters[name] ?? fallback;

it('takes keywords as on unless the node or the settings switch them off', () => {
	expect(receivingOptions(read({}), settings).enabled).toBe(true);
	expect(receivingOptions(read({}), { ...settings, enabled: true }).enabled).toBe(true);
	expect(receivingOptions(read({}), { ...settings, enabled: false }).enabled).toBe(false);
	expect(receivingOptions(read({ enabled: false }), { ...settings, enabled: true }).enabled).toBe(false);
});

it('adds the settings’ keywords for lists to those of the node, which come first', () => {
	const own = { keywordLists: { mapping: [{ keyword: 'cake', list: 'cake-news' }] } };
	const options = receivingOptions(read(own), { ...settings, keywordLists: { bread: ['bread-news'], cake: ['sweets'] } });
	expect(options.understanding.keywordLists).toEqual({ bread: ['bread-news'], cake: ['cake-news'] });
});
