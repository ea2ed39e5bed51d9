import { doubtsIdentity, keysIn, onlyOf } from '../consent';
import type { WhoIsWho } from '../consent';
import { contactOf, identifiersOf, isUserId } from '../identity';
import type { IdKey } from '../identity';
import type { Merge, Row } from './backend';
import { encode } from './encode';
import type { StoredEvent } from './encode';
import type { Keys } from './keys';
import { reduce } from './reduce';

/** What becomes of the events that an erasure touches. */
export interface Untied {
	sets: Row[];
	merges: Merge[];
	/** Rows to go, those under the erased identifiers not among them. */
	deletes: string[];
	/** Events that somebody keeps. */
	kept: Set<string>;
}

interface Shared {
	event: StoredEvent;
	/** Per person who stays, the keys under which it is theirs still. */
	left: Map<string, Set<IdKey>>;
}

/**
 * What is others', without the identifiers of the erased. Somebody who had the number of the erased before keeps what they said from it
 * under another identifier of theirs, so that their own identifiers stay tied to each other and none to the number.
 */
export function untied(who: WhoIsWho<StoredEvent>, gone: ReadonlySet<string>, erased: ReadonlySet<IdKey>, keys: Keys): Untied {
	const result: Untied = { sets: [], merges: [], deletes: [], kept: new Set() };
	const shared = new Map<string, Shared>();
	const names = new Map<string, Set<IdKey>>();
	for (const person of who.people()) {
		for (const [event, theirs] of who.recordsOf(person)) {
			// What an earlier erasure left is no record of its own.
			if (event.source === 'erasure') continue;
			names.set(event.eventId, new Set([...(names.get(event.eventId) ?? []), ...keysIn(event)]));
			if (gone.has(person)) continue;
			const one = shared.get(event.eventId) ?? { event, left: new Map() };
			const left = one.left.get(person) ?? new Set();
			for (const key of theirs) if (!erased.has(key)) left.add(key);
			one.left.set(person, left);
			if (event.recordedAt < one.event.recordedAt) one.event = event;
			shared.set(event.eventId, one);
		}
	}
	for (const [eventId, all] of names) {
		const one = shared.get(eventId);
		const left = new Set([...(one?.left.values() ?? [])].flatMap((some) => [...some]));
		if ([...all].every((key) => left.has(key))) {
			result.kept.add(eventId);
			continue;
		}
		const after = one === undefined ? undefined : renamed(one, left, (person) => anchorOf(who.idsOf(person), erased));
		const ids = after === undefined ? [] : keysIn(after);
		for (const key of all) if (!ids.includes(key) && !erased.has(key)) result.deletes.push(keys.event(key, eventId));
		if (after === undefined) continue;
		result.kept.add(eventId);
		const { inserts, merges } = encode(after, keys, []);
		result.sets.push(...inserts.map(({ key, value }) => ({ key, value })));
		result.merges.push(...merges.map(({ key, layout, value }) => ({ key, layout, value })));
	}
	result.merges = reduce(result.merges);
	return result;
}

/** The event with the identifiers that are left; where none is, with one that its person has still. */
function renamed({ event, left }: Shared, all: ReadonlySet<IdKey>, anchor: (person: string) => IdKey | undefined): StoredEvent | undefined {
	const stand = [...left.keys()].map(anchor).find((id) => id !== undefined);
	const named = (ids: StoredEvent['contact']) => {
		const own = onlyOf(ids, [...all]);
		return contactOf(own) !== '' || stand === undefined ? own : identifiersOf(stand);
	};
	const after: StoredEvent = { ...event, contact: named(event.contact), ...(event.to !== undefined && { to: named(event.to) }) };
	if (contactOf(after.contact) === '' || (after.to !== undefined && contactOf(after.to) === '')) return undefined;
	const isDoubt = doubtsIdentity(event);
	return event.action === 'link' && !isDoubt && keysIn(after).length < 2 ? undefined : after;
}

/** A user ID is somebody's for ever. */
function anchorOf(ids: IdKey[], erased: ReadonlySet<IdKey>): IdKey | undefined {
	const left = ids.filter((id) => !erased.has(id));
	return left.find(isUserId) ?? left[0];
}
