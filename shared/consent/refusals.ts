import { isPast } from './asOf';
import type { Reason } from './reasons';
import { UNNAMED_NUMBER } from './registers';
import { STATUSES } from './types';
import type { ContactState, ListState } from './types';

export interface Refusal {
	reason: Reason;
	eventId?: string;
	detail?: string;
}

const KNOWN: ReadonlySet<unknown> = new Set(STATUSES);

/** What stands in the way of every message, whatever its category. */
export function absoluteRefusal(state: ContactState, duplicate: boolean): Refusal | undefined {
	if (typeof state !== 'object' || state === null) return { reason: 'corrupt_record', detail: 'there is no state' };
	const { problem } = state;
	if (problem === undefined && state.goneAt !== undefined) {
		return { reason: 'invalid_contact', detail: 'the person has left this number, and where they are now is not known' };
	}
	if (problem?.code === 'invalid_contact' || (problem === undefined && !state.contact && !isOfNoEvents(state))) {
		return { reason: 'invalid_contact', detail: problem?.detail };
	}
	if (problem !== undefined) return { reason: 'corrupt_record', detail: problem.detail };
	if (!KNOWN.has(state.status)) return { reason: 'corrupt_record', detail: 'the status is none that is known' };
	if (state.status === 'blocked') return { reason: 'blocked', eventId: state.blockedBy };
	return duplicate ? { reason: 'duplicate' } : undefined;
}

/** What no events add up to: nobody's name is known, but nothing is wrong either. */
function isOfNoEvents({ contact, status, lists, everything }: ContactState): boolean {
	return contact === '' && status === 'none' && everything === undefined && Object.keys(lists ?? {}).length === 0;
}

/** The stops that an opt-out puts up: WhatsApp's own switch, the person's or the business's word, a likely opt-out not yet answered. */
export function stopFor(
	state: ContactState,
	standing: ListState | undefined,
	phoneNumberId: string | undefined,
	scope: 'brand' | 'number' | undefined,
	now: number,
): Refusal | undefined {
	if (stoppedByPlatform(state, phoneNumberId, scope)) return { reason: 'platform_stop' };
	if (standing?.status === 'opted_out') return { reason: 'opted_out', eventId: standing.eventId };
	if (isOptedOut(state, now)) return { reason: 'opted_out', eventId: newestOptOut(state)?.eventId };
	const hold = state.holds?.at(-1);
	return hold === undefined ? undefined : { reason: 'opt_out_likely', eventId: hold.eventId };
}

function stoppedByPlatform(
	state: ContactState,
	phoneNumberId: string | undefined,
	scope: 'brand' | 'number' | undefined,
): boolean {
	const stops = state.platformStops ?? {};
	const numbers = Object.keys(stops).length;
	if (scope === 'number' && phoneNumberId !== undefined && numbers > 0) {
		return Object.hasOwn(stops, phoneNumberId) || Object.hasOwn(stops, UNNAMED_NUMBER);
	}
	return state.platformStop || numbers > 0;
}

/**
 * The contact as a whole: left something and is, at this moment, on no list. A confirmation that is waited for does not change that.
 */
function isOptedOut(state: ContactState, now: number): boolean {
	if (state.status === 'opted_out') return true;
	const believed = state.status === 'opted_in';
	let left = state.everything?.status === 'opted_out';
	if (believed && runs(state.everything, now)) return false;
	for (const key in state.lists) {
		const list = state.lists[key];
		if (believed && runs(list, now)) return false;
		if (list?.status === 'opted_out') left = true;
	}
	return left;
}

function runs(list: ListState | undefined, now: number): boolean {
	return list?.status === 'opted_in' && !isPast(list.expiresAt, now);
}

function newestOptOut(state: ContactState): ListState | undefined {
	let newest = state.everything?.status === 'opted_out' ? state.everything : undefined;
	for (const list of Object.values(state.lists ?? {})) {
		if (list?.status === 'opted_out' && (newest === undefined || list.since > newest.since)) newest = list;
	}
	return newest;
}
