import { idKeys, isUserId } from '../identity';
import type { IdKey } from '../identity';
import type { ConsentEvent } from './types';

export interface IdentityFacts {
	/** When a number was first seen with another user id and nothing said that the person's id had changed. */
	identityChangedAt?: number;
	/** When the person last moved to another number. */
	numberChangedAt?: number;
}

/**
 * What links say about who stands behind a number, and events that name several identifiers at once, which is as good as a link. A
 * number that turns up with a second user id, without a change of id having been reported, may have a new owner.
 */
export function identityFacts(events: ConsentEvent[]): IdentityFacts {
	const links = events.filter((event) => keysIn(event).length > 1);
	const facts: IdentityFacts = {};
	const moved = links.filter((link) => link.change === true && !hasUserId(link));
	if (moved.length > 0) facts.numberChangedAt = Math.max(...moved.map((link) => link.occurredAt));

	const samePerson = idChanges(links);
	const firstSeen = new Map<string, Map<string, number>>();
	for (const link of links) {
		if (link.change === true) continue;
		const keys = keysIn(link);
		for (const number of keys.filter((key) => !isUserId(key))) {
			const seen = firstSeen.get(number) ?? new Map<string, number>();
			for (const userId of keys.filter(isUserId)) {
				const person = samePerson(userId);
				seen.set(person, Math.min(seen.get(person) ?? Infinity, link.occurredAt));
			}
			firstSeen.set(number, seen);
		}
	}
	for (const seen of firstSeen.values()) {
		if (seen.size < 2) continue;
		facts.identityChangedAt = Math.max(facts.identityChangedAt ?? 0, ...seen.values());
	}
	return facts;
}

/** Every key an event names; more than one makes it a proof that they are one person's. */
export function keysIn(event: ConsentEvent): IdKey[] {
	return [...new Set([...idKeys(event.contact), ...idKeys(event.to ?? {})])];
}

function hasUserId(link: ConsentEvent): boolean {
	return link.contact.userId !== undefined && link.to?.userId !== undefined;
}

/** Groups user ids that Meta reported as one person's, old and new; answers with the group's first id. */
function idChanges(links: ConsentEvent[]): (userId: string) => string {
	const parent = new Map<string, string>();
	const root = (id: string): string => {
		const up = parent.get(id);
		return up === undefined ? id : root(up);
	};
	for (const link of links) {
		if (link.change !== true || link.contact.userId === undefined || link.to?.userId === undefined) continue;
		const ends = [root(link.contact.userId), root(link.to.userId)].sort();
		if (ends[0] !== undefined && ends[1] !== undefined && ends[0] !== ends[1]) parent.set(ends[1], ends[0]);
	}
	return root;
}
