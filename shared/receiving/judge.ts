import type { ContactState } from '../consent';
import { isPast } from '../consent';
import type { ConsentStore } from '../store/types';
import { asMessage } from '../whatsapp';
import type { SignalItem, WebhookItem } from '../whatsapp';
import type { ReceivingOptions } from './types';

/** Our sends whose answer "yes" is an opt-in carry a purpose that begins with this. */
export const INVITATION = 'invitation';

/** What stands behind each judgement: the contact's state and the purposes of our sends that were answered. */
export interface Background {
	state: ContactState | undefined;
	/** Purpose of our message that this one answers. */
	answered: string | undefined;
	now: number;
}

/**
 * Does a signal count, under the operator's settings and what was asked before? Opt-outs always do. What does not count goes on as
 * the ordinary message it is.
 */
export function judge(item: WebhookItem, options: ReceivingOptions, background: Background): WebhookItem {
	if (item.kind !== 'signal') return item;
	if (item.action === 'help') return options.enabled ? item : asMessage(item);
	if (item.action !== 'opt_in') return item;
	if (!options.enabled) return { ...asMessage(item), note: 'Keywords are switched off in the trigger, so this opt-in was not taken.' };
	const pending = pendingLists(background);
	if (item.affirmative === true) {
		if (pending.length > 0) return allowed({ ...item, lists: pending }, options, background);
		if (background.answered?.startsWith(INVITATION) === true) return allowed(item, options, background);
		return asMessage(item);
	}
	if (item.confirms !== undefined && item.lists.length === 0) {
		if (pending.length === 0) return { ...asMessage(item), note: 'There is no opt-in waiting for this confirmation.' };
		return allowed({ ...item, lists: pending }, options, background);
	}
	return allowed(item, options, background);
}

function allowed(item: SignalItem, options: ReceivingOptions, background: Background): WebhookItem {
	const wasOut = background.state !== undefined && hasOptOut(background.state);
	const isPending = pendingLists(background).length > 0;
	const may = {
		anyone: true,
		previouslyOptedOut: wasOut || isPending,
		pending: isPending,
		nobody: false,
	}[options.optInFrom];
	return may ? item : { ...asMessage(item), note: 'Opt-ins from this contact are not taken, by the setting Opt-Ins From.' };
}

function hasOptOut(state: ContactState): boolean {
	return state.everything?.status === 'opted_out' || Object.values(state.lists).some((list) => list.status === 'opted_out');
}

export function pendingLists({ state, now }: Background): string[] {
	if (state === undefined) return [];
	return Object.entries(state.lists)
		.filter(([, list]) => list.pendingUntil !== undefined && !isPast(list.pendingUntil, now))
		.map(([key]) => key);
}

/** Which of our sends the yes-words answer. */
export async function answeredPurposes(items: WebhookItem[], store: ConsentStore): Promise<Map<string, string | undefined>> {
	const ids = items.flatMap((item) =>
		item.kind === 'signal' && item.affirmative === true && item.contextMessageId !== undefined ? [item.contextMessageId] : [],
	);
	if (ids.length === 0) return new Map();
	const found = await store.sentMessages(ids);
	return new Map(ids.map((id, index) => [id, found[index]?.purpose]));
}
