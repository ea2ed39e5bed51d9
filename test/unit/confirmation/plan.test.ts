import { planConfirmation, READY_MADE, type ConfirmationContext, type ConfirmationSettings, type PlannedSend } from '../../../shared/confirmation';
import { parsePayload } from '../../../shared/whatsapp/ourPayloads';
import { HOUR, MINUTE, NOON, startItem, stopItem } from './support/item';

const settings: ConfirmationSettings = { businessName: 'Tea & Co' };
const template = { name: 'consent_notice', languages: ['en_US', 'es', 'pt_BR'], parameters: ['{business}', '{stop}'] };
const withTemplates: ConfirmationSettings = {
	...settings,
	messages: { opt_in: { template }, opt_out: { template }, opt_out_likely: { template }, confirm_opt_in: { template: { ...template, quickReplies: 1 } } },
};

function plan(item: unknown, given: ConfirmationSettings = settings, context?: ConfirmationContext, now = NOON) {
	return planConfirmation(item, given, now, context);
}

function sent(item: unknown, given?: ConfirmationSettings, context?: ConfirmationContext, now?: number): PlannedSend {
	const planned = plan(item, given, context, now);
	if (!('send' in planned)) throw new Error(`Not sent: ${JSON.stringify(planned)}`);
	return planned.send;
}

function body(send: PlannedSend): string {
	const { content } = send.message;
	return content.type === 'template' ? '' : content.body;
}

function payloads(send: PlannedSend): unknown[] {
	const { content } = send.message;
	return content.type === 'interactive' ? content.buttons.map(({ id }) => parsePayload(id) ?? id) : [];
}

describe('what is skipped, and why', () => {
	const likely = { action: 'opt_out_likely', door: 'natural_language', text: 'please leave me alone' };
	it.each<[string, unknown, ConfirmationSettings, ConfirmationContext, string]>([
		['an opt-out that changed nothing', stopItem({ changed: false }), settings, {}, 'unchanged'],
		['an opt-in that changed nothing', startItem({ changed: false }), settings, {}, 'unchanged'],
		['an opt-in that was refused, even when unchanged ones are answered', startItem({ changed: false, status: 'opted_out' }), { ...settings, whenUnchanged: true }, {}, 'unchanged'],
		['an opt-in that was recorded but does not hold', startItem({ status: 'opted_out' }), settings, {}, 'unchanged'],
		['a second plain-language message while the first is unanswered', stopItem({ ...likely, changed: false }), settings, {}, 'unchanged'],
		['WhatsApp’s own stop', stopItem({ action: 'platform_stop', door: 'platform', lists: [] }), settings, {}, 'platform_stop'],
		['WhatsApp’s own resume', stopItem({ action: 'platform_resume', door: 'platform', lists: [] }), settings, {}, 'platform_resume'],
		['an ordinary message', { contact: '+15551234567', type: 'text', text: { body: 'hello' } }, settings, {}, 'nothing_to_confirm'],
		['a delivery status', { contact: '+15551234567', id: 'wamid.x', status: 'delivered' }, settings, {}, 'nothing_to_confirm'],
		['a change of number', { contact: '+15551234567', action: 'identity_change', change: 'number', from: { waId: '1' }, status: 'new' }, settings, {}, 'nothing_to_confirm'],
		['the answer that they want to go on', stopItem({ action: 'keep', door: 'interactive' }), settings, {}, 'nothing_to_confirm'],
		['an unblock', stopItem({ action: 'unblock' }), settings, {}, 'nothing_to_confirm'],
		['everything when switched off', stopItem(), { ...settings, enabled: false }, {}, 'disabled'],
		['an action that is switched off', stopItem(), { ...settings, messages: { opt_out: { form: 'off' } } }, {}, 'disabled'],
		['an opt-out older than five minutes', stopItem({ occurredAt: new Date(NOON - 5 * MINUTE - 1).toISOString() }), settings, {}, 'too_late'],
		['a START from a blocked contact', startItem({ status: 'blocked', previousStatus: 'blocked' }), settings, {}, 'blocked'],
		['a STOP from a blocked contact', stopItem({ status: 'blocked', previousStatus: 'blocked' }), settings, {}, 'blocked'],
		['help for a contact that the store knows as blocked', stopItem({ action: 'help', eventId: undefined, changed: undefined, status: undefined }), settings, { blocked: true }, 'blocked'],
		['a contact that can’t be reached', stopItem(), settings, { unreachable: true }, 'unreachable'],
		['an item that names nobody', stopItem({ contact: '', phone: undefined, waId: undefined }), settings, {}, 'unreachable'],
		['an item that names a group and nobody in it', stopItem({ contact: '', phone: undefined, waId: undefined, groupId: 'G1' }), settings, {}, 'group'],
		['an opt-in from a page without a recent message', startItem({ door: 'page', messageId: undefined }), settings, {}, 'window_closed'],
		['a keyword typed a day ago', startItem({ occurredAt: new Date(NOON - 24 * HOUR).toISOString() }), settings, {}, 'window_closed'],
		['a keyword typed into a group, which opens no window', stopItem({ groupId: 'G1' }), settings, {}, 'window_closed'],
		['an opt-out through WhatsApp’s own doors, which open no window', stopItem({ door: 'platform' }), settings, {}, 'window_closed'],
		['an opt-in after which nothing is on record', startItem({ status: 'none' }), settings, {}, 'unchanged'],
		['a stop seen in a failed send, whose message id is our own', stopItem({ door: 'send_error' }), settings, {}, 'window_closed'],
	])('%s', (_, item, given, context, reason) => {
		expect(plan(item, given, context)).toEqual({ skip: reason });
	});
});

