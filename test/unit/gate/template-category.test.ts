import { templateCategory, templateChanges } from '../../../shared/gate';
import { receive, understand } from '../../../shared/receiving';
import type { ReceivingOptions } from '../../../shared/receiving';
import type { ConsentStore } from '../../../shared/store';
import type { MessageCategory } from '../../../shared';
import { categoryUpdateAhead, categoryUpdateDone, templateStatusUpdate } from '../../../simulator/payloads';
import type { Webhook } from '../../../simulator/payloads';
import { freshStores } from './support/store';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const NUMBER = { businessAccountId: '900100', phoneNumberId: '106540352242922', displayPhoneNumber: '+15550001000' };
const TEMPLATE = { id: '1234567890123456', name: 'order_confirmation', language: 'en_US' };
const OPTIONS: ReceivingOptions = { understanding: {}, optInFrom: 'anyone', enabled: true, recordConsent: true, dedupe: false, emitStatuses: false };

const open = freshStores();
let now = Date.parse('2026-11-02T12:00:00Z');
let store: ConsentStore;

beforeEach(async () => {
	store = await open(() => now);
});

/** Meta, whose answers the test sets, counted. */
function meta(answer: MessageCategory | 'down' | 'gone') {
	const asked: string[] = [];
	return {
		asked,
		answer,
		async template(name: string) {
			asked.push(name);
			if (this.answer === 'down') return { ok: false, code: 'timeout', meaning: 'Meta does not answer.' } as const;
			if (this.answer === 'gone') return { ok: false, code: 132001, meaning: 'There is no such template.' } as const;
			return { ok: true, value: { gateCategory: this.answer } } as const;
		},
	};
}

const template = (language = 'en_US') => ({ businessAccountId: NUMBER.businessAccountId, name: TEMPLATE.name, language });
const category = async (lookup: ReturnType<typeof meta>, language?: string) => (await templateCategory(store, lookup, template(language), now)).category;

const hear = async (webhook: Webhook) => await receive(understand(webhook, OPTIONS, now), store, OPTIONS, now);

test('runs within five minutes share one answer of Meta, whichever worker asks', async () => {
	const lookup = meta('utility');
	expect(await category(lookup)).toBe('utility');
	now += 4 * MINUTE;
	expect(await category(lookup)).toBe('utility');
	expect(lookup.asked).toHaveLength(1);
});

test('a template that Meta moved to marketing counts as marketing at the next run, though no update was heard', async () => {
	const lookup = meta('utility');
	await category(lookup);
	lookup.answer = 'marketing';
	now += 5 * MINUTE;
	expect(await category(lookup)).toBe('marketing');
	expect(lookup.asked).toHaveLength(2);
});

test('a marketing template is asked about again after four hours and not before, since nobody passes by mistake meanwhile', async () => {
	const lookup = meta('marketing');
	await category(lookup);
	lookup.answer = 'utility';
	now += 3 * HOUR;
	expect(await category(lookup)).toBe('marketing');
	expect(lookup.asked).toHaveLength(1);
	now += HOUR;
	expect(await category(lookup)).toBe('utility');
});

test('where Meta can’t be asked anew its last answer counts for four hours, with a word about it, and not every run waits for Meta', async () => {
	const lookup = meta('utility');
	await category(lookup);
	lookup.answer = 'down';
	now += HOUR;
	expect(await templateCategory(store, lookup, template(), now)).toEqual({ category: 'utility', unrenewed: 'Meta does not answer.' });
	now += 4 * MINUTE;
	expect(await category(lookup)).toBe('utility');
	expect(lookup.asked).toHaveLength(2);
	now += MINUTE;
	expect(await category(lookup)).toBe('utility');
	expect(lookup.asked).toHaveLength(3);
	now += 3 * HOUR;
	expect(await category(lookup)).toBe('marketing');
});

test('Meta is asked anew as soon as it may answer again', async () => {
	const lookup = meta('utility');
	await category(lookup);
	lookup.answer = 'down';
	now += HOUR;
	await category(lookup);
	lookup.answer = 'marketing';
	now += 5 * MINUTE;
	expect(await category(lookup)).toBe('marketing');
});

test('a template that is gone counts as marketing, whatever Meta said of it before', async () => {
	const lookup = meta('utility');
	await category(lookup);
	lookup.answer = 'gone';
	now += HOUR;
	expect(await templateCategory(store, lookup, template(), now)).toEqual({ category: 'marketing', unknown: 'There is no such template.' });
});

test('a move to marketing heard while Meta is asked in vain counts', async () => {
	const lookup = meta('utility');
	await category(lookup);
	now += HOUR;
	const failing = {
		template: async () => {
			await hear(categoryUpdateDone(NUMBER, now, TEMPLATE, 'UTILITY', 'MARKETING'));
			return { ok: false, meaning: 'Meta does not answer.' } as const;
		},
	};
	expect(await templateCategory(store, failing, template(), now)).toEqual({ category: 'marketing' });
});

test('when Meta is out of reach the template counts as marketing, says why, and the next run asks again', async () => {
	const lookup = meta('down');
	expect(await templateCategory(store, lookup, template(), now)).toEqual({ category: 'marketing', unknown: 'Meta does not answer.' });
	lookup.answer = 'utility';
	expect(await category(lookup)).toBe('utility');
});

