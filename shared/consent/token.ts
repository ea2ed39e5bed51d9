import type { Origin } from './types';

/** One opt-in or opt-out on one scope, reduced to what decides which of two events counts. Times in milliseconds. */
export interface Token {
	at: number;
	out: boolean;
	eventId: string;
	/** Opt-ins only: when it runs out. */
	expiresAt?: number;
}

/** The latest token per origin and scope: all that opt-ins and opt-outs leave behind. Scope `*` is everything. */
export interface Standing extends Record<Origin, Map<string, Token>> {
	/** What stands under other written forms of the contact's number; only its opt-outs count here. */
	variants?: Standing[];
}

/** The event that counts of two: the later; at equal times the opt-out; then by id, so that every worker picks the same. */
export function later(a: Token | undefined, b: Token | undefined): Token | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	if (a.at !== b.at) return a.at > b.at ? a : b;
	if (a.out !== b.out) return a.out ? a : b;
	return a.eventId >= b.eventId ? a : b;
}

export function emptyStanding(): Standing {
	return { person: new Map(), business: new Map() };
}

export function addToken(standing: Standing, origin: Origin, scope: string, token: Token): void {
	const counts = later(standing[origin].get(scope), token);
	if (counts !== undefined) standing[origin].set(scope, counts);
}