describe('what is said', () => {
	it('a STOP is confirmed in one text that names the business and the way back', () => {
		const send = sent(stopItem());
		expect(send).toEqual({
			claimKey: 'confirm:ev_1',
			eventId: 'ev_1',
			contact: '+15551234567',
			wording: { key: 'opt_out', language: 'en' },
			message: {
				phoneNumberId: '1000',
				address: { to: '+15551234567' },
				content: { type: 'text', body: 'You are unsubscribed. Tea & Co will not send you any more marketing messages. To come back at any time, reply START.' },
				callback: { contact: '+15551234567', eventId: 'ev_1' },
			},
		});
	});

	it.each(READY_MADE.map(({ code, words }) => [code, words] as const))('a keyword in %s is answered in that language with a word to come back', (code, words) => {
		const send = sent(stopItem({ language: code, keyword: words.stop }));
		expect(send.wording).toEqual({ key: 'opt_out', language: code });
		expect(body(send)).toContain('Tea & Co');
		expect(body(send)).toContain(words.start);
	});

	it('a language’s own words are left out for people who came in by a page, unless its keywords are ticked', () => {
		const item = startItem({ door: 'page', language: 'de' });
		const context = { lastInboundAt: NOON - HOUR };
		expect(body(sent(item, settings, context))).toContain('mit STOP.');
		expect(body(sent(item, { ...settings, keywordLanguages: ['en', 'de'] }, context))).toContain('mit STOPP.');
		expect(body(sent(startItem({ language: 'de' }), { ...settings, keywordLanguages: ['en'] }))).toContain('mit STOP.');
	});

	it('people whose language is not known are answered in the operator’s', () => {
		expect(sent(stopItem({ language: undefined }), { ...settings, defaultLanguage: 'it' }).wording.language).toBe('it');
	});

	it.each([['No recibir más', 'es'], ['Afmelden', 'nl'], ['配信を停止する', 'ja'], ['Unsubscribe', 'pt'], [undefined, 'pt']])('somebody who tapped “%s” is answered in %s', (text, language) => {
		const tap = stopItem({ door: 'interactive', language: undefined, keyword: undefined, text });
		expect(sent(tap, settings, { language: 'pt' }).wording.language).toBe(language);
	});

	it('a label that stands in two languages tells neither', () => {
		const own = { ...settings, wordings: { button_stop: { es: 'Stop!', fr: 'Stop!' } } };
		const tap = stopItem({ door: 'interactive', language: undefined, keyword: undefined, text: 'Stop!' });
		expect(sent(tap, own).wording.language).toBe('en');
		expect(sent(tap, { ...settings, wordings: { button_stop: { es: 'Stop!' } } }).wording.language).toBe('es');
	});

	it('repeated opt-outs and opt-ins are answered where the operator wants that', () => {
		const repeat = { ...settings, whenUnchanged: true };
		expect(sent(stopItem({ changed: false }), repeat).wording.key).toBe('already_opted_out');
		expect(sent(startItem({ changed: false }), repeat).wording.key).toBe('already_opted_in');
	});

	it('an opt-out from named lists names them and brings a button back to exactly these', () => {
		const send = sent(stopItem({ lists: ['order-updates', 'news'] }), { ...settings, listNames: { 'order-updates': 'Order Updates', news: 'News' } });
		expect(body(send)).toContain('Order Updates and News');
		expect(payloads(send)).toEqual([{ verb: 'optin', lists: ['order-updates', 'news'] }]);
	});

	it('leaving everything leads back to the default list only, also when a list was named beside it', () => {
		const interactive: ConfirmationSettings = { ...settings, messages: { opt_out: { form: 'interactive' } } };
		expect(payloads(sent(stopItem({ lists: ['news', '*'] }), interactive))).toEqual([{ verb: 'optin', lists: ['marketing'] }]);
	});

	it('an opt-in to the default list is welcomed without naming it', () => {
		expect(sent(startItem()).wording.key).toBe('opt_in');
		expect(sent(startItem({ lists: ['offers'] }), { ...settings, defaultList: 'offers' }).wording.key).toBe('opt_in');
	});

	it('an opt-in to a named list says which', () => {
		expect(body(sent(startItem({ lists: ['news'] }), { ...settings, listNames: { news: 'Weekly News' } }))).toContain('Weekly News');
	});

	it('the interactive form offers the way back and the way out', () => {
		const interactive: ConfirmationSettings = { ...settings, messages: { opt_in: { form: 'interactive' }, opt_out: { form: 'interactive' } } };
		expect(payloads(sent(stopItem(), interactive))).toEqual([{ verb: 'optin', lists: ['marketing'] }]);
		expect(payloads(sent(stopItem(), interactive, { previousLists: ['marketing', 'news'] }))).toEqual([{ verb: 'optin', lists: ['marketing', 'news'] }]);
		expect(payloads(sent(startItem(), interactive))).toEqual([{ verb: 'optout', lists: ['*'] }]);
	});

	it('help says both words, and is known by its message because it is no event', () => {
		const send = sent(stopItem({ action: 'help', keyword: 'HELP', eventId: undefined, changed: undefined, status: undefined }));
		expect(body(send)).toMatch(/STOP.*START/);
		expect(send.claimKey).toBe('confirm:wamid.stop:help');
	});

	it('the person’s name, keyword and lists go into the operator’s own text', () => {
		const own = { ...settings, wordings: { opt_out: { en: '{name}: {keyword} noted by {business} for {lists}' } } };
		expect(body(sent(stopItem(), own))).toBe('Ada: STOP noted by Tea & Co for marketing messages');
	});

	it('a result of Consent Write is confirmed like an item of the trigger', () => {
		const result = { contact: '+15551234567', outcome: 'changed', previousStatus: 'opted_in', status: 'opted_out', lists: ['*'], eventId: 'ev_9', known: true };
		expect(sent(result, settings, { lastInboundAt: NOON - HOUR }).wording.key).toBe('opt_out');
	});

	it.each([
		['leaving one of two lists', { previousStatus: 'opted_in', status: 'opted_in', outcome: 'changed' }],
		['an unblock', { previousStatus: 'blocked', status: 'opted_in', outcome: 'changed' }],
		['a refused opt-in', { previousStatus: 'opted_out', status: 'opted_out', outcome: 'refused' }],
	])('a result of Consent Write that could be misread says nothing: %s', (_, result) => {
		const item = { contact: '+15551234567', lists: ['news'], eventId: 'ev_9', known: true, ...result };
		expect(plan(item, { ...settings, whenUnchanged: true }, { lastInboundAt: NOON - HOUR })).toEqual({ skip: 'nothing_to_confirm' });
	});
});

