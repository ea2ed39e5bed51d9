import { createHash, createHmac } from 'node:crypto';
import type { IdKey } from '../identity';

/** Brands are slugs, so that they can be part of a key and `:` always ends them. */
export const BRAND = /^[a-z0-9][a-z0-9_-]{0,63}$/;

const NUMBER_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The one row that belongs to no brand: which version of this layout the tables have. `_` is no brand's first letter. */
export const SCHEMA_KEY = '_:schema';
export const SCHEMA_VERSION = 1;

/**
 * Every key space of one brand. Brand first, so nothing crosses; one letter per space; then what names the row. Identifiers (`+` and
 * digits, or a BSUID), list keys and event ids hold no `:`; free texts are hashed.
 */
export function keySpaces(brand: string) {
	const space = (letter: string) => `${brand}:${letter}:`;
	const spaces = {
		base: space('c'),
		list: space('s'),
		event: space('e'),
		link: space('l'),
		profile: space('p'),
		word: space('w'),
		name: space('n'),
		tag: space('pt'),
		attribute: space('pa'),
		change: space('x'),
		definition: space('g'),
		claim: space('k'),
		signal: space('d'),
		signalAge: space('da'),
		inbound: space('i'),
		sent: space('m'),
		sentTo: space('mc'),
		coolDown: space('o'),
		report: space('r'),
		reportAge: space('ra'),
		decision: space('q'),
		cached: space('h'),
		quota: space('y'),
		delivery: space('v'),
		undelivered: space('u'),
		tombstone: space('t'),
	};
	return {
		spaces,
		/** What is known of an identifier apart from lists. */
		base: (id: IdKey) => spaces.base + id,
		list: (list: string, id: IdKey) => `${spaces.list}${list}:${id}`,
		membersOf: (list: string) => `${spaces.list}${list}:`,
		event: (id: IdKey, eventId: string) => `${spaces.event}${id}:${eventId}`,
		eventsOf: (id: IdKey) => `${spaces.event}${id}:`,
		link: (id: IdKey, other: IdKey) => `${spaces.link}${id}:${other}`,
		linksOf: (id: IdKey) => `${spaces.link}${id}:`,
		profile: (id: IdKey) => spaces.profile + id,
		definition: (list: string) => spaces.definition + list,
		settings: `${space('z')}settings`,
		/** Changes whenever a list appears or a person is erased, so that every worker notices. */
		mark: `${space('z')}mark`,
		/** There once somebody was erased: from then on tombstones have to be asked. */
		erased: `${space('z')}erased`,
		secret: `${space('z')}secret`,
		claim: (name: string) => spaces.claim + hash(name),
		signal: (signalId: string) => spaces.signal + hash(signalId),
		signalAge: (day: string, signalId: string) => `${spaces.signalAge}${day}:${hash(signalId)}`,
		inbound: (id: IdKey, phoneNumberId: string) => `${spaces.inbound}${id}:${NUMBER_ID.test(phoneNumberId) ? phoneNumberId : hash(phoneNumberId)}`,
		inboundOf: (id: IdKey) => `${spaces.inbound}${id}:`,
		sent: (messageId: string) => spaces.sent + hash(messageId),
		sentTo: (id: IdKey, messageId: string) => `${spaces.sentTo}${id}:${hash(messageId)}`,
		sentToAll: (id: IdKey) => `${spaces.sentTo}${id}:`,
		/** `subject`: an identifier, or what all share such as `settings`. `place` as above, with the time inverted. */
		change: (subject: string, place: string) => `${spaces.change}${subject}:${place}`,
		changesOf: (subject: string) => `${spaces.change}${subject}:`,
		coolDown: (id: IdKey) => spaces.coolDown + id,
		/** `place`: 13 digits of the time, `-`, and a text never made before. */
		report: (campaign: string, place: string) => `${spaces.report}${hash(campaign)}:${place}`,
		reportsOf: (campaign: string) => `${spaces.report}${hash(campaign)}:`,
		reportAge: (place: string, campaign: string) => `${spaces.reportAge}${place}:${hash(campaign)}`,
		/** By hash, so that any text is somewhere among them. */
		decision: (id: IdKey, place: string) => `${spaces.decision}${hash(id)}:${place}`,
		decisionsOf: (id: IdKey) => `${spaces.decision}${hash(id)}:`,
		cached: (name: string) => spaces.cached + hash(name),
		quota: (name: string) => spaces.quota + hash(name),
		/** What became of the confirmation of an event. */
		delivery: (eventId: string) => spaces.delivery + eventId,
		undelivered: (id: IdKey) => spaces.undelivered + id,
		tombstone: (secret: string, id: IdKey) =>
			spaces.tombstone + createHmac('sha256', secret).update(id).digest('base64url'),
	};
}

export type Keys = ReturnType<typeof keySpaces>;

export function hash(text: string): string {
	return createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('base64url');
}

/** The part of a key after its prefix. */
export function tail(key: string, prefix: string): string {
	return key.slice(prefix.length);
}
