import { contactOf, idKeys } from '../identity';
import type { Identifiers } from '../identity';
import { canBeCorrected } from './correction';
import { parseEvent } from './event';
import { identityFacts } from './joins';
import { addVariant, iso, listState } from './standing';
import { addToken, emptyStanding, later } from './token';
import type { Standing, Token } from './token';
import { EVERYTHING } from './types';
import type { ConsentEvent, ConsentEventInput, ContactState, Hold, ListState } from './types';

/**
 * The state that a set of consent events of one contact adds up to. Pure, without a clock: order and repetition make no
 * difference, and nothing expires here (`decide` and `asOf` know the time).
 * @throws {TypeError} naming the field, when an event is not one.
 */
export function fold(inputs: Iterable<ConsentEventInput>): ContactState {
	const events: ConsentEvent[] = [];
	for (const input of inputs) {
		const parsed = parseEvent(input);
		if (!parsed.ok) throw new TypeError(`Not a consent event: ${parsed.problem}`);
		events.push(parsed.event);
	}
	return foldEvents(events);
}

/**
 * `fold` over events already checked. `variants` holds, per other written form of the contact's number, the events kept under it:
 * only what restricts travels from there.
 */
export function foldEvents(events: ConsentEvent[], variants: ConsentEvent[][] = []): ContactState {
	return stateOf(partsOf(events, variants));
}

/** What `foldEvents` puts into the public shape. */
export function partsOf(events: ConsentEvent[], variants: ConsentEvent[][] = []): StateParts {
	const own = valid(events);
	const standing = standingOf(own);
	const restrictions = variants.map(valid);
	for (const events of restrictions) {
		const variant = standingOf(events);
		addVariant(standing, variant, scopes([...restrictions.flat(), ...own]));
	}
	return {
		ids: newestIds(own),
		standing,
		pending: pendingTokens(own),
		blocked: [own, ...restrictions].map(blockToken).reduce(laterOrRestricting, undefined),
		platform: restrictions.map(platformTokens).reduce(addStops, platformTokens(own)),
		holds: openHolds([...own, ...restrictions.flatMap((events) => openHolds(events))], own).map(toHold),
		...identityFacts(own),
		first: extreme(own, (a, b) => a.occurredAt < b.occurredAt),
		last: extreme(own, isAfter),
	};
}

/** All that a state is made of, before it is put into the public shape. */
export interface StateParts {
	ids: Identifiers;
	standing: Standing;
	pending: Map<string, Token>;
	blocked?: Token;
	platform: Map<string, Token>;
	holds: Hold[];
	identityChangedAt?: number;
	numberChangedAt?: number;
	first?: Pick<ConsentEvent, 'occurredAt'>;
	last?: Pick<ConsentEvent, 'eventId' | 'action' | 'occurredAt'>;
}

export function stateOf(parts: StateParts): ContactState {
	const { standing } = parts;
	const lists: Record<string, ListState> = {};
	for (const list of [...new Set([...standing.person.keys(), ...standing.business.keys(), ...parts.pending.keys()])].sort()) {
		if (list === EVERYTHING) continue;
		const state = withPending(listState(standing, list), standing, list, parts.pending);
		if (state !== undefined) lists[list] = state;
	}
	const everything = listState(standing, EVERYTHING);
	const platformStops: Record<string, string> = {};
	for (const [phoneNumberId, token] of parts.platform) if (token.out) platformStops[phoneNumberId] = iso(token.at);
	const all = everything === undefined ? Object.values(lists) : [...Object.values(lists), everything];
	const blocked = parts.blocked?.out === true ? parts.blocked : undefined;

	const state: ContactState = {
		contact: contactOf(parts.ids),
		...parts.ids,
		status: blocked ? 'blocked' : contactStatus(all),
		lists,
		platformStop: Object.keys(platformStops).length > 0,
		platformStops,
		holds: parts.holds,
	};
	if (everything !== undefined) state.everything = everything;
	if (blocked !== undefined) {
		state.blockedSince = iso(blocked.at);
		state.blockedBy = blocked.eventId;
	}
	const optedInAt = newest(all, 'opted_in');
	if (optedInAt !== undefined) state.optedInAt = optedInAt;
	const optedOutAt = newest(all, 'opted_out');
	if (optedOutAt !== undefined) state.optedOutAt = optedOutAt;
	const pendingUntil = all.map((list) => list.pendingUntil).reduce(max, undefined);
	if (pendingUntil !== undefined) state.pendingUntil = pendingUntil;
	if (parts.identityChangedAt !== undefined) state.identityChangedAt = iso(parts.identityChangedAt);
	if (parts.numberChangedAt !== undefined) state.numberChangedAt = iso(parts.numberChangedAt);
	if (parts.first !== undefined) state.createdAt = iso(parts.first.occurredAt);
	if (parts.last !== undefined) {
		const { eventId, action, occurredAt } = parts.last;
		state.updatedAt = iso(occurredAt);
		state.lastEvent = { eventId, action, occurredAt: iso(occurredAt) };
	}
	return state;
}

export function contactStatus(lists: ListState[]): ContactState['status'] {
	for (const status of ['opted_in', 'pending', 'opted_out'] as const) {
		if (lists.some((list) => list.status === status)) return status;
	}
	return 'none';
}

