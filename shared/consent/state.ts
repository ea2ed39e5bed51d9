import { contactOf } from '../identity';
import type { Identifiers } from '../identity';
import { iso } from './iso';
import { listState, scopesIn } from './standing';
import { later } from './token';
import type { Standing, Token } from './token';
import { EVERYTHING } from './types';
import type { ConsentEvent, ContactState, Hold, ListState } from './types';

/** All that a state is made of, before it is put into the public shape. */
export interface StateParts {
	ids: Identifiers;
	standing: Standing;
	/** Per scope the latest opt-in that waits to be confirmed; its expiry is the moment until which that can be done. */
	pending: Map<string, Token>;
	blocked?: Token;
	platform: Map<string, Token>;
	holds: Hold[];
	identityChangedAt?: number;
	numberChangedAt?: number;
	goneAt?: number;
	first?: Pick<ConsentEvent, 'occurredAt'>;
	last?: Pick<ConsentEvent, 'eventId' | 'action' | 'occurredAt'>;
}

export function stateOf(parts: StateParts): ContactState {
	const { standing, pending } = parts;
	const lists: Array<[string, ListState]> = [];
	for (const list of [...new Set([...scopesIn(standing), ...pending.keys()])].sort()) {
		const state = list === EVERYTHING ? undefined : withPending(listState(standing, list), standing, list, pending);
		if (state !== undefined) lists.push([list, state]);
	}
	const everything = withPending(listState(standing, EVERYTHING), standing, EVERYTHING, pending);
	const stops: Array<[string, string]> = [];
	for (const [phoneNumberId, token] of parts.platform) if (token.out) stops.push([phoneNumberId, iso(token.at)]);
	const all = lists.map(([, state]) => state);
	if (everything !== undefined) all.push(everything);
	const blocked = parts.blocked?.out === true ? parts.blocked : undefined;

	const state: ContactState = {
		contact: contactOf(parts.ids),
		...parts.ids,
		status: blocked ? 'blocked' : contactStatus(all),
		// Names such as `constructor` or `__proto__` are names like others: fromEntries makes plain properties of them.
		lists: Object.fromEntries(lists),
		platformStop: stops.length > 0,
		platformStops: Object.fromEntries(stops),
		holds: parts.holds,
	};
	if (everything !== undefined) state.everything = everything;
	if (blocked !== undefined) {
		state.blockedSince = iso(blocked.at);
		state.blockedBy = blocked.eventId;
	}
	const optedInAt = newest(all, 'opted_in');
	if (optedInAt !== undefined) state.optedInAt = optedInAt;
	const optedOutAt = newest(all, 'opted_out');
	if (optedOutAt !== undefined) state.optedOutAt = optedOutAt;
	const pendingUntil = all.map((list) => list.pendingUntil).reduce(max, undefined);
	if (pendingUntil !== undefined) state.pendingUntil = pendingUntil;
	if (parts.identityChangedAt !== undefined) state.identityChangedAt = iso(parts.identityChangedAt);
	if (parts.numberChangedAt !== undefined) state.numberChangedAt = iso(parts.numberChangedAt);
	if (parts.goneAt !== undefined) state.goneAt = iso(parts.goneAt);
	if (parts.first !== undefined) state.createdAt = iso(parts.first.occurredAt);
	if (parts.last !== undefined) {
		const { eventId, action, occurredAt } = parts.last;
		state.updatedAt = iso(occurredAt);
		state.lastEvent = { eventId, action, occurredAt: iso(occurredAt) };
	}
	return state;
}

/** A contact who is on one list is opted in; only who is on none and left one is opted out. */
export function contactStatus(lists: ListState[]): ContactState['status'] {
	for (const status of ['opted_in', 'pending', 'opted_out'] as const) {
		if (lists.some((list) => list.status === status)) return status;
	}
	return 'none';
}

/** A pending opt-in shows only where nothing else is known, so it can never hide an opt-out; its deadline shows wherever it is open. */
function withPending(
	state: ListState | undefined,
	standing: Standing,
	list: string,
	pending: Map<string, Token>,
): ListState | undefined {
	const asked = later(pending.get(list), pending.get(EVERYTHING));
	if (asked?.expiresAt === undefined) return state;
	const answered = later(standing.person.get(list), standing.person.get(EVERYTHING));
	if (answered !== undefined && answered.at >= asked.at) return state;
	const until = iso(asked.expiresAt);
	if (state === undefined) {
		return { status: 'pending', since: iso(asked.at), eventId: asked.eventId, origin: 'person', pendingUntil: until };
	}
	return state.status === 'opted_in' ? state : { ...state, pendingUntil: until };
}

function newest(lists: ListState[], status: ListState['status']): string | undefined {
	return lists.filter((list) => list.status === status).map((list) => list.since).reduce(max, undefined);
}

function max(a: string | undefined, b: string | undefined): string | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return a > b ? a : b;
}
