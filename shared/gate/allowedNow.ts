import { decide } from '../consent';
import type { ContactState } from '../consent';
import type { ConsentStore } from '../store/types';
import { asInSettings } from './gate';
import type { GateQuestion } from './gate';

/**
 * A filter for audiences: whom the gate would let through at this moment, as far as consent goes. Further rules are left to the gate,
 * which decides anew right before the send.
 */
export async function allowedNow(
	store: Pick<ConsentStore, 'settings'>,
	question: Pick<GateQuestion, 'category' | 'rule' | 'list'>,
	now: number,
): Promise<(state: ContactState) => boolean> {
	const { rule, list } = await asInSettings(store, question);
	return (state) => decide(state, { category: question.category, rule, list }, now).decision !== 'block';
}
