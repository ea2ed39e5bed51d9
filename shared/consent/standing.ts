import { iso } from './iso';
import { emptyStanding, later } from './token';
import type { Standing, Token } from './token';
import { EVERYTHING, ORIGINS } from './types';
import type { ListState } from './types';

/**
 * Adds the opt-outs on `lists` and on everything that stand under another written form of the number. Opt-ins stay behind: the two
 * forms may, rarely, be two people, and a message too few does less harm than one too many. An opt-out that was taken back under
 * that form no longer stands there and is not carried over.
 */
export function addVariant(own: Standing, variant: Standing, lists: Iterable<string>): void {
	const carried = emptyStanding();
	for (const scope of new Set([EVERYTHING, ...lists])) {
		for (const origin of ORIGINS) {
			const token = variant[origin].get(scope);
			if (token !== undefined) carried[origin].set(scope, token);
		}
	}
	own.variants = [...(own.variants ?? []), carried];
}

/** Every scope that anything was said about, `*` included. */
export function scopesIn(standing: Standing): Set<string> {
	const scopes = new Set([...standing.person.keys(), ...standing.business.keys()]);
	for (const variant of standing.variants ?? []) for (const scope of scopesIn(variant)) scopes.add(scope);
	return scopes;
}

/** The person's and the business's last word on a list, each the later of what was said of the list and of everything. */
interface Words {
	person?: Token;
	business?: Token;
}

function wordsOn(standing: Standing, list: string): Words {
	const words = wordsUnder(standing, list);
	for (const variant of standing.variants ?? []) {
		const theirs = wordsUnder(variant, list);
		if (lastWord(theirs)?.out !== true) continue;
		for (const origin of ORIGINS) if (theirs[origin]?.out === true) words[origin] = later(words[origin], theirs[origin]);
	}
	return words;
}

/** The words under one written form of the number alone. */
function wordsUnder({ person, business }: Standing, list: string): Words {
	return {
		person: later(person.get(list), person.get(EVERYTHING)),
		business: later(business.get(list), business.get(EVERYTHING)),
	};
}

/** The person's own stop first, whatever the business says later. */
function lastWord({ person, business }: Words): Token | undefined {
	return person?.out === true ? person : later(person, business);
}

/** Where a list stands. */
export function listState(standing: Standing, list: string): ListState | undefined {
	const words = wordsOn(standing, list);
	const counts = lastWord(words);
	if (counts === undefined) return undefined;
	const state: ListState = {
		status: counts.out ? 'opted_out' : 'opted_in',
		since: iso(counts.at),
		eventId: counts.eventId,
		origin: counts === words.person ? 'person' : 'business',
	};
	if (!counts.out && counts.expiresAt !== undefined) state.expiresAt = iso(counts.expiresAt);
	if (counts.out && list !== EVERYTHING && wasLeft(standing, list, words)) state.left = true;
	return state;
}

/** Was exactly this list left, and has nobody who may taken that back since? Asked of lists that are opted out only. */
function wasLeft(standing: Standing, list: string, { person, business }: Words): boolean {
	return [standing, ...(standing.variants ?? [])].some((form) => {
		const words = wordsUnder(form, list);
		if (form !== standing && lastWord(words)?.out !== true) return false;
		if (person?.out === true && words.person?.out === true && form.person.get(list)?.out === true) return true;
		const left = form.business.get(list);
		if (left?.out !== true || words.business?.out !== true || business?.out !== true) return false;
		return [person, form.person.get(list)].every((word) => word === undefined || word.out || later(left, word) === left);
	});
}

/** Would this opt-in count, or does the person's own opt-out stand over it? */
export function personStopOver(standing: Standing, list: string): Token | undefined {
	const { person } = wordsOn(standing, list);
	return person?.out === true ? person : undefined;
}
