import { z } from 'zod';
import { CONSENT_ACTIONS, ORIGINS, partsOf } from '../consent';
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

/** What of a person's events still restricts, reduced to what it takes to go on doing so. */
export function tombstoneRow(at: number, events: ConsentEvent[]): string {
	const { standing, blocked, platform, holds } = partsOf(events);
	const tokens = [...standing.person.values(), ...standing.business.values(), ...platform.values(), ...(blocked ? [blocked] : [])];
	const inForce = new Set([...tokens.filter(({ out }) => out), ...holds].map(({ eventId }) => eventId));
	const forbade = events
		.filter(({ eventId }) => inForce.has(eventId))
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
