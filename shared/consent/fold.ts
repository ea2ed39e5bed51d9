import { contactOf } from '../identity';
import type { IdKey } from '../identity';
import { newestIds, extreme, inOrder, isAfter, scopesOf, valid } from './eventSet';
import { parseEvent } from './event';
import { openHolds, toHold } from './holds';
import { identityFacts, numbersLeft } from './joins';
import { addStops, blockToken, laterOrRestricting, pendingTokens, platformTokens, standingOf } from './registers';
import { addVariant } from './standing';
import { stateOf } from './state';
import type { StateParts } from './state';
import type { ConsentEvent, ConsentEventInput, ContactState } from './types';
import { WhoIsWho } from './whoIsWho';

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
	return foldAll(events);
}

/**
 * The state of whoever was heard of last, told from events that are one contact's: but a number's former and present holders are told
 * apart, and of those others only what restricts counts. Identifiers that nothing ties are one person's by the caller's word.
 */
export function foldAll(events: ConsentEvent[]): ContactState {
	const who = new WhoIsWho(events);
	const { ids, own, others } = who.view(contactOf(newestIds(events)));
	const untied = who.strangersTo(contactOf(newestIds(events)));
	return stateOf(partsOf([...own, ...untied.flatMap((some) => some.own)], others, [...ids, ...untied.flatMap((some) => some.ids)]));
}

/**
 * `fold` over events already checked. `variants` holds, per other written form of the contact's number and per identifier tied to
 * the contact without proof, the events kept under it: only what restricts travels from there. A correction holds wherever its event is.
 */
export function foldEvents(events: ConsentEvent[], variants: ConsentEvent[][] = []): ContactState {
	return stateOf(partsOf(events, variants));
}

/** What `foldEvents` puts into the public shape. `held`: the identifiers that are the contact's now; without it all that are named. */
export function partsOf(events: ConsentEvent[], variants: ConsentEvent[][] = [], held?: readonly IdKey[]): StateParts {
	const all = variants.length === 0 ? events : [...events, ...variants.flat()];
	const own = valid(events, all);
	const standing = standingOf(own);
	const restrictions = variants.map((form) => valid(form, all));
	for (const form of restrictions) addVariant(standing, standingOf(form), scopesOf([...form, ...own]));
	const left = numbersLeft(inOrder(own));
	const ids = newestIds(own, held?.filter((id) => !left.has(id)));
	const facts = identityFacts(own);
	return {
		ids,
		standing,
		pending: pendingTokens(own),
		blocked: [own, ...restrictions].map(blockToken).reduce(laterOrRestricting, undefined),
		platform: restrictions.map(platformTokens).reduce(addStops, platformTokens(own)),
		holds: openHolds([...own, ...restrictions.flatMap((form) => openHolds(form))], own).map(toHold),
		...facts,
		...(held !== undefined && left.size > 0 && contactOf(ids) === '' && { goneAt: facts.numberChangedAt }),
		first: extreme(own, (a, b) => a.occurredAt < b.occurredAt),
		last: extreme(own, isAfter),
	};
}
