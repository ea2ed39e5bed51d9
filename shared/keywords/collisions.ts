import { knownLanguage } from './languages';
import { builtInWords } from './lookup';
import { normalise } from './normalise';
import type { DetectOptions, Detection, KeywordAction } from './types';

const NAMES: Readonly<Record<KeywordAction, string>> = { opt_out: 'opt-out', opt_in: 'opt-in', help: 'help' };

function actionName(action: Detection['action']): string {
	return action === 'opt_out_likely' ? 'opt-out' : NAMES[action];
}

interface OwnWord {
	word: string;
	key: string;
	action: KeywordAction;
}

function ownWords(options: DetectOptions): OwnWord[] {
	const lists: ReadonlyArray<readonly [KeywordAction, readonly string[] | undefined]> = [
		['opt_out', options.optOutKeywords],
		['opt_in', options.optInKeywords],
		['help', options.helpKeywords],
	];
	return lists.flatMap(([action, words]) => (words ?? []).map((word) => ({ word, key: normalise(word), action })));
}

/**
 * What is wrong with the operator's own keywords, in sentences for the operator; empty when all is well. Reports
 * words that appear under two actions, that a built-in word already uses for another action, that have no letter
 * or digit to match, and languages whose keywords are not known.
 */
export function collisions(options: DetectOptions): string[] {
	const problems: string[] = [];
	for (const code of options.languages ?? []) {
		if (knownLanguage(code) === undefined) problems.push(`The language "${code}" has no built-in keywords. STOP and START still count; add its words as your own keywords.`);
	}
	const builtIn = new Map<string, Detection>();
	for (const { key, hit } of builtInWords(options.languages)) {
		if (!builtIn.has(key) || hit.action === 'opt_out') builtIn.set(key, hit);
	}
	const seen = new Map<string, OwnWord>();
	for (const own of ownWords(options)) {
		const name = actionName(own.action);
		if (own.key === '') {
			problems.push(`The ${name} keyword "${own.word}" can never match: it has no letters or digits. Remove it or write a word.`);
			continue;
		}
		const twin = seen.get(own.key);
		if (twin !== undefined && twin.action !== own.action) {
			problems.push(`"${own.word}" is both an ${actionName(twin.action)} and ${own.action === 'help' ? 'a' : 'an'} ${name} keyword. It counts as ${actionName(twin.action)}; remove it from one of the two lists.`);
		}
		if (twin === undefined) seen.set(own.key, own);
		const shadowed = builtIn.get(own.key);
		if (shadowed !== undefined && shadowed.action !== own.action) {
			const winner = shadowed.action === 'opt_out' && own.action !== 'opt_out' ? shadowed.action : own.action;
			problems.push(`Your ${name} keyword "${own.word}" is also the built-in ${actionName(shadowed.action)} keyword ${shadowed.keyword} (${shadowed.language ?? 'every language'}). It counts as ${actionName(winner)}.`);
		}
	}
	return problems;
}
