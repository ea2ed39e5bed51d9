import { foldText } from '../normalise';
import type { Clause } from './clauses';
import type { CompiledRules } from './rules';

/** Which languages' rules a message is worth reading with. */
export type TriggerIndex = (clauses: readonly Clause[]) => readonly CompiledRules[];

const SHORTEST_BEGINNING = 2;

function add(index: Map<string, Set<CompiledRules>>, word: string, rules: CompiledRules): void {
	index.set(word, (index.get(word) ?? new Set()).add(rules));
}

/** Indexes the trigger words of all languages, so that an ordinary message costs a few look-ups per word. */
export function triggerIndex(allRules: readonly CompiledRules[]): TriggerIndex {
	const whole = new Map<string, Set<CompiledRules>>();
	const beginnings = new Map<string, Set<CompiledRules>>();
	let longest = 0;
	for (const rules of allRules) {
		for (const trigger of rules.triggers) {
			const word = foldText(trigger).trim().split(' ')[0] ?? '';
			if (word.endsWith('*')) {
				add(beginnings, word.slice(0, -1), rules);
				longest = Math.max(longest, word.length - 1);
			} else {
				add(whole, word, rules);
			}
		}
	}
	return (clauses) => {
		const found = new Set<CompiledRules>();
		for (const { text } of clauses) {
			for (const word of text.trim().split(' ')) {
				for (const rules of whole.get(word) ?? []) found.add(rules);
				for (let end = SHORTEST_BEGINNING; end <= Math.min(word.length, longest); end++) {
					for (const rules of beginnings.get(word.slice(0, end)) ?? []) found.add(rules);
				}
			}
		}
		return allRules.filter((rules) => found.has(rules));
	};
}
