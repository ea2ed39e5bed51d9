import { foldText } from '../normalise';

/** Named groups of interchangeable words: `a|b c|wild*`. */
export type WordClasses = Readonly<Record<string, string>>;

const CLASS = /^<(\w+)>$/;
const WILD_END = /\*$/;

function wordsOf(words: string, classes: WordClasses): string[] {
	return words.split('|').flatMap((word) => {
		const name = CLASS.exec(word)?.[1];
		if (name === undefined) return [word];
		const members = classes[name];
		if (members === undefined) throw new Error(`Unknown word class <${name}>`);
		return members.split('|');
	});
}

function alternatives(words: string, classes: WordClasses = {}): string {
	const forms = wordsOf(words, classes).map((word) => foldText(word.trim()).replace(WILD_END, '\\S*'));
	return `(?: (?:${forms.join('|')}))`;
}

function element(token: string, classes: WordClasses): string {
	if (token === '^') return '^';
	if (token === '$') return ' $';
	const gap = /^~(\d)$/.exec(token)?.[1];
	if (gap !== undefined) return `(?: \\S+){0,${gap}}?`;
	if (token.endsWith('>*')) return `${alternatives(token.slice(0, -1), classes)}{0,5}`;
	return token.endsWith('?') ? `${alternatives(token.slice(0, -1), classes)}?` : alternatives(token, classes);
}

/**
 * Compiles a pattern over words that stand one space apart, with one space at either end of the text.
 * Elements: `word`, `a|b`, `wild*`, `<class>`, each optional with `?`; `<class>*` up to five of a class; `~2` at most two
 * words of any kind; `^` and `$` for the ends of the clause, `a|$` for a word or the end.
 */
export function compilePattern(pattern: string, classes: WordClasses): RegExp {
	const source = pattern.split(' ').map((token) => element(token, classes)).join('');
	return new RegExp(`${source}(?= |$)`, 'u');
}

/** Matches any of the words anywhere, for removal; the longer phrase before the one it begins with. */
export function compileWords(words: string): RegExp {
	const longestFirst = words.split('|').sort((a, b) => b.length - a.length);
	return new RegExp(`${alternatives(longestFirst.join('|'))}(?= )`, 'gu');
}

const OPTIONAL = /^[~^$]|\?$|>\*$|(?:^|\|)\$(?:$|\|)/;

function longestWord(phrase: string): string {
	return phrase.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

/** Words one of which every text that matches the pattern contains: those of its most telling element. */
export function triggerWords(pattern: string, classes: WordClasses): string[] {
	const required = pattern.split(' ').filter((token) => !OPTIONAL.test(token));
	const options = required.map((token) => wordsOf(token, classes).map(longestWord));
	const shortest = (words: readonly string[]) => Math.min(...words.map((word) => word.length));
	const [first, ...others] = options;
	if (first === undefined) throw new Error(`Pattern "${pattern}" has no word that must be there`);
	return others.reduce((best, words) => (shortest(words) > shortest(best) ? words : best), first);
}
