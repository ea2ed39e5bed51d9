import { contactOf } from '../identity';
import { contactStatus } from './state';
import type { ContactState, ListState } from './types';

/**
 * The state to go by when an item names several identifiers that nothing proves to be one person's: what restricts counts from each
 * of them, an opt-in only from the first, which is the one a message would go to.
 */
export function mostRestrictive(states: [ContactState, ...ContactState[]]): ContactState {
	return states.reduce((all, state) => both(all, state));
}

function both(a: ContactState, b: ContactState): ContactState {
	const lists: Record<string, ListState> = {};
	for (const key of [...new Set([...Object.keys(a.lists), ...Object.keys(b.lists)])].sort()) {
		const list = stricter(on(a, key), on(b, key));
		if (list !== undefined) lists[key] = list;
	}
	const everything = stricter(a.everything, b.everything);
	// What the other opted in to must not come along.
	const { everything: _theirs, ...known } = b;
	const ids = { ...known, ...a };
	const state: ContactState = {
		...ids,
		contact: contactOf(ids),
		lists,
		platformStop: a.platformStop || b.platformStop,
		platformStops: { ...a.platformStops, ...b.platformStops },
		holds: [...a.holds, ...b.holds.filter((hold) => !a.holds.some(({ eventId }) => eventId === hold.eventId))],
		status: 'none',
	};
	const all = Object.values(lists);
	if (everything !== undefined) {
		state.everything = everything;
		all.push(everything);
	}
	state.status = a.status === 'blocked' || b.status === 'blocked' ? 'blocked' : contactStatus(all);
	for (const moment of ['optedInAt', 'optedOutAt', 'pendingUntil', 'identityChangedAt', 'numberChangedAt'] as const) {
		const latest = [a[moment], b[moment]].filter((at) => at !== undefined).sort().at(-1);
		if (latest !== undefined) state[moment] = latest;
	}
	const created = [a.createdAt, b.createdAt].filter((at) => at !== undefined).sort()[0];
	if (created !== undefined) state.createdAt = created;
	if ((b.updatedAt ?? '') > (a.updatedAt ?? '')) {
		state.updatedAt = b.updatedAt;
		state.lastEvent = b.lastEvent;
	}
	return state;
}

function on(state: ContactState, list: string): ListState | undefined {
	return Object.hasOwn(state.lists, list) ? state.lists[list] : state.everything;
}

function stricter(a: ListState | undefined, b: ListState | undefined): ListState | undefined {
	if (b?.status !== 'opted_out') return a;
	if (a?.status !== 'opted_out') return b;
	if (a.left !== b.left) return a.left === true ? a : b;
	return a.since >= b.since ? a : b;
}
