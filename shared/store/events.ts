import { EVERYTHING, keysIn } from '../consent';
import type { IdKey } from '../identity';
import type { Backend } from './backend';
import { decodeEvent } from './encode';
import type { StoredEvent } from './encode';
import { CorruptRecord } from './errors';
import type { Facts } from './facts';
import { tail } from './keys';
import type { Keys } from './keys';
import type { Person } from './people';

export type EventsOfKey = StoredEvent[] | CorruptRecord;

/** All events kept under each key; a key with a damaged one answers with that. */
export async function eventsUnder(backend: Backend, keys: Keys, ids: Iterable<IdKey>): Promise<Map<IdKey, EventsOfKey>> {
	const found = new Map<IdKey, EventsOfKey>();
	for (const id of ids) found.set(id, []);
	const rows = await backend.under([...found.keys()].map((id) => keys.eventsOf(id)));
	for (const { key, value } of rows) {
		const id = tail(key, keys.spaces.event).split(':')[0] ?? '';
		const events = found.get(id);
		if (events === undefined || events instanceof CorruptRecord) continue;
		try {
			events.push(decodeEvent(value));
		} catch (error) {
			if (!(error instanceof CorruptRecord)) throw error;
			found.set(id, error);
		}
	}
	return found;
}

export interface PersonEvents {
	own: StoredEvent[];
	variants: StoredEvent[][];
}

/** A person's events, and apart from them those of other written forms of their numbers; with what erasures left. */
export function eventsOf(
	person: Person,
	byKey: Map<IdKey, EventsOfKey>,
	facts: Map<IdKey, Facts>,
): PersonEvents | CorruptRecord {
	const gather = (ids: IdKey[]): StoredEvent[] | CorruptRecord => {
		const once = new Map<string, StoredEvent>();
		for (const id of ids) {
			const events = byKey.get(id) ?? [];
			if (events instanceof CorruptRecord) return events;
			for (const event of [...(facts.get(id)?.tombstone?.events ?? []), ...events]) {
				const known = once.get(event.eventId);
				if (known === undefined) once.set(event.eventId, event);
				else if (known.contact.userId !== event.contact.userId || known.contact.phone !== event.contact.phone) {
					// Recorded twice, once with more identifiers: the first recording counts, and so do all identifiers.
					const [first, second] = event.recordedAt < known.recordedAt ? [event, known] : [known, event];
					once.set(event.eventId, { ...first, contact: { ...second.contact, ...first.contact } });
				}
			}
		}
		return [...once.values()];
	};
	const own = gather(person.ids);
	if (own instanceof CorruptRecord) return own;
	const variants: StoredEvent[][] = [];
	for (const ids of person.variants) {
		const events = gather(ids);
		if (events instanceof CorruptRecord) return events;
		variants.push(events);
	}
	return { own, variants };
}

/** The events as a reader sees them who asked for some lists only. */
export function narrowed(events: StoredEvent[], lists: string[] | undefined): StoredEvent[] {
	if (lists === undefined) return events;
	const wanted = new Set([...lists, EVERYTHING]);
	return events.map((event) => ({ ...event, lists: event.lists.filter((list) => wanted.has(list)) }));
}

/** Those of the events that links among them tie to the given keys. */
export function connected(events: StoredEvent[], keys: IdKey[]): StoredEvent[] {
	const reached = new Set(keys);
	let rest = events;
	const tied: StoredEvent[] = [];
	for (;;) {
		const open: StoredEvent[] = [];
		for (const event of rest) {
			const ids = keysIn(event);
			if (!ids.some((id) => reached.has(id))) {
				open.push(event);
				continue;
			}
			tied.push(event);
			for (const id of ids) reached.add(id);
		}
		if (open.length === rest.length || open.length === 0) return tied;
		rest = open;
	}
}
