import { idKeys } from '../identity';
import type { Identifiers, IdKey } from '../identity';
import { canBeCorrected } from './correction';
import { onlyOf } from './joins';
import type { ConsentAction, ConsentEvent } from './types';

/** Each event once, without those that a correction has voided; `corrections` may stand among other events. */
export function valid(events: ConsentEvent[], corrections: ConsentEvent[] = events): ConsentEvent[] {
	const once = new Map<string, ConsentEvent>();
	for (const event of events) {
		const known = once.get(event.eventId);
		if (known === undefined || takesPrecedence(event, known)) once.set(event.eventId, event);
	}
	const voided = new Set<string>();
	for (const event of corrections) {
		if (event.action !== 'correct') continue;
		const target = once.get(event.corrects ?? '');
		if (target !== undefined && canBeCorrected(target)) voided.add(target.eventId);
	}
	return voided.size === 0 ? [...once.values()] : [...once.values()].filter((event) => !voided.has(event.eventId));
}

const PERMITTING: ReadonlySet<ConsentAction> = new Set(['opt_in', 'unblock', 'platform_resume', 'link']);

/**
 * Of two recordings of one event the first stands. Where that can't be told, the one that permits less and can't be voided, so that the
 * order in which they are met makes no difference.
 */
function takesPrecedence(a: ConsentEvent, b: ConsentEvent): boolean {
	const [recordedA, recordedB] = [a.recordedAt ?? 0, b.recordedAt ?? 0];
	if (recordedA !== recordedB) return recordedA < recordedB;
	if (a.occurredAt !== b.occurredAt) {
		return PERMITTING.has(a.action) ? a.occurredAt < b.occurredAt : a.occurredAt > b.occurredAt;
	}
	if (canBeCorrected(a) !== canBeCorrected(b)) return !canBeCorrected(a);
	const [endA, endB] = [a.expiresAt ?? Infinity, b.expiresAt ?? Infinity];
	return endA === endB ? JSON.stringify(a) < JSON.stringify(b) : endA < endB;
}

export function isAfter(a: ConsentEvent, b: ConsentEvent): boolean {
	return a.occurredAt !== b.occurredAt ? a.occurredAt > b.occurredAt : a.eventId > b.eventId;
}

export function inOrder(events: ConsentEvent[]): ConsentEvent[] {
	return [...events].sort((a, b) => (isAfter(a, b) ? 1 : -1));
}

export function extreme<T>(items: T[], beats: (a: T, b: T) => boolean): T | undefined {
	return items.reduce<T | undefined>((best, item) => (best === undefined || beats(item, best) ? item : best), undefined);
}

export function scopesOf(events: ConsentEvent[]): Set<string> {
	return new Set(events.flatMap((event) => event.lists));
}

/**
 * Each identifier as it was last seen; after a change of number or user id the new one. With `held` only those: a number that the person
 * once had may be somebody else's.
 */
export function newestIds(events: ConsentEvent[], held?: readonly IdKey[]): Identifiers {
	const ids: Identifiers = {};
	for (const event of inOrder(events)) {
		const ends = (event.to === undefined ? [event.contact] : [event.contact, event.to]).map((end) => (held === undefined ? end : onlyOf(end, held)));
		// "These two are one" says the same either way round; "this became that" does not.
		if (event.change !== true) ends.sort((a, b) => (idKeys(a).join(' ') < idKeys(b).join(' ') ? -1 : 1));
		for (const end of ends) {
			// Where only a new number's `waId` is told, the old number is not its E.164 form.
			if (event.change === true && end.waId !== undefined && ids.phone !== `+${end.waId}`) delete ids.phone;
			Object.assign(ids, end);
		}
	}
	return ids;
}
