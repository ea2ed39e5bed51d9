import { EVERYTHING, keysIn, provesIdentity } from '../consent';
import type { Identifiers, IdKey } from '../identity';
import type { Backend } from './backend';
import { decodeEvent } from './encode';
import type { StoredEvent } from './encode';
import { CorruptRecord } from './errors';
import { tie } from './facts';
import type { Facts, Ties } from './facts';
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

/** A person's events, and apart from them those of whom they are tied to without proof. */
export function eventsOf(
	{ ids, variants }: Person,
	byKey: Map<IdKey, EventsOfKey>,
	facts: Map<IdKey, Facts>,
): PersonEvents | CorruptRecord {
	const forms: StoredEvent[][] = [];
	for (const some of [ids, ...variants]) {
		const rows = rowsOf(some, byKey, facts);
		if (rows instanceof CorruptRecord) return rows;
		forms.push(standingUnder(some, rows));
	}
	const [own = [], ...others] = forms;
	return { own, variants: others };
}

/** The same out of rows of several people. */
export function eventsAmong({ ids, variants }: Person, rows: StoredEvent[]): PersonEvents {
	const of = (some: IdKey[]) => standingUnder(some, rows.filter((row) => keysIn(row).some((key) => some.includes(key))));
	return { own: of(ids), variants: variants.map(of) };
}

/** What the events alone say of who is who. */
export function tiesAmong(events: StoredEvent[]): Ties {
	const ties: Ties = { links: new Map(), loose: new Map() };
	for (const event of events) {
		const ids = keysIn(event);
		const kind = provesIdentity(event) ? ties.links : ties.loose;
		for (const id of ids) for (const other of ids) if (id !== other) tie(kind, id, other);
	}
	return ties;
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

/** Events as they stand under a person's identifiers: those they only name beside them are somebody else's until that is proven. */
function standingUnder(ids: IdKey[], rows: StoredEvent[]): StoredEvent[] {
	return once(rows.map((row) => (provesIdentity(row) ? row : { ...row, contact: onlyOf(row.contact, ids) })));
}

export function onlyOf({ phone, waId, userId }: Identifiers, ids: IdKey[]): Identifiers {
	const kept: Identifiers = {};
	if (phone !== undefined && ids.includes(phone)) kept.phone = phone;
	if (waId !== undefined && ids.includes(`+${waId}`)) kept.waId = waId;
	if (userId !== undefined && ids.includes(userId)) kept.userId = userId;
	return kept;
}

/** The events as a reader sees them who asked for some lists only. */
export function narrowed(events: StoredEvent[], lists: string[] | undefined): StoredEvent[] {
	if (lists === undefined) return events;
	const wanted = new Set([...lists, EVERYTHING]);
	return events.map((event) => ({ ...event, lists: event.lists.filter((list) => wanted.has(list)) }));
}
