import { knownLanguage } from '../../keywords';
import { ENGLISH, READY_MADE } from './data';
import type { LanguageWordings, OwnWordings, WordingKey, Words } from './types';

export interface ChosenText {
	text: string;
	/** The key the text stands under; an operator who wrote only `opt_out` has it used for named lists too. */
	key: WordingKey;
	/** BCP 47 code of the text's language; of the operator's text for all languages, the person's. */
	language: string;
	own: boolean;
}

const INTERNATIONAL: Words = { start: 'START', stop: 'STOP' };
const ALL_LANGUAGES = '*';
const GENERAL_KEY: Partial<Record<WordingKey, WordingKey>> = { opt_in_lists: 'opt_in', opt_out_lists: 'opt_out' };

const readyMade = new Map(READY_MADE.map((wordings) => [wordings.code, wordings]));

/** The language itself, then the language it is a form of: `pt-br`, `pt`; `hi-latn` (which stands on its own), `hi`. */
function steps(language: string): string[] {
	const lower = language.trim().toLowerCase().replace(/_/g, '-');
	const parts = lower.split('-').filter((part) => part !== '');
	return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

function ready(language: string): LanguageWordings | undefined {
	const code = knownLanguage(language);
	return code === undefined ? undefined : readyMade.get(code);
}

function ownText(own: OwnWordings | undefined, key: WordingKey, language: string): string | undefined {
	const texts = own?.[key];
	if (texts === undefined) return undefined;
	const found = Object.entries(texts).find(([code]) => steps(code)[0] === language);
	const text = found?.[1].trim();
	return text === '' ? undefined : text;
}

/**
 * The text for a key: in the person's language, else in the language it is a form of, else the operator's text for all languages,
 * else the ready-made one of that language, else English.
 */
export function chooseText(key: WordingKey, language: string, own?: OwnWordings): ChosenText {
	const general = GENERAL_KEY[key];
	const keys = general === undefined ? [key] : [key, general];
	for (const candidate of keys) {
		for (const step of [...steps(language), ALL_LANGUAGES]) {
			const text = ownText(own, candidate, step);
			if (text !== undefined) return { text, key: candidate, language: step === ALL_LANGUAGES ? language : step, own: true };
		}
	}
	const wordings = ready(language);
	if (wordings !== undefined) return { text: wordings.texts[key], key, language: wordings.code, own: false };
	for (const candidate of keys) {
		const text = ownText(own, candidate, 'en');
		if (text !== undefined) return { text, key: candidate, language: 'en', own: true };
	}
	return { text: ENGLISH.texts[key], key, language: 'en', own: false };
}

/**
 * The words that bring back and let go. A language's own words only where the detector is known to listen for that language:
 * telling a person to reply with a word that nobody understands would lose their opt-out. START and STOP count everywhere.
 */
export function wordsFor(language: string, heard: boolean): Words {
	return (heard ? ready(language)?.words : undefined) ?? INTERNATIONAL;
}
