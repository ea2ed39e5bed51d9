import { chooseText, fill, labelProblems, LIMITS, promotionIn, READY_MADE, unknownPlaceholders, usesPlaceholder, wordsFor, WORDING_KEYS, type MessageKey, type Placeholder } from '../../../shared/confirmation';
import { detect, LANGUAGES } from '../../../shared/keywords';

const NEEDS: Record<MessageKey, Placeholder[]> = {
	opt_in: ['business', 'stop'],
	opt_in_lists: ['business', 'lists', 'stop'],
	opt_out: ['business', 'start'],
	opt_out_lists: ['business', 'lists'],
	help: ['business', 'start', 'stop'],
	already_opted_in: ['business', 'stop'],
	already_opted_out: ['business', 'start'],
	opt_out_likely: ['business', 'stop'],
	confirm_opt_in: ['business', 'lists', 'start'],
	block: ['business'],
};
const MESSAGES = Object.keys(NEEDS) as MessageKey[];
const LONG_BUSINESS = 'B'.repeat(256);
const values = { name: 'Ada', business: LONG_BUSINESS, keyword: 'STOP', lists: 'L'.repeat(200) };

it('has a set of wordings for every language whose keywords are known', () => {
	expect(READY_MADE.map(({ code }) => code).sort()).toEqual(LANGUAGES.map(({ code }) => code).sort());
});

describe.each(READY_MADE.map((wordings) => [wordings.code, wordings] as const))('the wordings in %s', (code, { words, texts }) => {
	it('are complete and each differs from the others', () => {
		expect(Object.keys(texts).sort()).toEqual([...WORDING_KEYS].sort());
		const written = WORDING_KEYS.map((key) => texts[key]);
		expect(written.filter((text) => text.trim() === '' || text !== text.trim())).toEqual([]);
		expect(new Set(written).size).toBe(written.length);
	});

	it.each(MESSAGES)('name the business and the way back or out in %s, and nothing unknown', (key) => {
		expect(NEEDS[key].filter((placeholder) => !usesPlaceholder(texts[key], placeholder))).toEqual([]);
		expect(unknownPlaceholders(texts[key])).toEqual([]);
	});

	it.each(MESSAGES)('leave room for buttons in %s even with a long business name', (key) => {
		expect(fill(texts[key], { ...values, ...words }).length).toBeLessThanOrEqual(LIMITS.textWithButtons);
	});

	it('have button labels that fit, and that differ under one message', () => {
		expect(labelProblems([texts.button_stop, texts.button_keep])).toEqual([]);
		expect(labelProblems([texts.button_stop, texts.button_return])).toEqual([]);
		expect(labelProblems([texts.button_return, texts.button_order])).toEqual([]);
		expect(labelProblems([texts.button_confirm])).toEqual([]);
	});

	it('promote nothing', () => {
		expect(MESSAGES.flatMap((key) => promotionIn(texts[key]))).toEqual([]);
	});

	it('ask people to reply with words that the detector takes at once and for what they are said to do', () => {
		for (const options of [{ languages: [code] }, { languages: ['en', code] }, {}]) {
			const start = detect(words.start, options);
			expect(start).toMatchObject({ action: 'opt_in', layer: 'exact' });
			// A yes-word would count only as an answer, and a word that also cancels orders would raise a question.
			expect(start).not.toHaveProperty('affirmative');
			const stop = detect(words.stop, options);
			expect(stop).toMatchObject({ action: 'opt_out', layer: 'exact' });
			expect(stop).not.toHaveProperty('orderAmbiguous');
		}
	});

	it('have the reply word understood as it stands in the message, quotes and bold included', () => {
		const quoted = /[«“「]\{stop\}[»”」]/u.exec(texts.opt_in)?.[0].replace('{stop}', words.stop) ?? words.stop;
		expect(detect(quoted, { languages: [code] })).toMatchObject({ action: 'opt_out' });
		expect(detect(`*${words.stop}*`, { languages: [code] })).toMatchObject({ action: 'opt_out' });
	});

	it('label buttons that go on or come back so that a tap is never heard as a stop', () => {
		for (const label of [texts.button_keep, texts.button_return, texts.button_confirm, texts.button_order]) {
			const heard = detect(label, { naturalLanguage: 'act' });
			expect([label, heard?.action === 'opt_out']).toEqual([label, false]);
		}
	});
});

