import { foldText } from '../normalise';

/** A stretch of a message between punctuation marks. */
export interface Clause {
	/** Folded words, one space apart and at either end. */
	text: string;
	/** Closed by a question mark. */
	asked: boolean;
	/** Between quotation marks, beside words that are not: somebody else's words. */
	quoted: boolean;
}

const BOUNDARY = /([.!?…;:,،؛؟।。！？、"“”«»()[\]{}|\r\n\u2028\u2029]+|\s[-–—]+\s)/u;
/** `“` opens in English and closes in German. */
const TOGGLES = new Set('"“');
const OPENS = new Set('«„');
const CLOSES = new Set('”»');
const NOT_WORD = /[^\p{L}\p{N}\p{M}]+/gu;
/** "my no. please": the point ends a word here, not a sentence. */
const SHORTENED = /\b((?:my|mera|mere|mi|meu|this|our|is|wa|hp|phone|mobile|mob|whatsapp) (?:no|num|nr|tel))\.(?= )/gi;
const LINK = /(?:https?:\/\/|www\.)\S+/g;

/** Splits a message into its clauses; links become the word `http`. */
export function clausesOf(text: string): Clause[] {
	const parts = foldText(text.includes('/') || text.includes('.') ? text.replace(LINK, ' http ').replace(SHORTENED, '$1') : text).split(BOUNDARY);
	const clauses: Clause[] = [];
	let quoted = false;
	for (let at = 0; at < parts.length; at += 2) {
		const words = (parts[at] ?? '').replace(NOT_WORD, ' ').trim();
		const boundary = parts[at + 1] ?? '';
		if (words !== '') clauses.push({ text: ` ${words} `, asked: /[?؟？]/.test(boundary), quoted });
		for (const mark of boundary) quoted = TOGGLES.has(mark) ? !quoted : OPENS.has(mark) || (quoted && !CLOSES.has(mark));
	}
	if (clauses.every((clause) => clause.quoted)) return clauses.map((clause) => ({ ...clause, quoted: false }));
	return clauses;
}
