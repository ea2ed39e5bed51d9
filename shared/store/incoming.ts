import { keysIn } from '../consent';
import type { ConsentEvent, EventResult } from '../consent';
import type { IdKey } from '../identity';
import type { StoredEvent } from './encode';
import { invalid } from './outcome';
import type { RecordResult } from './types';

/** How far a clock may run ahead of ours before its events count as from the future. */
export const FUTURE_MS = 5 * 60 * 1000;

const REVIVING: ReadonlySet<ConsentEvent['action']> = new Set(['opt_in', 'unblock', 'platform_resume']);

/** One event on its way in, and where its result belongs. */
export interface Incoming {
	event: StoredEvent;
	ids: IdKey[];
	places: number[];
	/** Known once it is written: was it there before? */
	isNew: boolean;
}

/** Events this process has recorded: which of two of one millisecond came first. */
let recorded = 0;

/** What goes in of the events that were read; the same event twice in one call is one event with two places for its result. */
export function gather(read: EventResult[], now: number, results: RecordResult[]): Incoming[] {
	const once = new Map<string, Incoming>();
	// The same event told of one contact with more or fewer identifiers: what was said first holds for all of them.
	const mentions = new Map<string, Incoming[]>();
	read.forEach((parsed, place) => {
		if (!parsed.ok) {
			results[place] = invalid(parsed.contact, parsed.problem);
			return;
		}
		const ids = keysIn(parsed.event);
		const name = ids.length === 1 ? `${parsed.event.eventId} ${ids[0]}` : [parsed.event.eventId, ...[...ids].sort()].join(' ');
		const known = once.get(name);
		if (known !== undefined) {
			known.places.push(place);
			return;
		}
		const told = mentions.get(parsed.event.eventId);
		const first = told?.find((one) => one.ids.some((id) => ids.includes(id)))?.event;
		const event: StoredEvent = { ...(first ?? parsed.event), contact: parsed.event.contact, recordedAt: now, place: ++recorded };
		// A clock that runs ahead must not make an opt-out outlast the person's next opt-in by days, nor lose it.
		if (!REVIVING.has(event.action) && event.occurredAt > now + FUTURE_MS) event.occurredAt = now;
		const one: Incoming = { event, ids, places: [place], isNew: false };
		once.set(name, one);
		if (told === undefined) mentions.set(event.eventId, [one]);
		else told.push(one);
	});
	return [...once.values()];
}

/** An opt-in from the future is refused: it would outrank every opt-out until then. */
export function isFromTheFuture({ event }: Incoming, now: number): boolean {
	return REVIVING.has(event.action) && event.occurredAt > now + FUTURE_MS;
}

/** A second mention in the same call is a redelivery like any other. */
export function put(results: RecordResult[], { places }: Incoming, result: RecordResult): void {
	places.forEach((place, index) => {
		results[place] = index === 0 ? result : { ...result, duplicate: true };
	});
}