/** A pending opt-in shows only where nothing else is known, so it can never hide an opt-out; its deadline shows wherever it is open. */
function withPending(
	state: ListState | undefined,
	standing: Standing,
	list: string,
	pending: Map<string, Token>,
): ListState | undefined {
	const asked = pending.get(list);
	if (asked?.expiresAt === undefined) return state;
	const answered = later(standing.person.get(list), standing.person.get(EVERYTHING));
	if (answered !== undefined && answered.at >= asked.at) return state;
	const until = iso(asked.expiresAt);
	if (state === undefined) {
		return { status: 'pending', since: iso(asked.at), eventId: asked.eventId, origin: 'person', pendingUntil: until };
	}
	return state.status === 'opted_in' ? state : { ...state, pendingUntil: until };
}

function valid(events: ConsentEvent[]): ConsentEvent[] {
	const once = new Map<string, ConsentEvent>();
	for (const event of events) {
		const known = once.get(event.eventId);
		if (known === undefined || (event.recordedAt ?? 0) < (known.recordedAt ?? 0)) once.set(event.eventId, event);
	}
	const voided = new Set<string>();
	for (const event of once.values()) {
		if (event.action !== 'correct' || event.corrects === undefined) continue;
		const target = once.get(event.corrects);
		if (target !== undefined && canBeCorrected(target)) voided.add(target.eventId);
	}
	return [...once.values()].filter((event) => !voided.has(event.eventId));
}

function standingOf(events: ConsentEvent[]): Standing {
	const standing = emptyStanding();
	for (const event of events) {
		if (event.confirmBy !== undefined && event.action === 'opt_in') continue;
		for (const scope of event.lists) addToken(standing, event.origin, scope, tokenOf(event));
	}
	return standing;
}

/** The token of an opt-in or opt-out; `block` and `platform_stop` count as "out" on their own registers. */
export function tokenOf(event: ConsentEvent): Token {
	const out = event.action === 'opt_out' || event.action === 'block' || event.action === 'platform_stop';
	const token: Token = { at: event.occurredAt, out, eventId: event.eventId };
	if (!out && event.expiresAt !== undefined) token.expiresAt = event.expiresAt;
	return token;
}

function pendingTokens(events: ConsentEvent[]): Map<string, Token> {
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

function blockToken(events: ConsentEvent[]): Token | undefined {
	return events
		.filter((event) => event.action === 'block' || event.action === 'unblock')
		.map(tokenOf)
		.reduce<Token | undefined>((counts, token) => later(counts, token), undefined);
}

/** Own token first; of the others only what restricts. */
function laterOrRestricting(own: Token | undefined, other: Token | undefined, index: number): Token | undefined {
	return index === 0 || other?.out === true ? later(own, other) : own;
}

function addStops(own: Map<string, Token>, variant: Map<string, Token>): Map<string, Token> {
	for (const [number, token] of variant) {
		const counts = token.out ? later(own.get(number), token) : undefined;
		if (counts !== undefined) own.set(number, counts);
	}
	return own;
}

/** The phone number id of a platform stop whose number was not named. */
const UNNAMED_NUMBER = 'unknown';

function platformTokens(events: ConsentEvent[]): Map<string, Token> {
	const tokens = new Map<string, Token>();
	for (const event of events) {
		if (event.action !== 'platform_stop' && event.action !== 'platform_resume') continue;
		const number = event.phoneNumberId ?? UNNAMED_NUMBER;
		const counts = later(tokens.get(number), tokenOf(event));
		if (counts !== undefined) tokens.set(number, counts);
	}
	return tokens;
}

/** A likely opt-out waits until the person says something clear: stop to everything, or yes to anything. */
function openHolds(events: ConsentEvent[], answerable = events): ConsentEvent[] {
	const answers = answerable.filter(
		(event) =>
			event.origin === 'person' &&
			((event.action === 'opt_in' && event.confirmBy === undefined) ||
				(event.action === 'opt_out' && event.lists.includes(EVERYTHING))),
	);
	const answeredAt = answers.reduce((at, event) => Math.max(at, event.occurredAt), -1);
	return events
		.filter((event) => event.action === 'opt_out_likely' && event.occurredAt > answeredAt)
		.sort((a, b) => (isAfter(a, b) ? 1 : -1));
}

function toHold(event: ConsentEvent): Hold {
	return { eventId: event.eventId, since: iso(event.occurredAt) };
}

function scopes(events: ConsentEvent[]): Set<string> {
	return new Set(events.flatMap((event) => event.lists));
}

/** Each identifier as it was last seen; a change of number or user id wins over the old one. */
function newestIds(events: ConsentEvent[]): Identifiers {
	const ids: Identifiers = {};
	const inOrder = [...events].sort((a, b) => (isAfter(a, b) ? 1 : -1));
	for (const event of inOrder) {
		Object.assign(ids, event.contact);
		if (event.to !== undefined) Object.assign(ids, event.to);
	}
	return ids;
}

function isAfter(a: ConsentEvent, b: ConsentEvent): boolean {
	return a.occurredAt !== b.occurredAt ? a.occurredAt > b.occurredAt : a.eventId > b.eventId;
}

function extreme<T>(items: T[], beats: (a: T, b: T) => boolean): T | undefined {
	return items.reduce<T | undefined>((best, item) => (best === undefined || beats(item, best) ? item : best), undefined);
}

function newest(lists: ListState[], status: ListState['status']): string | undefined {
	return lists.filter((list) => list.status === status).map((list) => list.since).reduce(max, undefined);
}

function max(a: string | undefined, b: string | undefined): string | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return a > b ? a : b;
}

/** Every key under which the events' contacts are known. */
export function keysOf(events: ConsentEvent[]): Set<string> {
	return new Set(events.flatMap((event) => [...idKeys(event.contact), ...(event.to ? idKeys(event.to) : [])]));
}
