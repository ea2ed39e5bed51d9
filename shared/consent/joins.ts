import { contactOf, idKeys, isUserId } from '../identity';
import type { Identifiers, IdKey } from '../identity';
import type { ConsentEvent, Door } from './types';

export interface IdentityFacts {
	/** When a number was first seen with another user id and nothing said that the person's id had changed, or WhatsApp doubted it. */
	identityChangedAt?: number;
	/** When the person last moved to another number. */
	numberChangedAt?: number;
}

/**
 * What proven links say about who stands behind a number. A number that turns up with a second user id, without a change of id having
 * been reported, may have a new owner.
 */
export function identityFacts(events: ConsentEvent[]): IdentityFacts {
	const links = events.filter((event) => provesIdentity(event) && keysIn(event).length > 1);
	const facts: IdentityFacts = {};
	for (const { lapsedAt } of events) if (lapsedAt !== undefined) facts.identityChangedAt = Math.max(facts.identityChangedAt ?? 0, lapsedAt);
	const moved = links.filter(isMove);
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
	for (const { occurredAt } of events.filter(doubtsIdentity)) facts.identityChangedAt = Math.max(facts.identityChangedAt ?? 0, occurredAt);
	return facts;
}

/** A change to nobody known: WhatsApp says that the person behind an identifier may be another now (error 137000). */
export function doubtsIdentity(event: Pick<ConsentEvent, 'action' | 'change' | 'contact' | 'to'>): boolean {
	return event.action === 'link' && event.change === true && contactOf(event.contact) === contactOf(event.to ?? {});
}

/** Ways in which somebody else tells what a person said. */
const TOLD_BY_OTHERS: ReadonlySet<Door | undefined> = new Set<Door>(['manual', 'import', 'api']);

/**
 * Does an event that names several identifiers prove that they are one person's? A link does, and what the person sent or did
 * themselves. A row of a sheet does not, or an import could put one person's newer opt-in over another's STOP: it ties identifiers
 * loosely, and only what restricts travels along such a tie.
 */
export function provesIdentity(event: ConsentEvent): boolean {
	return event.action === 'link' || (event.origin === 'person' && !TOLD_BY_OTHERS.has(event.door));
}

/** A link that no one but the business, or somebody who tells of it, says. */
export function isVouchedFor(event: ConsentEvent): boolean {
	return event.action === 'link' && (event.origin === 'business' || TOLD_BY_OTHERS.has(event.door));
}

/** The event with those of its identifiers that some keys name. */
export function narrowedTo<E extends ConsentEvent>(event: E, keys: readonly IdKey[]): E {
	if (keysIn(event).every((key) => keys.includes(key))) return event;
	return { ...event, contact: onlyOf(event.contact, keys), ...(event.to !== undefined && { to: onlyOf(event.to, keys) }) };
}

export function onlyOf({ phone, waId, userId }: Identifiers, ids: readonly IdKey[]): Identifiers {
	const kept: Identifiers = {};
	if (phone !== undefined && ids.includes(phone)) kept.phone = phone;
	if (waId !== undefined && ids.includes(`+${waId}`)) kept.waId = waId;
	if (userId !== undefined && ids.includes(userId)) kept.userId = userId;
	return kept;
}

/** Every key an event names. */
export function keysIn(event: ConsentEvent): IdKey[] {
	return [...new Set([...idKeys(event.contact), ...idKeys(event.to ?? {})])];
}

/** From one number to another, as opposed to a number that goes on under a new user id. */
function isMove({ action, change, contact, to = {} }: ConsentEvent): boolean {
	const [from, there] = [numbersIn(contact), numbersIn(to)];
	return action === 'link' && change === true && from.length > 0 && there.length > 0 && !from.some((number) => there.includes(number));
}

function numbersIn(ids: Identifiers): IdKey[] {
	return idKeys(ids).filter((key) => !isUserId(key));
}

/** Numbers that the person is reported to have moved away from, and not back to since; `events` in the order in which they happened. */
export function numbersLeft(events: ConsentEvent[]): Set<IdKey> {
	const left = new Set<IdKey>();
	for (const { contact, to = {} } of events.filter(isMove)) {
		for (const number of numbersIn(contact)) left.add(number);
		for (const number of numbersIn(to)) left.delete(number);
	}
	return left;
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
