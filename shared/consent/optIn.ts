import { isPast } from './asOf';
import type { Reason } from './reasons';
import { isTooOld } from './rules/consentAge';
import type { ContactState, ListState } from './types';

/** What keeps an opt-in from counting. */
export interface Lack {
	reason: Reason;
	eventId?: string;
	detail?: string;
}

/** The opt-in that a message can rest on, or why there is none. */
export function optInFor(
	state: ContactState,
	standing: ListState | undefined,
	onAnyList: boolean,
	now: number,
	maxAgeMonths: number | undefined,
): ListState | Lack {
	const anywhere = state.status === 'opted_in' ? newestOptIn(state, now) : undefined;
	const optIn = onAnyList ? anywhere : state.status === 'opted_in' && standing?.status === 'opted_in' ? standing : undefined;
	if (optIn !== undefined) return lapse(optIn, state, now, maxAgeMonths) ?? optIn;
	const pendingUntil = standing?.pendingUntil ?? state.pendingUntil;
	if (pendingUntil === undefined ? isPending(state, standing, onAnyList) : !isPast(pendingUntil, now)) {
		return { reason: 'pending_confirmation' };
	}
	if (anywhere !== undefined && lapse(anywhere, state, now, maxAgeMonths) === undefined) {
		return { reason: 'not_on_list', eventId: anywhere.eventId };
	}
	return { reason: 'not_opted_in' };
}

function lapse(optIn: ListState, state: ContactState, now: number, maxAgeMonths: number | undefined): Lack | undefined {
	const { eventId } = optIn;
	if (isPast(optIn.expiresAt, now)) return { reason: 'consent_expired', eventId };
	if (isTooOld(optIn.since, maxAgeMonths, now)) {
		return { reason: 'consent_expired', eventId, detail: `the opt-in is older than ${maxAgeMonths} months` };
	}
	if (givenBefore(optIn, state.identityChangedAt)) return { reason: 'identity_changed', eventId };
	return undefined;
}

/** Asked to confirm without a deadline being known: still not confirmed. */
function isPending(state: ContactState, standing: ListState | undefined, onAnyList: boolean): boolean {
	return standing?.status === 'pending' || (state.status === 'pending' && (onAnyList || standing === undefined));
}

/** An opt-in to any list; one that still runs before one that has run out, the newest first. */
function newestOptIn(state: ContactState, now: number): ListState | undefined {
	let best = state.everything?.status === 'opted_in' ? state.everything : undefined;
	for (const key in state.lists) {
		const list = state.lists[key];
		if (list?.status === 'opted_in' && (best === undefined || beats(list, best, now))) best = list;
	}
	return best;
}

function beats(a: ListState, b: ListState, now: number): boolean {
	const [ranOut, otherRanOut] = [isPast(a.expiresAt, now), isPast(b.expiresAt, now)];
	return ranOut === otherRanOut ? a.since > b.since : otherRanOut;
}

/** A moment that can't be read counts as before. */
function givenBefore(optIn: ListState, moment: string | undefined): boolean {
	return moment !== undefined && !(Date.parse(optIn.since) >= Date.parse(moment));
}
