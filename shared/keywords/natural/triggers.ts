import type { Clause } from './clauses';
import type { CompiledRules } from './rules';
import { wordIndex } from './wordIndex';

/** Which languages' rules a message is worth reading with. */
export type TriggerIndex = (clauses: readonly Clause[]) => readonly CompiledRules[];

/** Indexes the trigger words of all languages, so that an ordinary message costs a few look-ups per word. */
export function triggerIndex(allRules: readonly CompiledRules[]): TriggerIndex {
	const triggered = wordIndex(allRules.map(({ triggers }) => triggers));
	return (clauses) => {
		const found = triggered(clauses.map(({ text }) => text.trim()).join(' '));
		return allRules.filter((_, at) => found.has(at));
	};
}
