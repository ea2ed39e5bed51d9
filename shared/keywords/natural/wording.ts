import { foldText } from '../normalise';
import { compileWords, type WordClasses } from './pattern';

export interface Wording {
	filler: string;
	rewrites?: Readonly<Record<string, string>>;
	elided?: string;
	classes: WordClasses;
}

const STARTS_WITH_VOWEL = /^[aeiouh]/;
const isPhrase = (words: string): boolean => words.includes(' ') || words.endsWith('*');

/**
 * What makes a clause comparable: spellings and elided words are put right, and politeness is left out. Single words are looked up, which
 * takes the same time however many there are; only phrases are searched for.
 */
export function compileWording({ filler, rewrites = {}, elided, classes }: Wording): (text: string) => string {
	const spellings = Object.entries(rewrites).flatMap(([from, to]) => from.split('|').map((word) => [foldText(word), to] as const));
	// Of two meanings the first counts.
	const words = new Map([...elisions(elided, classes), ...spellings.filter(([from]) => !isPhrase(from))].reverse());
	const phrases = spellings.filter(([from]) => isPhrase(from)).map(([from, to]) => [compileWords(from), ` ${to}`] as const);
	const fillers = filler.split('|');
	const fillerWords = new Set(fillers.filter((one) => !isPhrase(one)).map((one) => foldText(one)));
	const fillerPhrases = compileWords(fillers.filter(isPhrase).join('|'));
	return (text) => {
		const reworded = ` ${text.trim().split(' ').map((word) => words.get(word) ?? word).join(' ')} `;
		const plain = phrases.reduce((sofar, [from, to]) => sofar.replace(from, to), reworded).replace(fillerPhrases, '');
		return ` ${plain.trim().split(' ').filter((word) => !fillerWords.has(word)).join(' ')} `;
	};
}

/** `d'offres` is read as `doffres`: each word that may follow an elided one, glued to it, unless both together are a word themselves. */
function elisions(elided: string | undefined, classes: WordClasses): Array<readonly [string, string]> {
	if (elided === undefined) return [];
	const known = new Set(Object.values(classes).flatMap((group) => group.split(/[| ]/)));
	const followers = [...known].filter((word) => STARTS_WITH_VOWEL.test(word) && word.length > 3);
	return elided.split('|').flatMap((first) => followers.filter((word) => !known.has(first + word)).map((word) => [first + word, word] as const));
}