test('a template moved to marketing counts as marketing at the next run, without asking Meta', async () => {
	const lookup = meta('utility');
	await category(lookup);
	now += 1000;
	await hear(categoryUpdateDone(NUMBER, now, TEMPLATE, 'UTILITY', 'MARKETING'));
	expect(await category(lookup)).toBe('marketing');
	expect(lookup.asked).toHaveLength(1);
});

test('an announced move to marketing counts from the announcement on', async () => {
	const lookup = meta('utility');
	await category(lookup);
	now += 1000;
	await hear(categoryUpdateAhead(NUMBER, now, TEMPLATE, 'UTILITY', 'MARKETING'));
	expect(await category(lookup)).toBe('marketing');
});

test('a template moved away from marketing is looked up at Meta instead of believed, since updates come in any order', async () => {
	const lookup = meta('marketing');
	await category(lookup);
	now += 1000;
	await hear(categoryUpdateDone(NUMBER, now, TEMPLATE, 'MARKETING', 'UTILITY'));
	expect(await category(lookup)).toBe('marketing');
	expect(lookup.asked).toHaveLength(2);
	await hear(categoryUpdateDone(NUMBER, now, TEMPLATE, 'MARKETING', 'UTILITY'));
	lookup.answer = 'utility';
	now += 1000;
	expect(await category(lookup)).toBe('utility');
});

test('a changed status of a template sends the next run to Meta', async () => {
	const lookup = meta('utility');
	await category(lookup);
	now += 1000;
	await hear(templateStatusUpdate(NUMBER, now, TEMPLATE, 'APPROVED'));
	lookup.answer = 'authentication';
	expect(await category(lookup)).toBe('authentication');
});

test('an answer that was asked for anew is shared like the first', async () => {
	const lookup = meta('utility');
	await category(lookup);
	now += HOUR;
	await category(lookup);
	now += 4 * MINUTE;
	await category(lookup);
	expect(lookup.asked).toHaveLength(2);
});

test('runs that ask Meta at the same time agree', async () => {
	const lookup = meta('utility');
	const meanwhile = {
		template: async (name: string) => {
			const answer = await lookup.template(name);
			expect(await category(lookup)).toBe('utility');
			now += 1000;
			return answer;
		},
	};
	expect(await templateCategory(store, meanwhile, template(), now)).toEqual({ category: 'utility' });
});

test('that Meta could not be asked about one template keeps no other from being asked about', async () => {
	const lookup = meta('utility');
	await category(lookup);
	await category(lookup, 'de');
	now += HOUR;
	lookup.answer = 'down';
	await category(lookup);
	lookup.answer = 'marketing';
	expect(await category(lookup, 'de')).toBe('marketing');
});

test('only updates about templates say anything of them, and only where it is known whose they are', () => {
	const message = { message_template_name: TEMPLATE.name, message_template_language: TEMPLATE.language, new_category: 'MARKETING' };
	const { businessAccountId } = NUMBER;
	expect(templateChanges({ field: 'template_category_update', businessAccountId, message })).toMatchObject([{ value: 'marketing' }]);
	expect(templateChanges({ field: 'messages', businessAccountId, message })).toEqual([]);
	expect(templateChanges({ field: 'template_category_update', message })).toEqual([]);
});

test('an update heard while Meta is being asked is not overwritten by the older answer', async () => {
	const lookup = meta('utility');
	const slow = {
		template: async (name: string) => {
			const answer = await lookup.template(name);
			now += 1000;
			await hear(categoryUpdateDone(NUMBER, now, TEMPLATE, 'UTILITY', 'MARKETING'));
			return answer;
		},
	};
	expect(await templateCategory(store, slow, template(), now)).toEqual({ category: 'marketing' });
	expect(await category(lookup)).toBe('marketing');
});

test('another language of the template, and the same name in another account, keep their own category', async () => {
	const lookup = meta('utility');
	await category(lookup);
	await category(lookup, 'de');
	now += 1000;
	await hear(categoryUpdateDone(NUMBER, now, { ...TEMPLATE, language: 'de' }, 'UTILITY', 'MARKETING'));
	await hear(categoryUpdateDone({ ...NUMBER, businessAccountId: '900200' }, now, TEMPLATE, 'UTILITY', 'MARKETING'));
	expect(await category(lookup)).toBe('utility');
	expect(await category(lookup, 'de')).toBe('marketing');
	expect(lookup.asked).toHaveLength(2);
});

test('updates without a name or language, or of unknown fields, change nothing and stop nothing', async () => {
	const lookup = meta('utility');
	await category(lookup);
	for (const value of [null, 7, 'x', {}, { message_template_name: 5, message_template_language: 'en' }, { new_category: 'MARKETING' }]) {
		const body = { object: 'whatsapp_business_account', entry: [{ id: NUMBER.businessAccountId, changes: [{ field: 'template_category_update', value }] }] };
		await receive(understand(body, OPTIONS, now), store, OPTIONS, now);
	}
	expect(await category(lookup)).toBe('utility');
	expect(lookup.asked).toHaveLength(1);
});
