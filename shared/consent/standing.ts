import { addToken, emptyStanding, later } from './token';
import type { Standing, Token } from './token';
import { EVERYTHING, ORIGINS } from './types';
import type { ListState, Origin } from './types';

/** Joins what is known under several identifiers of one person. */
export function uniteStandings(standings: Iterable<Standing>): Standing {
	const united = emptyStanding();
	for (const standing of standings) {
		for (const origin of ORIGINS) {
			for (const [scope, token] of standing[origin]) addToken(united, origin, scope, token);
		}
	}
	return united;
}

/**
 * Adds the opt-outs that stand under another written form of the number. Opt-ins stay behind: the two forms may, rarely, be two
 * people, and a message too few does less harm than one too many.
 */
export function addVariant(own: Standing, variant: Standing, lists: Iterable<string>): void {
	for (const origin of ORIGINS) {
		const everything = variant[origin].get(EVERYTHING);
		if (everything?.out === true) addToken(own, origin, EVERYTHING, everything);
		for (const list of lists) {
			const stands = later(variant[origin].get(list), everything);
			if (stands?.out === true) addToken(own, origin, list, stands);
		}
	}
}

/** Where a list stands: the person's own word first, whatever the business says later. */
export function listState(standing: Standing, list: string): ListState | undefined {
	const person = later(standing.person.get(list), standing.person.get(EVERYTHING));
	const business = later(standing.business.get(list), standing.business.get(EVERYTHING));
	const counts = person?.out === true ? person : later(person, business);
	if (counts === undefined) return undefined;
	const origin: Origin = counts === person ? 'person' : 'business';
	const state: ListState = {
		status: counts.out ? 'opted_out' : 'opted_in',
		since: iso(counts.at),
		eventId: counts.eventId,
		origin,
	};
	if (!counts.out && counts.expiresAt !== undefined) state.expiresAt = iso(counts.expiresAt);
	if (counts.out && list !== EVERYTHING && leftList(standing, list)) state.left = true;
	return state;
}

function leftList(standing: Standing, list: string): boolean {
	const person = standing.person.get(list);
	if (person?.out === true) return true;
	const business = standing.business.get(list);
	return business?.out === true && later(business, person) === business;
}

/** Would this opt-in count, or does the person's own opt-out stand over it? */
export function personStopOver(standing: Standing, list: string): Token | undefined {
	const person = later(standing.person.get(list), standing.person.get(EVERYTHING));
	return person?.out === true ? person : undefined;
}

export function iso(ms: number): string {
	return new Date(ms).toISOString();
}
