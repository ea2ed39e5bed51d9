import { tickedLanguages } from '../languages';
import { builtInWords } from '../lookup';
import type { DetectOptions } from '../types';
import { ARABIC } from './arabic';
import { clausesOf, type Clause } from './clauses';
import { ENGLISH } from './english';
import { FRENCH } from './french';
import { GERMAN } from './german';
import { HINDI } from './hindi';
import { HINGLISH } from './hinglish';
import { INDONESIAN } from './indonesian';
import { ITALIAN } from './italian';
import { PORTUGUESE } from './portuguese';
import { compileRules, type CompiledRules } from './rules';
import { SPANISH } from './spanish';
import { spellingCorrector, type Corrector } from './spelling';
import { misspeltKeyword } from './typos';

/** What the natural-language layer found. */
export interface LikelyOptOut {
	language: string;
	/** Completes "The person …", with the words it rests on. */
	because: string;
	keyword?: string;
	orderAmbiguous?: true;
}

/** WhatsApp's limit for a text message; longer texts are documents, not requests. */
const MAX_LENGTH = 4096;

const ALL_RULES: readonly CompiledRules[] = [ENGLISH, SPANISH, PORTUGUESE, FRENCH, GERMAN, ITALIAN, HINDI, HINGLISH, ARABIC, INDONESIAN].map(compileRules);

/** English always, as STOP counts everywhere; Hindi speakers write it in either script. */
function rulesFor(ticked: readonly string[] | undefined): readonly CompiledRules[] {
	if (ticked === undefined) return ALL_RULES;
	const codes = new Set(['en', ...ticked, ...(ticked.includes('hi') ? ['hi-Latn'] : [])]);
	return ALL_RULES.filter(({ code }) => codes.has(code));
}

type ExactWords = ReadonlyMap<string, { keyword: string; language: string; orderAmbiguous?: true }>;

function exactOptOuts(languages: DetectOptions['languages']): ExactWords {
	const words = new Map<string, { keyword: string; language: string; orderAmbiguous?: true }>();
	for (const { key, hit } of builtInWords(languages)) {
		if (hit.action !== 'opt_out' || hit.keyword === undefined || words.has(key)) continue;
		words.set(key, { keyword: hit.keyword, language: hit.language ?? 'en', ...(hit.orderAmbiguous && { orderAmbiguous: true }) });
	}
	return words;
}

/**
 * One clause is nothing but an opt-out keyword and politeness, and nothing else in the message gives it another
 * meaning ("Stop please. I'm busy", but not "Stop! That is amazing").
 */
function keywordAmongPoliteness(clauses: readonly Clause[], rules: CompiledRules, words: ExactWords): LikelyOptOut | undefined {
	let found: LikelyOptOut | undefined;
	for (const clause of clauses) {
		const reading = rules.read(clause);
		const exact = words.get(withoutRepeats(reading.core.trim())) ?? words.get(clause.text.trim());
		if (exact !== undefined) found ??= { ...exact, because: `says ${exact.keyword}` };
		else if (!reading.neutral) return undefined;
	}
	return found;
}

/** "stop stop stop" says stop. */
function withoutRepeats(core: string): string {
	const words = core.split(' ');
	return words.every((word) => word === words[0]) ? (words[0] ?? '') : core;
}

function readClauses(clauses: readonly Clause[], rules: readonly CompiledRules[], words: ExactWords): LikelyOptOut | undefined {
	for (const language of rules) {
		for (const clause of clauses) {
			const { because } = language.read(clause);
			if (because !== undefined) return { language: language.code, because };
		}
		const polite = keywordAmongPoliteness(clauses, language, words);
		if (polite !== undefined) return polite;
	}
	return undefined;
}

/** Reads a message as written, then with stretched and misspelt words put right. */
function readMessage(text: string, rules: readonly CompiledRules[], words: ExactWords, correct: Corrector): LikelyOptOut | undefined {
	const clauses = clausesOf(text);
	if (clauses.length === 0) return undefined;
	const asWritten = readClauses(clauses, rules, words);
	if (asWritten !== undefined) return asWritten;
	const corrected = clauses.map((clause) => ({ ...clause, text: correct(clause.text) }));
	if (corrected.every(({ text: fixed }, at) => fixed === clauses[at]?.text)) return undefined;
	return readClauses(corrected, rules, words);
}

/** A reader of plain-language opt-outs in the ticked languages (all when none); undefined for any other message. */
export function likelyOptOut(languages: DetectOptions['languages']): (text: string) => LikelyOptOut | undefined {
	const rules = rulesFor(tickedLanguages(languages));
	const words = exactOptOuts(languages);
	const correct = spellingCorrector(rules.flatMap(({ spelling }) => spelling), [...words.keys()]);
	return (text) => {
		if (text.length > MAX_LENGTH) return undefined;
		const found = readMessage(text, rules, words, correct);
		if (found !== undefined) return found;
		const typo = misspeltKeyword(text, words.keys());
		const meant = typo === undefined ? undefined : words.get(typo);
		return meant === undefined ? undefined : { ...meant, because: `seems to have meant ${meant.keyword}` };
	};
}
