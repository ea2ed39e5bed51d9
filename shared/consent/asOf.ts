import { contactStatus } from './fold';
import type { ContactState, ListState } from './types';

/** The state as it stands at a moment: opt-ins that have run out and confirmations that never came no longer count. */
export function asOf(state: ContactState, now: number): ContactState {
	const lists: Record<string, ListState> = {};
	for (const [key, list] of Object.entries(state.lists)) lists[key] = listAsOf(list, now);
	const everything = state.everything === undefined ? undefined : listAsOf(state.everything, now);
	const current: ContactState = { ...state, lists };
	if (everything !== undefined) current.everything = everything;
	if (isPast(state.pendingUntil, now)) delete current.pendingUntil;
	if (state.status !== 'blocked') {
		current.status = contactStatus(everything === undefined ? Object.values(lists) : [...Object.values(lists), everything]);
	}
	return current;
}

function listAsOf(list: ListState, now: number): ListState {
	const current = { ...list };
	if (isPast(list.pendingUntil, now)) delete current.pendingUntil;
	const ranOut = list.status === 'opted_in' && isPast(list.expiresAt, now);
	const unconfirmed = list.status === 'pending' && current.pendingUntil === undefined;
	return ranOut || unconfirmed ? { ...current, status: 'none' } : current;
}

/** Text that is no moment counts as past: an unreadable deadline must not keep an opt-in alive. */
export function isPast(deadline: string | undefined, now: number): boolean {
	return deadline !== undefined && !(Date.parse(deadline) > now);
}
