import type { ContactState } from '../consent';
import { isPast } from '../consent';
import { asMessage } from '../whatsapp';
import type { SignalItem, WebhookItem } from '../whatsapp';
import type { ReceivingOptions } from './types';

/** Our sends whose answer "yes" is an opt-in carry a purpose that begins with this. */
export const INVITATION = 'invitation';

/** What stands behind a judgement: the contact's state, and the purpose of the send of ours that was answered. */
export interface Background {
	state: ContactState | undefined;
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
	if (options.settingsDamaged === true) return { ...asMessage(item), note: 'The settings in the consent store are damaged, so this opt-in was not taken. Save them anew on the operator page or with Consent Write.' };
	if (!options.enabled) return { ...asMessage(item), note: 'Keywords are switched off in the trigger, so this opt-in was not taken.' };
	const pending = pendingLists(background);
	if (item.affirmative === true) {
		if (pending.length > 0) return allowed({ ...item, lists: pending }, options, background);
		if (background.answered?.startsWith(INVITATION) === true) return allowed(item, options, background);
		return asMessage(item);
	}
	if (item.confirms !== undefined) {
		const confirmed = item.lists.length === 0 ? pending : pending.filter((list) => item.lists.includes(list));
		if (confirmed.length === 0) return { ...asMessage(item), note: 'There is no opt-in waiting for this confirmation.' };
		return allowed({ ...item, lists: confirmed }, options, background);
	}
	return allowed(item, options, background);
}

/** Whether the contact's state has a say in what becomes of an item. */
export function dependsOnState(item: WebhookItem, options: ReceivingOptions): boolean {
	if (item.kind !== 'signal') return false;
	if (item.action === 'keep') return true;
	if (item.action !== 'opt_in') return false;
	return item.affirmative === true || item.confirms !== undefined || options.optInFrom === 'previouslyOptedOut' || options.optInFrom === 'pending';
}

function allowed(item: SignalItem, options: ReceivingOptions, background: Background): WebhookItem {
	const isPending = pendingLists(background).length > 0;
	const may = {
		anyone: true,
		previouslyOptedOut: isPending || (background.state !== undefined && hasOptOut(background.state)),
		pending: isPending,
		nobody: false,
	}[options.optInFrom];
	return may ? item : { ...asMessage(item), note: 'Opt-ins from this contact are not taken, by the setting Opt-Ins From.' };
}

function hasOptOut(state: ContactState): boolean {
	return state.everything?.status === 'opted_out' || Object.values(state.lists).some((list) => list.status === 'opted_out');
}

function pendingLists({ state, now }: Background): string[] {
	if (state === undefined) return [];
	return Object.entries(state.lists)
		.filter(([, list]) => list.pendingUntil !== undefined && !isPast(list.pendingUntil, now))
		.map(([key]) => key);
}
