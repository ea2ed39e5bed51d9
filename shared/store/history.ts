import { addToken, canBeCorrected, emptyStanding, iso, personStopOver, tokenOf, WhoIsWho } from '../consent';
import type { ConsentAction } from '../consent';
import type { IdKey } from '../identity';
import type { StoredEvent } from './encode';
import { recordedBefore } from './encode';
import { once } from './events';
import type { HistoryEntry } from './types';

/**
 * What is kept of those whom some identifiers stand for. Of others who are `tied` to them, such as who had their number before, what
 * holds messages back is shown too, as another's and without what they wrote: it may hold for everybody who had a part in the number.
 */
export function historyFor(asked: IdKey[], rows: StoredEvent[], tied: ReadonlySet<IdKey>): HistoryEntry[] {
	const who = new WhoIsWho(rows);
	const people = new Set(asked.map((id) => who.personAt(id)));
	const own = once([...people].flatMap((person) => [...who.recordsOf(person).keys()]));
	const known = new Set(own.map(({ eventId }) => eventId));
	const others = who.people().filter((person) => !people.has(person)).flatMap((person) => [...who.recordsOf(person)].flatMap(([event, keys]) => (keys.some((key) => tied.has(key)) ? [event] : [])));
	const restricting = new Set(once(others).filter(({ action, eventId }) => RESTRICTING.has(action) && !known.has(eventId)).map(({ eventId }) => eventId));
	return historyOf(once([...own, ...others])).flatMap((entry) => {
		if (known.has(entry.eventId)) return [entry];
		if (!restricting.has(entry.eventId)) return [];
		const { evidence: _, ...rest } = entry;
		return [{ ...rest, another: true as const }];
	});
}

const RESTRICTING: ReadonlySet<ConsentAction> = new Set(['opt_out', 'opt_out_likely', 'block', 'platform_stop']);

/** The events of one person in the order in which they happened, each with what became of it. */
function historyOf(events: StoredEvent[]): HistoryEntry[] {
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