describe('questions', () => {
	it('a likely opt-out is asked about with two buttons that answer this very hold', () => {
		const send = sent(stopItem({ action: 'opt_out_likely', door: 'natural_language', keyword: undefined, text: 'stop texting me please', eventId: 'hold_7', status: 'opted_in' }));
		expect(send.message.content.type).toBe('interactive');
		expect(payloads(send)).toEqual([{ verb: 'stop', eventId: 'hold_7' }, { verb: 'keep', eventId: 'hold_7' }]);
	});

	it('a pending opt-in is asked to be confirmed, with a button that completes it', () => {
		const send = sent(startItem({ status: 'pending', previousStatus: 'none' }));
		expect(send.wording.key).toBe('confirm_opt_in');
		expect(body(send)).toContain('(marketing messages)');
		expect(payloads(send)).toEqual([{ verb: 'confirm', eventId: 'ev_2', lists: ['marketing'] }]);
	});

	it('a pending opt-in is known as such also beside another list the contact is on', () => {
		expect(sent(startItem({ status: 'opted_in', pendingUntil: '2026-02-14T12:00:00Z', lists: ['news'] })).wording.key).toBe('confirm_opt_in');
	});

	it.each([['CANCEL', 'en'], ['取消', 'zh'], ['CANCELAR', 'es']])('a typed %s is confirmed and offers to have been about an order', (keyword, language) => {
		const send = sent(stopItem({ keyword, language, text: keyword }));
		expect(send.wording.key).toBe('opt_out');
		expect(payloads(send)).toEqual([{ verb: 'resume', eventId: 'ev_1', lists: ['marketing'] }]);
	});

	it('takes back to the lists from before', () => {
		expect(payloads(sent(stopItem({ orderAmbiguous: true }), settings, { previousLists: ['news', '*'] }))).toEqual([{ verb: 'resume', eventId: 'ev_1', lists: ['news'] }]);
	});

	it('never opts in somebody who was not, when they meant their order', () => {
		expect(payloads(sent(stopItem({ keyword: 'CANCEL', previousStatus: 'none' })))).toEqual(['meant-my-order']);
	});

	it('a tapped button that says CANCEL is not taken for an order', () => {
		expect(sent(stopItem({ keyword: 'CANCEL', door: 'button' })).message.content.type).toBe('text');
	});

	it('the operator’s button labels may name the business', () => {
		const { content } = sent(stopItem({ action: 'opt_out_likely' }), { ...settings, wordings: { button_stop: { en: 'Leave {business}' } } }).message;
		expect(content).toMatchObject({ buttons: [{ title: 'Leave Tea & Co' }, { title: 'Keep messages' }] });
	});

	it('gives up the order button for a text too long to carry it, rather than the confirmation', () => {
		const own = { ...settings, wordings: { opt_out: { en: `{business} ${'x'.repeat(2000)}` } } };
		expect(sent(stopItem({ keyword: 'CANCEL' }), own).message.content.type).toBe('text');
	});
});

