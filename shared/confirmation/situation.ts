import { DEFAULT_LIST, EVERYTHING } from '../consent';
import type { ChoiceKey, ConfirmationContext, ConfirmationItem, ConfirmationSettings, SkipReason } from './types';
import type { MessageKey } from './wordings';

export type Situation = { say: MessageKey; choice: ChoiceKey } | { skip: SkipReason };

/** What there is to say about an item, or why nothing is said. Whether it can be sent is another question. */
export function situationOf(item: ConfirmationItem, settings: ConfirmationSettings, context: ConfirmationContext = {}): Situation {
	// WhatsApp shows the person its own switch; a message about it would be one they just refused.
	if (item.action === 'platform_stop' || item.action === 'platform_resume') return { skip: item.action };
	const say = messageOf(item, settings);
	if (typeof say !== 'string') return say;
	const blocked = item.status === 'blocked' || context.blocked === true;
	if (blocked && say !== 'block') return { skip: 'blocked' };
	return { say, choice: choiceOf(say) };
}

function messageOf(item: ConfirmationItem, settings: ConfirmationSettings): MessageKey | { skip: SkipReason } {
	const unchanged = item.changed === false;
	switch (item.action) {
		case 'help':
			return 'help';
		case 'opt_out_likely':
			return unchanged ? { skip: 'unchanged' } : 'opt_out_likely';
		case 'block':
			return unchanged ? { skip: 'unchanged' } : 'block';
		case 'opt_out':
			return unchanged ? alreadyOut(item, settings) : afterOptOut(item, settings);
		case 'opt_in':
			return unchanged ? alreadyIn(item, settings) : afterOptIn(item, settings);
		default:
			return { skip: 'nothing_to_confirm' };
	}
}

function alreadyOut(item: ConfirmationItem, settings: ConfirmationSettings): MessageKey | { skip: SkipReason } {
	return settings.whenUnchanged === true && item.status === 'opted_out' ? 'already_opted_out' : { skip: 'unchanged' };
}

function afterOptOut(item: ConfirmationItem, settings: ConfirmationSettings): MessageKey {
	const blockedByThis = item.status === 'blocked' && item.previousStatus !== undefined && item.previousStatus !== 'blocked';
	if (blockedByThis) return 'block';
	return namesLists(item.lists, settings) ? 'opt_out_lists' : 'opt_out';
}

function alreadyIn(item: ConfirmationItem, settings: ConfirmationSettings): MessageKey | { skip: SkipReason } {
	if (settings.whenUnchanged !== true) return { skip: 'unchanged' };
	if (item.pending) return 'confirm_opt_in';
	return item.status === 'opted_in' ? 'already_opted_in' : { skip: 'unchanged' };
}

function afterOptIn(item: ConfirmationItem, settings: ConfirmationSettings): MessageKey | { skip: SkipReason } {
	if (item.pending) return 'confirm_opt_in';
	// Recorded, but it doesn't hold: telling them they are subscribed would be untrue.
	if (item.status === 'opted_out' || item.status === 'none') return { skip: 'unchanged' };
	return namesLists(item.lists, settings) ? 'opt_in_lists' : 'opt_in';
}

/** Whether the event is about lists that the person has to be told by name. */
function namesLists(lists: readonly string[], { defaultList = DEFAULT_LIST }: ConfirmationSettings): boolean {
	return lists.length > 0 && !lists.includes(EVERYTHING) && lists.some((list) => list !== defaultList);
}

function choiceOf(say: MessageKey): ChoiceKey {
	if (say === 'opt_in_lists') return 'opt_in';
	return say === 'opt_out_lists' ? 'opt_out' : say;
}
