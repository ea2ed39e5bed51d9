/** Longer than any WhatsApp message body; nothing beyond it can be a keyword. */
export const MAX_TEXT_LENGTH = 65_536;

const ASCII = /^[\x00-\x7f]*$/;
const ASCII_APOSTROPHES = /['`]/g;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
const ASCII_FIRST = /[a-z0-9]/;
const ASCII_TO_LAST = /^[^]*[a-z0-9]/;
const FIRST = /[\p{L}\p{N}\p{M}]/u;
const TO_LAST = /^[^]*[\p{L}\p{N}\p{M}]/u;

/** Every mark people type, or their keyboard substitutes, for an apostrophe. */
const APOSTROPHES = /['`´‘’‚‛ʹʻʼʽˈˊˋ′‵＇｀՚׳᾽᾿]/g;
/** Before NFKC, which would turn some pictographs into letters (™ into TM). */
const PICTOGRAPHS = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u2800]/gu;
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Co}\p{Me}\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u034F\u17B4\u17B5]/gu;
const FILLERS = /[\p{Cc}\p{Cn}\u115F\u1160\u3164\uFFA0]/gu;
const INNER_MARKS = /[*~]/g;
const INNER_SPACE = /[\s_\p{Pd}\p{So}\p{Sk}]+/gu;

/**
 * Marks that people leave out: accents over Latin, Greek and Cyrillic; Hebrew points; Arabic vowel marks,
 * hamza above and below, tatweel; the Devanagari nukta. Devanagari vowel signs are letters and stay.
 */
const OPTIONAL_MARKS = /[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u093C\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20DC\u20E1]/g;

const LETTER_VARIANTS: Readonly<Record<string, string>> = {
	ı: 'i', ß: 'ss', ς: 'σ', ø: 'o', đ: 'd', ł: 'l', æ: 'ae', œ: 'oe',
	ٱ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', 'ँ': 'ं',
};
const VARIANT_LETTERS = new RegExp(`[${Object.keys(LETTER_VARIANTS).join('')}]`, 'g');
/** No writing system puts so many marks on one letter; bringing thousands of them into their order takes seconds. */
const ENDLESS_MARKS = /(\p{M}{30})\p{M}+/gu;
/** People drop a hamza that closes a word after a long a: الغاء, الغا. */
const CLOSING_HAMZA = /اء(?![\p{L}\p{M}])/gu;

/**
 * A message without case, accents, apostrophes, invisible characters and emoji, but with its punctuation and lines:
 * what the natural-language layer reads.
 */
export function foldText(text: string): string {
	if (ASCII.test(text)) return text.toLowerCase().replace(ASCII_APOSTROPHES, '');
	return text
		.replace(APOSTROPHES, '')
		.replace(PICTOGRAPHS, ' ')
		.replace(ENDLESS_MARKS, '$1')
		.normalize('NFKC')
		.toLowerCase()
		.normalize('NFD')
		.replace(OPTIONAL_MARKS, '')
		.replace(INVISIBLE, '')
		.replace(VARIANT_LETTERS, (letter) => LETTER_VARIANTS[letter] ?? letter)
		.replace(CLOSING_HAMZA, 'ا')
		.normalize('NFC');
}

/**
 * A message as it is compared with keywords. Both sides go through here, so a keyword matches in any case,
 * width, script form, quoting or decoration, but only as the whole message.
 *
 * Folds case (Turkish dotted and dotless i included), accents, full-width and presentation forms, apostrophes of
 * all kinds, hyphens to spaces, runs of white space; removes zero-width and bidi controls, emoji, WhatsApp's
 * formatting marks, and any punctuation around the message. Empty when nothing is left.
 */
export function normalise(text: string): string {
	if (text.length > MAX_TEXT_LENGTH) return '';
	if (PRINTABLE_ASCII.test(text)) {
		const plain = foldText(text).replace(INNER_MARKS, '');
		return within(plain, ASCII_FIRST, ASCII_TO_LAST).replace(/[ _-]+/g, ' ');
	}
	const plain = foldText(text).replace(FILLERS, ' ').replace(INNER_MARKS, '').replace(INNER_SPACE, ' ');
	return within(plain, FIRST, TO_LAST);
}

/**
 * From the first to the last character that counts. Not by an expression for "a run of others at the end": that would begin anew at
 * each character of every run in between, and a message of nothing but exclamation marks would hold up everything for seconds.
 */
function within(text: string, first: RegExp, toLast: RegExp): string {
	const start = text.search(first);
	return start === -1 ? '' : (toLast.exec(text)?.[0].slice(start) ?? '');
}
