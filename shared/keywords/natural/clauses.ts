import { foldText } from '../normalise';

/** A stretch of a message between punctuation marks. */
export interface Clause {
	/** Folded words, one space apart and at either end. */
	text: string;
	/** Closed by a question mark. */
	asked: boolean;
}

const BOUNDARY = /([.!?…;:,،؛؟।。！？、"“”«»()[\]{}|\r\n\u2028\u2029]+|\s[-–—]+\s)/u;
const NOT_WORD = /[^\p{L}\p{N}\p{M}]+/gu;
const LINK = /(?:https?:\/\/|www\.)\S+/g;

/** Splits a message into its clauses; links become the word `http`. */
export function clausesOf(text: string): Clause[] {
	const parts = foldText(text.includes('/') || text.includes('.') ? text.replace(LINK, ' http ') : text).split(BOUNDARY);
	const clauses: Clause[] = [];
	for (let at = 0; at < parts.length; at += 2) {
		const words = (parts[at] ?? '').replace(NOT_WORD, ' ').trim();
		if (words !== '') clauses.push({ text: ` ${words} `, asked: /[?؟？]/.test(parts[at + 1] ?? '') });
	}
	return clauses;
}