describe('blocked contacts', () => {
	it.each([
		['block', { action: 'block', status: 'blocked', previousStatus: 'opted_in', door: 'manual' }],
		['opt-out from everything', { action: 'opt_out', status: 'blocked', previousStatus: 'opted_in' }],
	])('hear the one confirmation of the %s itself, also when the store already knows it', (_, over) => {
		const send = sent(stopItem(over), settings, { blocked: true, lastInboundAt: NOON - HOUR });
		expect(send.wording.key).toBe('block');
		expect(body(send)).not.toContain('START');
	});
});

describe('the 24 h window', () => {
	const page = { door: 'page', messageId: undefined };

	it('is open for text one millisecond before 24 h and closed at 24 h', () => {
		const item = startItem(page);
		expect(sent(item, withTemplates, { lastInboundAt: NOON - 24 * HOUR + 1 }).message.content.type).toBe('text');
		expect(sent(item, withTemplates, { lastInboundAt: NOON - 24 * HOUR }).message.content.type).toBe('template');
	});

	it('outside, the utility template goes out in the closest language it is approved in', () => {
		const languageOf = (language: string) => {
			const { content } = sent(startItem({ ...page, language }), withTemplates).message;
			return content.type === 'template' ? content.language : undefined;
		};
		expect(['es-MX', 'pt', 'en', 'ja'].map(languageOf)).toEqual(['es', 'pt_BR', 'en_US', 'en_US']);
	});

	it.each([
		['ko', ['de', 'en_GB'], 'en_GB'],
		['ko', ['de', 'fr'], 'de'],
		['ja', ['zh_TW', 'ja'], 'ja'],
		['sw', ['en', 'sw'], 'sw'],
	])('for %s, of a template approved in %j the language taken is %s', (language, languages, expected) => {
		const chosen = { ...settings, messages: { opt_in: { template: { ...template, languages } } } };
		expect(sent(startItem({ ...page, language }), chosen).message.content).toMatchObject({ language: expected });
	});

	it('outside, the template’s quick reply leads back whichever form is chosen for inside', () => {
		const outside = stopItem({ door: 'manual', messageId: undefined });
		const chosen: ConfirmationSettings = { ...settings, messages: { opt_out: { template: { ...template, quickReplies: 1 } } } };
		expect(sent(outside, chosen).message.content).toMatchObject({ quickReplies: ['consent:optin:marketing:v1'] });
	});

	it('outside, a question goes out as a template whose button carries our payload', () => {
		const { content } = sent(startItem({ ...page, status: 'pending' }), withTemplates).message;
		expect(content).toEqual({
			type: 'template',
			name: 'consent_notice',
			language: 'en_US',
			parameters: [{ text: 'Tea & Co' }, { text: 'STOP' }],
			quickReplies: ['consent:confirm:ev_2:marketing:v1'],
		});
	});

	it('the template is also used inside when the operator chose it', () => {
		expect(sent(stopItem(), { ...settings, messages: { opt_out: { form: 'template', template } } }).message.content.type).toBe('template');
	});

	it('old opt-outs are confirmed where the operator says so, as long as the window is open', () => {
		const item = stopItem({ occurredAt: new Date(NOON - 3 * HOUR).toISOString() });
		expect(sent(item, { ...settings, optOutMaxAgeMs: Infinity }).message.content.type).toBe('text');
	});

	it('an opt-out is in time at five minutes', () => {
		expect(sent(stopItem({ occurredAt: new Date(NOON - 5 * MINUTE).toISOString() })).wording.key).toBe('opt_out');
	});

	it('a question about a likely opt-out is asked also after five minutes', () => {
		expect(sent(stopItem({ action: 'opt_out_likely', occurredAt: new Date(NOON - HOUR).toISOString() })).wording.key).toBe('opt_out_likely');
	});
});

