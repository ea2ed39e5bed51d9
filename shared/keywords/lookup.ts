import { LANGUAGE_DATA, type KeywordEntry, type LanguageData } from './data';
import { tickedLanguages } from './languages';
import { normalise } from './normalise';
import type { DetectOptions, Detection, KeywordAction } from './types';

/** An exact hit by its normalised text. */
export type Lookup = ReadonlyMap<string, Detection>;

/** Words every vendor honours in every language. */
const INTERNATIONAL: ReadonlyArray<readonly [string, KeywordAction]> = [
	['STOP', 'opt_out'],
	['START', 'opt_in'],
];

export interface LookupEntry {
	key: string;
	hit: Detection;
}

function entriesOf(language: LanguageData): Array<readonly [KeywordEntry, KeywordAction]> {
	return [
		...language.optOut.map((entry) => [entry, 'opt_out'] as const),
		...language.optIn.map((entry) => [entry, 'opt_in'] as const),
		...language.help.map((entry) => [entry, 'help'] as const),
	];
}

function exactHit(entry: KeywordEntry, action: KeywordAction, language: string): Detection {
	return {
		action,
		layer: 'exact',
		...(entry.affirmative && { affirmative: true }),
		...(entry.orderAmbiguous && { orderAmbiguous: true }),
		keyword: entry.word,
		language,
	};
}

/** The built-in words in force for the ticked languages, in the order in which the first one wins. */
export function builtInWords(languages: DetectOptions['languages']): LookupEntry[] {
	const ticked = tickedLanguages(languages);
	const codes = ticked ?? LANGUAGE_DATA.map(({ code }) => code);
	const firstCode = codes[0];
	const words: LookupEntry[] = INTERNATIONAL.map(([word, action]) => ({
		key: normalise(word),
		hit: { action, layer: 'exact', keyword: word, ...(firstCode !== undefined && { language: firstCode }) },
	}));
	for (const code of codes) {
		const language = LANGUAGE_DATA.find((candidate) => candidate.code === code);
		if (language === undefined) continue;
		for (const [entry, action] of entriesOf(language)) {
			if (entry.onlyWhenTicked && ticked === undefined) continue;
			words.push({ key: normalise(entry.word), hit: exactHit(entry, action, code) });
		}
	}
	return words;
}

/** Does everybody understand this word as leaving everything, whatever an operator makes of it? */
export function isBuiltInOptOut(languages: DetectOptions['languages']): (text: string) => boolean {
	const words = new Set(builtInWords(languages).filter(({ hit }) => hit.action === 'opt_out').map(({ key }) => key));
	return (text) => words.has(normalise(text));
}

function ownHits(words: readonly string[] | undefined, action: KeywordAction): LookupEntry[] {
	return (words ?? []).map((word) => ({ key: normalise(word), hit: { action, layer: 'exact', keyword: word.trim() } }));
}

/**
 * One table for the exact layer. An opt-out, own or built in, is never displaced: an operator's opt-in or help word
 * that is also an opt-out stays an opt-out (and is reported by `collisions`).
 */
export function buildLookup(options: DetectOptions): Lookup {
	const builtIn = builtInWords(options.languages);
	const inOrder = [
		...ownHits(options.optOutKeywords, 'opt_out'),
		...builtIn.filter(({ hit }) => hit.action === 'opt_out'),
		...ownHits(options.optInKeywords, 'opt_in'),
		...ownHits(options.helpKeywords, 'help'),
		...builtIn.filter(({ hit }) => hit.action !== 'opt_out'),
	];
	const lookup = new Map<string, Detection>();
	for (const { key, hit } of inOrder) {
		if (key !== '' && !lookup.has(key)) lookup.set(key, hit);
	}
	return lookup;
}
