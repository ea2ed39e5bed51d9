import { addToken, addVariant, emptyStanding } from '../consent';
import type { Standing, StateParts } from '../consent';
import { identifiersOf, isUserId, variantsOf } from '../identity';
import type { Identifiers, IdKey } from '../identity';
import type { CorruptRecord } from './errors';
import type { Facts, Sight, Ties } from './facts';

/**
 * One person: the identifiers proven to be theirs, and what else may be: other written forms of their numbers and identifiers tied to
 * them without proof, each with what is proven to belong to it.
 */
export interface Person {
	ids: IdKey[];
	variants: IdKey[][];
}

export function personOf(id: IdKey, ties: Ties): Person {
	const ids = closure(id, ties.links);
	const variants: IdKey[][] = [];
	const reached = new Set(ids);
	for (const one of reached) {
		for (const other of [...variantsOf(one), ...(ties.loose.get(one) ?? [])]) {
			if (reached.has(other)) continue;
			const theirs = closure(other, ties.links);
			variants.push(theirs);
			for (const id of theirs) reached.add(id);
		}
	}
	return { ids, variants };
}

/** Every identifier that links lead to. */
export function closure(id: IdKey, links: Map<IdKey, IdKey[]>): IdKey[] {
	if (!links.has(id)) return [id];
	const reached = new Set([id]);
	for (const next of reached) for (const other of links.get(next) ?? []) reached.add(other);
	return [...reached];
}

export type Registers =
	| { from: 'registers'; parts: StateParts }
	/** Something happened that the registers can't express. */
	| { from: 'events' }
	| { from: 'damage'; error: CorruptRecord };

/** What the registers alone say of a person, where they can. */
export function fromRegisters(person: Person, sight: Sight): Registers {
	const { facts } = sight;
	if (person.ids.length === 1 && person.variants.length === 0) {
		const own = facts.get(person.ids[0] ?? '');
		if (own?.damaged !== undefined) return { from: 'damage', error: own.damaged };
		if (needsEvents(own)) return { from: 'events' };
		return { from: 'registers', parts: partsFrom(person.ids, sight) };
	}
	for (const id of [person.ids, ...person.variants].flat()) {
		const damaged = facts.get(id)?.damaged;
		if (damaged !== undefined) return { from: 'damage', error: damaged };
	}
	const userIds = person.ids.filter(isUserId).length;
	if (
		userIds > 1 ||
		person.ids.length - userIds > 1 ||
		person.variants.some((ids) => ids.length > 1) ||
		// A permission that names the number beside another's user ID is that other's; only the event says so.
		(userIds > 0 && person.variants.flat().some(isUserId)) ||
		[person.ids, ...person.variants].flat().some((id) => needsEvents(facts.get(id)))
	) {
		return { from: 'events' };
	}
	const parts = partsFrom(person.ids, sight);
	const variants = person.variants.map((ids) => standingOf(ids, sight));
	const scopes = new Set([parts.standing, ...variants].flatMap(({ person, business }) => [...person.keys(), ...business.keys()]));
	for (const variant of variants) addVariant(parts.standing, variant, scopes);
	return { from: 'registers', parts };
}

function needsEvents(facts: Facts | undefined): boolean {
	return facts !== undefined && (facts.base?.special === true || facts.tombstone !== undefined);
}

function partsFrom(ids: IdKey[], sight: Sight): StateParts {
	const parts: StateParts = {
		ids: {},
		standing: standingOf(ids, sight),
		pending: new Map(),
		platform: new Map(),
		holds: [],
	};
	for (const id of ids) {
		const base = sight.facts.get(id)?.base;
		if (base === undefined) continue;
		addForms(parts.ids, id, base.asPhone, base.asWaId);
		if (base.first !== undefined && (parts.first === undefined || base.first < parts.first.occurredAt)) {
			parts.first = { occurredAt: base.first };
		}
		const { last } = base;
		if (last === undefined) continue;
		if (
			parts.last === undefined ||
			last.occurredAt > parts.last.occurredAt ||
			(last.occurredAt === parts.last.occurredAt && last.eventId > parts.last.eventId)
		) {
			parts.last = last;
		}
	}
	return parts;
}

function addForms(ids: Identifiers, id: IdKey, asPhone: boolean, asWaId: boolean): void {
	if (isUserId(id)) ids.userId = id;
	else {
		if (asPhone) ids.phone = id;
		if (asWaId) ids.waId = id.slice(1);
		if (!asPhone && !asWaId) Object.assign(ids, identifiersOf(id));
	}
}

function standingOf(ids: IdKey[], sight: Sight): Standing {
	const standing = emptyStanding();
	for (const id of ids) {
		const facts = sight.facts.get(id);
		if (facts === undefined) continue;
		for (const origin of ['person', 'business'] as const) {
			const everything = facts.base?.[origin];
			if (everything !== undefined) addToken(standing, origin, '*', everything);
			for (const [list, cells] of facts.lists) {
				const token = cells[origin];
				if (token !== undefined) addToken(standing, origin, list, token);
			}
		}
	}
	return standing;
}
