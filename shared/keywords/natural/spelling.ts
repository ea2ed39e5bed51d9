import { foldText } from '../normalise';
import { isStretched, squeezed, within } from './distance';

/** Rewrites the words of a clause that are clearly meant to be a known one. */
export type Corrector = (clause: string) => string;

const MIN_LENGTH = 6;
/** Longer messages are not scanned for misspellings. */
const MAX_WORDS = 40;
/** Everyday words come again and again; longer strings are nobody's words and are not kept. */
const MAX_REMEMBERED = 2000;
const MAX_LENGTH = 30;
/** Real words one letter away from ours. */
const REAL_WORDS = new Set(['massage', 'massages', 'sensing', 'spending', 'lending', 'mending', 'texture', 'removed', 'remover', 'removes', 'anmelden', 'entfernt', 'contract', 'contracts', 'envier', 'quitenle', 'quitele', 'quitale', 'saquenle', 'eliminenle', 'borrenle', 'mandarle', 'enviarle', 'escribirle', 'contactarle', 'molestarle', 'contattarlo', 'mandategli', 'mandatele', 'inviategli', 'inviatele', 'scrivergli', 'mandare', 'ricevere', 'recibir']);

/** Every way to leave one letter out, so that words one edit apart share a form. */
function deletions(word: string): string[] {
	return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/**
 * Corrects to the given long words, and undoes stretched letters of those and of the given keywords. Keywords and the
 * languages' own words are never corrected: one may be near another language's opposite.
 */
export function spellingCorrector(longWords: readonly string[], keywords: readonly string[], vocabulary: readonly string[]): Corrector {
	const known = new Set(longWords.map(foldText).filter((word) => word.length >= MIN_LENGTH));
	const near = new Map<string, Set<string>>();
	for (const word of known) {
		for (const form of [word, ...deletions(word)]) near.set(form, (near.get(form) ?? new Set()).add(word));
	}
	const leftAlone = new Set([...REAL_WORDS, ...keywords, ...vocabulary.map(foldText)]);
	// Of STOP and STOPP the shorter is the more widely known.
	const stretchable = [...known, ...keywords.filter((word) => !word.includes(' '))].sort((a, b) => b.length - a.length);
	const bySqueezed = new Map(stretchable.map((word) => [squeezed(word), word]));

	function corrected(word: string): string {
		if (isStretched(word)) return bySqueezed.get(squeezed(word)) ?? word.replace(/(\p{L})\1\1+/gu, '$1');
		if (word.length < MIN_LENGTH - 1 || word.length > MAX_LENGTH || known.has(word) || leftAlone.has(word)) return word;
		for (const form of [word, ...deletions(word)]) {
			for (const candidate of near.get(form) ?? []) {
				if (candidate[0] === word[0] && within(word, candidate, 1)) return candidate;
			}
		}
		return word;
	}

	const seen = new Map<string, string>();
	function remembered(word: string): string {
		const before = seen.get(word);
		if (before !== undefined) return before;
		if (word.length > MAX_LENGTH) return corrected(word);
		if (seen.size >= MAX_REMEMBERED) seen.clear();
		const result = corrected(word);
		seen.set(word, result);
		return result;
	}

	return (clause) => {
		const words = clause.trim().split(' ');
		return words.length > MAX_WORDS ? clause : ` ${words.map(remembered).join(' ')} `;
	};
}
