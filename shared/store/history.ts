import { addToken, canBeCorrected, emptyStanding, iso, personStopOver, tokenOf } from '../consent';
import type { StoredEvent } from './encode';
import { recordedBefore } from './encode';
import type { HistoryEntry } from './types';

/** The events of one person in the order in which they happened, each with what became of it. */
export function historyOf(events: StoredEvent[]): HistoryEntry[] {
	const voidedBy = new Map<string, string>();
	const byId = new Map(events.map((event) => [event.eventId, event]));
	for (const event of events) {
		const target = event.corrects === undefined ? undefined : byId.get(event.corrects);
		if (target !== undefined && canBeCorrected(target)) voidedBy.set(target.eventId, event.eventId);
	}
	const refused = refusals(events);
	return [...events]
		.sort((a, b) => a.occurredAt - b.occurredAt || (recordedBefore(a, b) ? -1 : 1))
		.map((event) => entry(event, voidedBy.get(event.eventId), refused.get(event.eventId)));
}

/** The business's opt-ins that the person's own opt-out stood over when they were recorded. */
function refusals(events: StoredEvent[]): Map<string, string> {
	const refused = new Map<string, string>();
	const standing = emptyStanding();
	for (const event of [...events].sort((a, b) => (recordedBefore(a, b) ? -1 : 1))) {
		if (event.action === 'opt_in' && event.confirmBy !== undefined) continue;
		for (const scope of event.lists) addToken(standing, event.origin, scope, tokenOf(event));
		if (event.action !== 'opt_in' || event.origin !== 'business') continue;
		if (event.lists.every((list) => personStopOver(standing, list) !== undefined)) refused.set(event.eventId, 'person_opted_out');
	}
	return refused;
}

function entry(event: StoredEvent, voidedBy: string | undefined, refused: string | undefined): HistoryEntry {
	const { occurredAt, recordedAt, expiresAt, confirmBy, place: _, ...rest } = event;
	const made: HistoryEntry = { ...rest, occurredAt: iso(occurredAt), recordedAt: iso(recordedAt) };
	if (expiresAt !== undefined) made.expiresAt = iso(expiresAt);
	if (confirmBy !== undefined) made.confirmBy = iso(confirmBy);
	if (voidedBy !== undefined) made.voidedBy = voidedBy;
	if (refused !== undefined) made.refused = refused;
	return made;
}
