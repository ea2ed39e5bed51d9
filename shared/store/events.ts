import { EVERYTHING, provesIdentity, WhoIsWho } from '../consent';
import type { IdKey } from '../identity';
import type { Backend } from './backend';
import { decodeEvent } from './encode';
import type { StoredEvent } from './encode';
import { CorruptRecord } from './errors';
import type { Facts } from './facts';
import { tail } from './keys';
import type { Keys } from './keys';
import type { Person } from './people';

export { onlyOf } from '../consent';

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

/** What counts for one person: their events, those of whom they are tied to without proof, and their identifiers now. */
export interface PersonEvents {
	own: StoredEvent[];
	variants: StoredEvent[][];
	ids: IdKey[];
}

/** All that is kept under some keys, what erasures left included; an event may come once per key. */
export function rowsOf(
	ids: Iterable<IdKey>,
	byKey: Map<IdKey, EventsOfKey>,
	facts: Map<IdKey, Facts>,
): StoredEvent[] | CorruptRecord {
	const rows: StoredEvent[] = [];
	for (const id of ids) {
		const events = byKey.get(id) ?? [];
		if (events instanceof CorruptRecord) return events;
		rows.push(...(facts.get(id)?.tombstone?.events ?? []), ...events);
	}
	return rows;
}

/** An identifier's person as all events of those whom links, written forms and sheets tie to them tell it. */
export function eventsOf(
	id: IdKey,
	{ ids, variants }: Person,
	byKey: Map<IdKey, EventsOfKey>,
	facts: Map<IdKey, Facts>,
): PersonEvents | CorruptRecord {
	const rows = rowsOf([...ids, ...variants.flat()], byKey, facts);
	return rows instanceof CorruptRecord ? rows : eventsAmong(id, new WhoIsWho(rows));
}

/** The same where it is known already who is who; of `rows` alone, if not all events count. */
export function eventsAmong(id: IdKey, who: WhoIsWho<StoredEvent>, rows?: ReadonlySet<StoredEvent>): PersonEvents {
	const { own, others, ids } = who.view(id, rows);
	return { own: once(own), variants: others.map(once), ids };
}

/** Each event once, as it was first recorded; identifiers that a later recording proved to be the same person's count too. */
export function once(rows: StoredEvent[]): StoredEvent[] {
	const events = new Map<string, StoredEvent>();
	for (const row of rows) {
		const known = events.get(row.eventId);
		if (known === undefined) {
			events.set(row.eventId, row);
			continue;
		}
		const [first, second] = row.recordedAt < known.recordedAt ? [row, known] : [known, row];
		events.set(row.eventId, provesIdentity(second) ? { ...first, contact: { ...second.contact, ...first.contact } } : first);
	}
	return [...events.values()];
}

/** The events as a reader sees them who asked for some lists only. */
export function narrowed(events: StoredEvent[], lists: string[] | undefined): StoredEvent[] {
	if (lists === undefined) return events;
	const wanted = new Set([...lists, EVERYTHING]);
	return events.map((event) => ({ ...event, lists: event.lists.filter((list) => wanted.has(list)) }));
}