describe('the address', () => {
	const userId = 'US.13491208655302741918';

	it('is the phone with a plus, from the wa_id if need be', () => {
		expect(sent(stopItem({ phone: undefined, contact: undefined, waId: '5215512345678' })).message.address).toEqual({ to: '+5215512345678' });
	});

	it.each([
		['userId', { userId, contact: userId, phone: undefined, waId: undefined }],
		['contact', { contact: userId, phone: undefined, waId: undefined }],
		['phone', { phone: userId, contact: undefined, waId: undefined }],
	])('puts a user id found in %s into recipient, never into to', (_, over) => {
		const { message, contact } = sent(stopItem(over));
		expect(message.address).toEqual({ recipient: userId });
		expect(contact).toBe(userId);
	});

	it('is the participant’s for a message out of a group', () => {
		const { message } = sent(stopItem({ groupId: 'G1' }), settings, { lastInboundAt: NOON - HOUR });
		expect(message.address).toEqual({ to: '+15551234567' });
	});
});

describe('what the operator has to put right', () => {
	it.each<[string, unknown, ConfirmationSettings, RegExp]>([
		['an unknown placeholder', stopItem(), { ...settings, wordings: { opt_out: { en: 'Bye {nombre}' } } }, /“opt_out” has “\{nombre\}”, which is no placeholder.*\{name\}/],
		['a text that is too long once filled', stopItem({ name: 'x'.repeat(300) }), { ...settings, wordings: { opt_out: { en: `{name}${'y'.repeat(3800)}` } } }, /4,100 characters long; WhatsApp takes at most 4,096\. Shorten it by 4\./],
		['a question too long for buttons', stopItem({ action: 'opt_out_likely' }), { ...settings, wordings: { opt_out_likely: { en: 'y'.repeat(1025) } } }, /with buttons WhatsApp takes at most 1,024/],
		['a button label that is too long', stopItem({ action: 'opt_out_likely' }), { ...settings, wordings: { button_stop: { en: 'Please stop all of these' } } }, /“Please stop all of these” is 24 characters/],
		['two equal button labels', stopItem({ action: 'opt_out_likely' }), { ...settings, wordings: { button_stop: { en: 'OK' }, button_keep: { en: 'OK' } } }, /same label/],
		['a template that is chosen but not named', stopItem(), { ...settings, messages: { opt_out: { form: 'template' } } }, /none is named/],
		['a template variable that is empty for this contact', stopItem({ name: undefined }), { ...settings, messages: { opt_out: { form: 'template', template: { ...template, parameters: ['{name}'] } } } }, /\{name\|there\}/],
		['an unreadable time', stopItem({ occurredAt: 'yesterday' }), settings, /occurredAt “yesterday”/],
		['an unknown status', stopItem({ status: 'maybe' }), settings, /“status”/],
		['an item that nothing tells apart', stopItem({ eventId: undefined, messageId: undefined, occurredAt: undefined }), settings, /neither eventId nor messageId/],
		['lists too many for a button', stopItem({ lists: Array.from({ length: 40 }, (_, i) => `list-number-${i}`) }), settings, /Name fewer lists/],
		['no item at all', 'STOP', settings, /not an object/],
	])('is said in their words: %s', (_, item, given, message) => {
		expect(plan(item, given)).toEqual({ problem: expect.stringMatching(message) });
	});
});