describe('the choice of a text', () => {
	const own = { opt_out: { es: 'Adiós de {business}', '*': 'Bye from {business}', en: 'Goodbye from {business}' } };

	it.each([
		['es', 'Adiós de {business}'],
		['es_MX', 'Adiós de {business}'],
		['ES-mx', 'Adiós de {business}'],
		['fr', 'Bye from {business}'],
		['en-GB', 'Goodbye from {business}'],
	])('takes for %s the closest text of the operator', (language, text) => {
		expect(chooseText('opt_out', language, own)).toMatchObject({ text, own: true });
	});

	it('falls back from a regional form to the language, and from an unknown language to English', () => {
		const of = (code: string) => READY_MADE.find((wordings) => wordings.code === code)?.texts.opt_in;
		expect(chooseText('opt_in', 'pt_BR').text).toBe(of('pt'));
		expect(chooseText('opt_in', 'no').text).toBe(of('nb'));
		expect(chooseText('opt_in', 'hi-Latn').text).toBe(of('hi-Latn'));
		expect(chooseText('opt_in', 'sw').text).toBe(of('en'));
		expect(chooseText('opt_in', '').text).toBe(of('en'));
	});

	it('keeps a ready-made text in the person’s language before the operator’s English one', () => {
		expect(chooseText('opt_in', 'fr', { opt_in: { en: 'Welcome' } })).toMatchObject({ language: 'fr', own: false });
		expect(chooseText('opt_in', 'sw', { opt_in: { en: 'Welcome' } })).toMatchObject({ text: 'Welcome', own: true });
	});

	it('uses the operator’s general text for named lists when they wrote no other', () => {
		expect(chooseText('opt_out_lists', 'es', own)).toMatchObject({ text: 'Adiós de {business}', key: 'opt_out' });
		expect(chooseText('opt_out_lists', 'es', { ...own, opt_out_lists: { es: 'Sin {lists}' } })).toMatchObject({ text: 'Sin {lists}', key: 'opt_out_lists' });
	});

	it('takes an empty text of the operator for none', () => {
		expect(chooseText('opt_out', 'es', { opt_out: { es: '  ' } }).own).toBe(false);
	});

	it('offers a language’s own words only where they are listened for', () => {
		expect(wordsFor('ja', true)).toEqual({ start: 'START', stop: '配信停止' });
		expect(wordsFor('ja', false)).toEqual({ start: 'START', stop: 'STOP' });
		expect(wordsFor('sw', true)).toEqual({ start: 'START', stop: 'STOP' });
	});
});

describe('placeholders', () => {
	const known = { name: 'Ada', business: 'Tea & Co', keyword: 'STOP', lists: 'news', start: 'START', stop: 'STOP' };

	it('are put in once: a name that looks like one stays a name', () => {
		expect(fill('Hi {name}', { ...known, name: '{business}' })).toBe('Hi {business}');
	});

	it.each([
		['Hello {name}, you left.', 'Hello, you left.'],
		['{name}, you left.', 'you left.'],
		['Hello {name|friend}, you left.', 'Hello friend, you left.'],
		['{name|Friend}, you left.', 'Friend, you left.'],
	])('leave no gap when the name is not known: %s', (text, expected) => {
		expect(fill(text, { ...known, name: '' })).toBe(expected);
	});

	it('flatten what could reshape the message', () => {
		expect(fill('Hi {name}!', { ...known, name: ' A\n\nd\u202Ea\t' })).toBe('Hi A da!');
		expect(fill('{name}', { ...known, name: 'x'.repeat(5000) })).toHaveLength(300);
	});

	it('are reported when unknown, each once, as they were written', () => {
		expect(unknownPlaceholders('{nombre} {name} { business } {Name} {nombre} {}')).toEqual(['{nombre}', '{Name}', '{}']);
	});
});
