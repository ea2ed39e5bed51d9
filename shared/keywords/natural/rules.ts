import type { Clause } from './clauses';
import { compilePattern, compileWords, triggerWords, type WordClasses } from './pattern';
import { compileWording } from './wording';
import { wordIndex } from './wordIndex';

/** A way of asking to be left in peace, as a pattern over word classes. */
export interface RequestPattern {
	pattern: string;
	/** Completes "The person …". */
	because: string;
	/** Stands even in a question or a condition ("if you don't stop …"), and against every veto. */
	always?: true;
	/** Stands even in a question ("how do I get off this list"). */
	evenAsked?: true;
	/** With a question mark it asks for the opposite ("no more offers?"). */
	notAsked?: true;
	/** A bare "stop that": counts only where the rest of the message is complaint or politeness. */
	alone?: true;
}

/** How one language asks to stop, and what makes the same words mean something else. */
export interface LanguageRules {
	/** BCP 47 */
	code: string;
	/** Politeness, greetings, emphasis: dropped before matching. */
	filler: string;
	/** Spellings that stand for another word, applied before anything else. */
	rewrites?: Readonly<Record<string, string>>;
	/** Words that lose their apostrophe to the next word: `d'offres` is read as `doffres`. */
	elided?: string;
	classes: WordClasses;
	requests: readonly RequestPattern[];
	/** Negations of the request, restrictions, third parties, orders, quoted instructions. */
	vetoes: readonly string[];
	/** How a question begins. */
	questionStart: string;
	/** Questions that are requests ("can you …", "how do I …"), up to three words before the request. */
	requestOpeners: readonly string[];
	/** What people say beside a bare STOP that leaves its meaning alone. */
	complaint: string;
	/** Long words whose misspellings are corrected. */
	spelling: string;
}

export interface FoundRequest {
	because: string;
	/** Too short to stand beside a clause that gives it another meaning. */
	alone: boolean;
	/** The language knows the clause's question for a way of asking to stop. */
	byQuestion: boolean;
}

export interface CompiledRules {
	code: string;
	/** Words without one of which `requestIn` finds nothing; `*` ends a beginning. */
	triggers: readonly string[];
	spelling: readonly string[];
	/** Words of the language, never taken for a misspelling of another's. */
	vocabulary: readonly string[];
	/** The request a clause makes, if any; `vetoed` where its words make one but it means something else, `asked` where it is a question. */
	requestIn(clause: Clause): FoundRequest | 'asked' | 'vetoed' | undefined;
	/** The clause without filler words. */
	coreOf(clause: Clause): string;
	/** A complaint, or nothing but filler: does not change what a STOP beside it means. */
	isNeutral(clause: Clause): boolean;
}

function wordsIn(text: string): number {
	return text.trim() === '' ? 0 : text.trim().split(' ').length;
}

/** The words that show a pattern may match, and every spelling that is rewritten to one of them. */
function triggersOf({ requests, classes, rewrites = {} }: LanguageRules): string[] {
	const words = new Set(requests.flatMap(({ pattern }) => triggerWords(pattern, classes)));
	const spellings = Object.entries(rewrites).filter(([, to]) => to.split(' ').some((word) => words.has(word)));
	return [...words, ...spellings.flatMap(([from]) => from.split('|'))];
}

export function compileRules(rules: LanguageRules): CompiledRules {
	const reword = compileWording(rules);
	const requests = rules.requests.map(({ pattern, ...request }) => ({ ...request, regex: compilePattern(pattern, rules.classes) }));
	const mayMatch = wordIndex(rules.requests.map(({ pattern }) => triggerWords(pattern, rules.classes)));
	const vetoes = rules.vetoes.map((veto) => compilePattern(veto, rules.classes));
	const questionStart = compilePattern(`^ ${rules.questionStart}`, rules.classes);
	const openers = rules.requestOpeners.map((opener) => compilePattern(`${opener} ~3 $`, rules.classes));
	const complaint = compileWords(rules.complaint);

	const coreOf = (clause: Clause): string => reword(clause.text);

	function questionIn(clause: Clause, core: string, at: number): 'none' | 'plain' | 'request' {
		const before = `${core.slice(0, at)} `;
		if (!questionStart.test(before) && !(clause.asked && wordsIn(before) > 1)) return 'none';
		return openers.some((opener) => opener.test(before)) ? 'request' : 'plain';
	}

	function requestIn(clause: Clause): FoundRequest | 'asked' | 'vetoed' | undefined {
		const core = coreOf(clause);
		const candidates = mayMatch(core);
		let vetoed: boolean | undefined;
		let asked = false;
		let bare: FoundRequest | undefined;
		for (const [at, { regex, because, always, evenAsked, notAsked, alone }] of requests.entries()) {
			if (!candidates.has(at) || (alone && bare !== undefined)) continue;
			const match = regex.exec(core);
			if (match === null) continue;
			const question = always || evenAsked ? 'request' : questionIn(clause, core, match.index);
			if (!always) {
				vetoed ??= vetoes.some((veto) => veto.test(core));
				if (vetoed) continue;
				if ((notAsked && clause.asked) || question === 'plain') {
					asked = true;
					continue;
				}
			}
			const found = { because: `${because} ("${match[0].trim()}")`, alone: alone === true, byQuestion: question === 'request' };
			if (!found.alone) return found;
			bare = found;
		}
		if (vetoed) return 'vetoed';
		return bare ?? (asked ? 'asked' : undefined);
	}

	return {
		code: rules.code,
		triggers: triggersOf(rules),
		spelling: rules.spelling.split('|'),
		vocabulary: Object.values(rules.classes).flatMap((words) => words.split(/[| ]/)),
		requestIn,
		coreOf,
		isNeutral(clause) {
			const core = coreOf(clause);
			return wordsIn(core) === 0 || core.search(complaint) !== -1;
		},
	};
}
