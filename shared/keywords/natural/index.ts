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
import { compileRules, type CompiledRules, type FoundRequest } from './rules';
import { SPANISH } from './spanish';
import { spellingCorrector, type Corrector } from './spelling';
import { triggerIndex, type TriggerIndex } from './triggers';
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

type Reading = FoundRequest & { language: string };

/**
 * What the first language that understands a clause makes of it. A language that sees a request in the words but knows
 * that it means something else ("don't unsubscribe me") settles it for all: people mix languages.
 */
function requestOf(clause: Clause, rules: readonly CompiledRules[]): Reading | 'vetoed' | undefined {
	if (clause.quoted) return undefined;
	let first: Reading | undefined;
	let asked = false;
	for (const language of rules) {
		const request = language.requestIn(clause);
		if (request === 'vetoed') return 'vetoed';
		if (request === 'asked') asked = true;
		else if (request !== undefined) first ??= { ...request, language: language.code };
	}
	if (asked && first?.byQuestion !== true) return 'vetoed';
	return first;
}

/**
 * What a clause of nothing but an opt-out keyword or a bare "stop that" means, when nothing else in the message gives it
 * another meaning ("Stop please. I'm busy", but not "Stop! That is amazing").
 */
function bareRequest(clauses: readonly Clause[], readings: ReadonlyArray<Reading | undefined>, rules: CompiledRules, words: ExactWords): LikelyOptOut | undefined {
	let found: LikelyOptOut | undefined;
	for (const [at, clause] of clauses.entries()) {
		const exact = words.get(clause.text.trim()) ?? words.get(withoutRepeats(rules.coreOf(clause).trim()));
		const bare = readings[at];
		if (exact !== undefined) found ??= { ...exact, because: `says ${exact.keyword}` };
		else if (bare !== undefined) found ??= { language: bare.language, because: bare.because };
		else if (!rules.isNeutral(clause)) return undefined;
	}
	return found;
}

/** "stop stop stop" says stop. */
function withoutRepeats(core: string): string {
	const words = core.split(' ');
	return words.every((word) => word === words[0]) ? (words[0] ?? '') : core;
}

interface Reader {
	rules: readonly CompiledRules[];
	triggered: TriggerIndex;
	words: ExactWords;
	correct: Corrector;
}

/** `vetoed` where some clause has the words of a request but means something else. */
function readClauses(clauses: readonly Clause[], { rules, triggered, words }: Reader): LikelyOptOut | 'vetoed' | undefined {
	const candidates = triggered(clauses);
	const found = clauses.map((clause) => requestOf(clause, candidates));
	const readings = found.map((reading) => (reading === 'vetoed' ? undefined : reading));
	const clear = readings.find((reading) => reading?.alone === false);
	if (clear !== undefined) return { language: clear.language, because: clear.because };
	if (found.includes('vetoed')) return 'vetoed';
	const mayBeBare = readings.some((reading) => reading !== undefined) || clauses.some(({ text }) => text.split(' ').some((word) => words.has(word)));
	if (!mayBeBare) return undefined;
	for (const language of rules) {
		const found = bareRequest(clauses, readings, language, words);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Reads a message as written, then with stretched and misspelt words put right. */
function readMessage(text: string, reader: Reader): LikelyOptOut | undefined {
	const clauses = clausesOf(text);
	if (clauses.length === 0) return undefined;
	const asWritten = readClauses(clauses, reader);
	if (asWritten !== undefined) return asWritten === 'vetoed' ? undefined : asWritten;
	const corrected = clauses.map((clause) => ({ ...clause, text: reader.correct(clause.text) }));
	if (corrected.every(({ text: fixed }, at) => fixed === clauses[at]?.text)) return undefined;
	const asMeant = readClauses(corrected, reader);
	return asMeant === 'vetoed' ? undefined : asMeant;
}

type LikelyReader = (text: string) => LikelyOptOut | undefined;

const MAX_READERS = 16;
const readers = new Map<string, LikelyReader>();

/**
 * A reader of plain-language opt-outs in the ticked languages (all when none); undefined for any other message. Shared
 * by all detectors with the same languages: its indexes are the larger part of a detector.
 */
export function likelyOptOut(languages: DetectOptions['languages']): LikelyReader {
	const ticked = tickedLanguages(languages);
	const key = ticked?.join() ?? '*';
	const known = readers.get(key);
	if (known !== undefined) return known;
	if (readers.size >= MAX_READERS) readers.clear();
	const made = makeReader(languages, ticked);
	readers.set(key, made);
	return made;
}

function makeReader(languages: DetectOptions['languages'], ticked: readonly string[] | undefined): LikelyReader {
	const rules = rulesFor(ticked);
	const words = exactOptOuts(languages);
	const reader: Reader = {
		rules,
		triggered: triggerIndex(rules),
		words,
		correct: spellingCorrector(rules.flatMap(({ spelling }) => spelling), [...words.keys()], rules.flatMap(({ vocabulary }) => vocabulary)),
	};
	return (text) => {
		if (text.length > MAX_LENGTH) return undefined;
		const found = readMessage(text, reader);
		if (found !== undefined) return found;
		const typo = misspeltKeyword(text, words.keys());
		const meant = typo === undefined ? undefined : words.get(typo);
		return meant === undefined ? undefined : { ...meant, because: `seems to have meant ${meant.keyword}` };
	};
}
