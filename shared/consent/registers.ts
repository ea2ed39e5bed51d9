import { addToken, emptyStanding, later } from './token';
import type { Standing, Token } from './token';
import type { ConsentEvent } from './types';

/** The token of an opt-in or opt-out; `block` and `platform_stop` count as "out" on their own registers. */
export function tokenOf(event: ConsentEvent): Token {
	const out = event.action === 'opt_out' || event.action === 'block' || event.action === 'platform_stop';
	const token: Token = { at: event.occurredAt, out, eventId: event.eventId };
	if (!out && event.expiresAt !== undefined) token.expiresAt = event.expiresAt;
	return token;
}

export function standingOf(events: ConsentEvent[]): Standing {
	const standing = emptyStanding();
	for (const event of events) {
		if (event.confirmBy !== undefined && event.action === 'opt_in') continue;
		for (const scope of event.lists) addToken(standing, event.origin, scope, tokenOf(event));
	}
	return standing;
}

/** Opt-ins that wait to be confirmed; here a token's expiry is the moment until which that can be done. */
export function pendingTokens(events: ConsentEvent[]): Map<string, Token> {
	const pending = new Map<string, Token>();
	for (const event of events) {
		if (event.action !== 'opt_in' || event.confirmBy === undefined) continue;
		for (const list of event.lists) {
			const asked = later(pending.get(list), { ...tokenOf(event), expiresAt: event.confirmBy });
			if (asked !== undefined) pending.set(list, asked);
		}
	}
	return pending;
}

export function blockToken(events: ConsentEvent[]): Token | undefined {
	return events
		.filter((event) => event.action === 'block' || event.action === 'unblock')
		.map(tokenOf)
		.reduce<Token | undefined>((counts, token) => later(counts, token), undefined);
}

/** Own token first; of the others only what restricts. */
export function laterOrRestricting(own: Token | undefined, other: Token | undefined, index: number): Token | undefined {
	return index === 0 || other?.out === true ? later(own, other) : own;
}

/** The phone number id of a platform stop whose number was not named. */
export const UNNAMED_NUMBER = 'unknown';

export function platformTokens(events: ConsentEvent[]): Map<string, Token> {
	const tokens = new Map<string, Token>();
	for (const event of events) {
		if (event.action !== 'platform_stop' && event.action !== 'platform_resume') continue;
		const number = event.phoneNumberId ?? UNNAMED_NUMBER;
		const counts = later(tokens.get(number), tokenOf(event));
		if (counts !== undefined) tokens.set(number, counts);
	}
	return tokens;
}

export function addStops(own: Map<string, Token>, variant: Map<string, Token>): Map<string, Token> {
	for (const [number, token] of variant) {
		const counts = token.out ? later(own.get(number), token) : undefined;
		if (counts !== undefined) own.set(number, counts);
	}
	return own;
}
