import { contactStatus } from './state';
import type { ContactState, ListState } from './types';

/** The state as it stands at a moment: opt-ins that have run out and confirmations that never came no longer count. */
export function asOf(state: ContactState, now: number): ContactState {
	const lists = Object.entries(state.lists).map(([key, list]): [string, ListState] => [key, listAsOf(list, now)]);
	const everything = state.everything === undefined ? undefined : listAsOf(state.everything, now);
	const current: ContactState = { ...state, lists: Object.fromEntries(lists) };
	if (everything !== undefined) current.everything = everything;
	if (isPast(state.pendingUntil, now)) delete current.pendingUntil;
	const all = lists.map(([, list]) => list);
	if (everything !== undefined) all.push(everything);
	if (state.status === 'opted_in' || state.status === 'pending') current.status = contactStatus(all);
	return current;
}

/** The status alone, for those who ask about many: makes nothing where nothing can have run out. */
export function statusAsOf(state: ContactState, now: number): ContactState['status'] {
	if (state.status !== 'opted_in' && state.status !== 'pending') return state.status;
	return canLapse(state) ? asOf(state, now).status : state.status;
}

function canLapse({ lists, everything }: ContactState): boolean {
	for (const key in lists) {
		const list = lists[key];
		if (list?.expiresAt !== undefined || list?.pendingUntil !== undefined) return true;
	}
	return everything?.expiresAt !== undefined || everything?.pendingUntil !== undefined;
}

function listAsOf(list: ListState, now: number): ListState {
	const unconfirmed = isPast(list.pendingUntil, now);
	const ranOut = list.status === 'opted_in' && isPast(list.expiresAt, now);
	if (!unconfirmed && !ranOut) return list;
	const current: ListState = { ...list };
	if (unconfirmed) delete current.pendingUntil;
	if (ranOut || (unconfirmed && list.status === 'pending')) current.status = 'none';
	return current;
}

/** Text that is no moment counts as past: an unreadable deadline must not keep an opt-in alive. */
export function isPast(deadline: string | undefined, now: number): boolean {
	return deadline !== undefined && !(Date.parse(deadline) > now);
}
