import type { Clause } from './clauses';
import { compilePattern, compileWords, type WordClasses } from './pattern';

/** A way of asking to be left in peace, as a pattern over word classes. */
export interface RequestPattern {
	pattern: string;
	/** Completes "The person …". */
	because: string;
	/** Stands even in a question or a condition ("if you don't stop …"). */
	always?: true;
	/** With a question mark it asks for the opposite ("no more offers?"). */
	notAsked?: true;
}

/** How one language asks to stop, and what makes the same words mean something else. */
export interface LanguageRules {
	/** BCP 47 */
	code: string;
	/** Words without which no pattern can match: most messages are done here. */
	trigger: string;
	/** Politeness, greetings, emphasis: dropped before matching. */
	filler: string;
	/** Spellings that stand for another word, applied before anything else. */
	rewrites?: Readonly<Record<string, string>>;
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

export interface ClauseReading {
	/** The clause without filler words. */
	core: string;
	because?: string;
	/** A complaint, or nothing but filler: does not change what a STOP beside it means. */
	neutral: boolean;
}

export interface CompiledRules {
	code: string;
	spelling: readonly string[];
	read(clause: Clause): ClauseReading;
}

function wordsIn(text: string): number {
	return text.trim() === '' ? 0 : text.trim().split(' ').length;
}

export function compileRules(rules: LanguageRules): CompiledRules {
	const trigger = compileWords(rules.trigger);
	const filler = compileWords(rules.filler);
	const requests = rules.requests.map(({ pattern, ...request }) => ({ ...request, regex: compilePattern(pattern, rules.classes) }));
	const vetoes = rules.vetoes.map((veto) => compilePattern(veto, rules.classes));
	const questionStart = compilePattern(`^ ~1 ${rules.questionStart}`, rules.classes);
	const openers = rules.requestOpeners.map((opener) => compilePattern(`${opener} ~3 $`, rules.classes));
	const rewrites = Object.entries(rules.rewrites ?? {}).map(([from, to]) => [compileWords(from), ` ${to}`] as const);
	const complaint = compileWords(rules.complaint);

	function isPlainQuestion(clause: Clause, core: string, at: number): boolean {
		const before = `${core.slice(0, at)} `;
		const asks = questionStart.test(before) || (clause.asked && wordsIn(before) > 1);
		return asks && !openers.some((opener) => opener.test(before));
	}

	function requestIn(clause: Clause, core: string): string | undefined {
		let vetoed: boolean | undefined;
		for (const { regex, because, always, notAsked } of requests) {
			const match = regex.exec(core);
			if (match === null || (notAsked && clause.asked)) continue;
			if (!always) {
				vetoed ??= vetoes.some((veto) => veto.test(core));
				if (vetoed || isPlainQuestion(clause, core, match.index)) continue;
			}
			return `${because} ("${match[0].trim()}")`;
		}
		return undefined;
	}

	return {
		code: rules.code,
		spelling: rules.spelling.split('|'),
		read(clause) {
			const core = rewrites.reduce((text, [from, to]) => text.replace(from, to), clause.text).replace(filler, '');
			const because = core.search(trigger) === -1 ? undefined : requestIn(clause, core);
			return { core, because, neutral: wordsIn(core) === 0 || core.search(complaint) !== -1 };
		},
	};
}
