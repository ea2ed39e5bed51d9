import fc from 'fast-check';
import { detect, LANGUAGE_DATA, normalise } from '../../../shared/keywords';
import { runs } from '../../support/runs';

const WORDS = LANGUAGE_DATA.flatMap(({ code, optOut, optIn, help }) => [...optOut, ...optIn, ...help].map(({ word }) => ({ code, word })));
const keyword = fc.constantFrom(...WORDS);
const decoration = fc
	.array(fc.constantFrom(' ', '\n', '\t', '.', '!', '?', '…', '*', '_', '~', '`', '"', "'", '“', '”', '«', '»', '(', ')', '-', '🛑', '🙏🏽', '☎️', '👨‍👩‍👧', '🇪🇸', '™', '\u200b', '\u200d', '\u200e', '\u200f', '\u202a', '\u202c', '\u2066', '\u2069', '\ufeff', '\u00ad', '\u00a0', '\u3000', '。', '؟', '।', '、'), { maxLength: 6 })
	.map((marks) => marks.join(''));

function randomCase(word: string, upper: readonly boolean[]): string {
	return [...word].map((letter, at) => (upper[at % upper.length] ? letter.toUpperCase() : letter.toLowerCase())).join('');
}

describe('the detector', () => {
	it('never throws, whatever the string', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }), fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))), (text) => {
				const hit = detect(text);
				expect(hit === null || typeof hit.action === 'string').toBe(true);
			}),
			runs(1500),
		);
	});

	it.each([
		['one letter', 'a'], ['words', 'stop '], ['zero-width characters', '\u200b'], ['lone surrogates', '\ud83d'], ['combining marks', 'a\u0301\u0327'], ['punctuation', '!?'], ['emoji', '🛑'],
	])('takes a megabyte of %s in its stride', (_name, unit) => {
		expect(detect(unit.repeat(Math.ceil(1_000_000 / unit.length)))).toBeNull();
	});

	// A person's message may be 65 536 characters long. One that is read in seconds rather than milliseconds holds up everybody's STOP, and
	// ten of them run this test out of its time.
	it.each([
		['exclamation marks', 'a', '!'], ['spaces', 'a', ' '], ['hyphens', 'a', '-'], ['exclamation marks, with accents', 'é', '!'], ['full stops of Chinese', '停', '。'], ['marks of several places', 'a', '\u0300\u0323'], ['marks of Thai', 'ก', '\u0e38\u0e48'],
	])('is not held up by thousands of %s between two letters', async (_name, letter, unit) => {
		for (let message = 0; message < 10; message++) {
			expect(detect(letter + unit.repeat(Math.floor(65_000 / unit.length)) + letter)).toBeNull();
			await new Promise(setImmediate);
		}
	});

	it('finds a keyword between thousands of marks on either side', () => {
		for (const mark of ['!', '…', '🛑']) expect(detect(`${mark.repeat(9000)}stop${mark.repeat(9000)}`)).toMatchObject({ action: 'opt_out' });
		expect(normalise('!!! 🛑 …')).toBe('');
		expect(normalise('!!!')).toBe('');
	});

	it('answers null for what is no text at all', () => {
		for (const value of [undefined, null, 7, {}, Buffer.from('stop')]) expect(detect(value as never)).toBeNull();
	});

	it('finds a keyword in any decoration and case', () => {
		fc.assert(
			fc.property(keyword, decoration, decoration, fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), ({ code, word }, before, after, upper) => {
				const options = { languages: [code], naturalLanguage: 'off' as const };
				expect(detect(`${before}${randomCase(word, upper)}${after}`, options)).toEqual(detect(word, options));
			}),
			runs(3000),
		);
	});

	it('finds a keyword composed or decomposed, and with invisible characters between its letters', () => {
		fc.assert(
			fc.property(keyword, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), fc.constantFrom('', '\u200b', '\u200d', '\u2060', '\u00ad', '\u200f'), ({ code, word }, form, between) => {
				const options = { languages: [code], naturalLanguage: 'off' as const };
				expect(detect([...word.normalize(form)].join(between), options)).toEqual(detect(word, options));
			}),
		);
	});

	it('takes a keyword among other words for no keyword', () => {
		const other = fc.stringMatching(/^[b-df-hj-km-z]{3,9}$/);
		fc.assert(
			fc.property(keyword, fc.array(other, { minLength: 1, maxLength: 8 }), fc.nat(), ({ code, word }, others, at) => {
				const place = at % (others.length + 1);
				const sentence = [...others.slice(0, place), word, ...others.slice(place)].join(' ');
				expect(detect(sentence, { languages: [code], naturalLanguage: 'off' })).toBeNull();
			}),
			runs(1000),
		);
	});

	it('hands out answers that callers may change', () => {
		const first = detect('stop');
		if (first !== null) first.keyword = 'changed';
		expect(detect('stop')).toMatchObject({ keyword: 'STOP' });
	});
});

describe('normalising', () => {
	it('twice is the same as once', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
				expect(normalise(normalise(text))).toBe(normalise(text));
			}),
			runs(2000),
		);
	});
});
