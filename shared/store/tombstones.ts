import { z } from 'zod';
import { CONSENT_ACTIONS, ORIGINS, partsOf, WhoIsWho } from '../consent';
import type { ConsentEvent } from '../consent';
import { identifiersOf } from '../identity';
import type { IdKey } from '../identity';
import type { StoredEvent } from './encode';
import { readRow, toRow } from './rows';

/** What stays of an erased person under a keyed hash: when, and what they forbade. */
export interface Tombstone {
	at: number;
	events: StoredEvent[];
}

const tombstoneSchema = z.object({
	// First, and of fixed width: writers compare it inside the database.
	at: z.string().regex(/^\d{13}$/),
	forbade: z.array(
		z.object({
			eventId: z.string(),
			action: z.enum(CONSENT_ACTIONS),
			lists: z.array(z.string()),
			origin: z.enum(ORIGINS),
			occurredAt: z.number().int(),
			phoneNumberId: z.string().optional(),
		}),
	),
});

/** What still restricts of the events of a person, and of each who was tied to them, reduced to what it takes to go on doing so. */
export function tombstoneRow(at: number, people: ConsentEvent[][]): string {
	// Under one number may stand several people's words, of which one must not hide the other's.
	const everybody = people.flatMap((events) => new WhoIsWho(events).everybody());
	const forbade = [...new Map(everybody.flatMap(inForce).map((event) => [event.eventId, event])).values()]
		.map(({ eventId, action, lists, origin, occurredAt, phoneNumberId }) => ({
			eventId,
			action,
			lists,
			origin,
			occurredAt,
			...(phoneNumberId === undefined ? {} : { phoneNumberId }),
		}));
	return toRow({ at: String(at).padStart(13, '0'), forbade });
}

function inForce(events: ConsentEvent[]): ConsentEvent[] {
	const { standing, blocked, platform, holds } = partsOf(events);
	const tokens = [...standing.person.values(), ...standing.business.values(), ...platform.values(), ...(blocked ? [blocked] : [])];
	const ids = new Set([...tokens.filter(({ out }) => out), ...holds].map(({ eventId }) => eventId));
	return events.filter(({ eventId }) => ids.has(eventId));
}

/** @throws {CorruptRecord} when the text is no tombstone. */
export function readTombstone(text: string, id: IdKey): Tombstone {
	const { at, forbade } = readRow(text, tombstoneSchema, 'the trace of an erasure');
	return {
		at: Number(at),
		events: forbade.map((event) => ({
			...event,
			contact: identifiersOf(id),
			source: 'erasure',
			recordedAt: Number(at),
			place: 0,
		})),
	};
}
