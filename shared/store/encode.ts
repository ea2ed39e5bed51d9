import { CONSENT_ACTIONS, DEFAULT_LIST, EVERYTHING, isVouchedFor, keysIn, ORIGINS, provesIdentity, tokenOf } from '../consent';
import type { ConsentEvent } from '../consent';
import type { Insert, Merge } from './backend';
import { BASE, baseRow, digits, EMPTY_LIST_ROW, LINKED_BASE_ROW, LIST, listRow, LOOSE_ROW, MARK, PROVEN_ROW } from './cells';
import { CorruptRecord } from './errors';
import type { Keys } from './keys';
import { fromRow, toRow } from './rows';

/** An event as it lies in the store: `recordedAt` and the place in its batch say which of two was recorded first. */
export interface StoredEvent extends ConsentEvent {
	recordedAt: number;
	place: number;
}

export interface Encoded {
	inserts: Insert[];
	merges: Merge[];
}

/** What only the person's newer word may bring back after an erasure. */
const REVIVING: ReadonlySet<ConsentEvent['action']> = new Set(['opt_in', 'unblock', 'platform_resume', 'link']);

export function mayRevive(event: ConsentEvent): boolean {
	return REVIVING.has(event.action);
}

/** Can the registers alone say what this event means? Everything else sends readers to the events. */
export function isPlain(event: ConsentEvent): boolean {
	if (event.action === 'link') return event.change !== true && !isVouchedFor(event);
	return event.action === 'opt_out' || (event.action === 'opt_in' && event.confirmBy === undefined);
}

/** The rows of one event: itself under each of its contact's keys, and what each register gains by it. */
export function encode(event: StoredEvent, keys: Keys, tombstones: string[]): Encoded {
	const ids = keysIn(event);
	const value = toRow(event);
	const token = tokenOf(event);
	const tie = provesIdentity(event) ? PROVEN_ROW : LOOSE_ROW;
	const encoded: Encoded = { inserts: [], merges: [] };
	const forms = [event.contact, event.to ?? {}];
	for (const id of ids) {
		const insert: Insert = { key: keys.event(id, event.eventId), value };
		if (mayRevive(event) && tombstones.length > 0) {
			insert.guards = tombstones;
			insert.at = digits(event.occurredAt);
		}
		encoded.inserts.push(insert);
		const by = insert.key;
		const plain = isPlain(event);
		encoded.merges.push({
			key: keys.base(id),
			layout: BASE,
			by,
			value: baseRow(event, {
				origin: event.origin,
				...(plain && event.lists.includes(EVERYTHING) ? { everything: token } : {}),
				...(plain && event.lists.includes(DEFAULT_LIST) ? { onDefault: token } : {}),
				special: !plain,
				linked: ids.length > 1,
				asPhone: forms.some(({ phone }) => phone === id),
				asWaId: forms.some(({ waId }) => waId !== undefined && `+${waId}` === id),
			}),
		});
		for (const list of event.lists) {
			if (list === EVERYTHING || list === DEFAULT_LIST) continue;
			// An opt-in that waits for confirmation counts for nothing, but makes the contact one to look at on this list.
			const row = plain ? listRow(event.origin, token) : EMPTY_LIST_ROW;
			encoded.merges.push({ key: keys.list(list, id), layout: LIST, by, value: row });
		}
		for (const other of ids) {
			if (other === id) continue;
			encoded.merges.push({ key: keys.link(id, other), layout: MARK, by, value: tie });
			// An event known under one identifier may come again with another: then that one's row is new, and the way back as well.
			encoded.merges.push({ key: keys.link(other, id), layout: MARK, by, value: tie });
			encoded.merges.push({ key: keys.base(other), layout: BASE, by, value: LINKED_BASE_ROW });
		}
	}
	return encoded;
}

/** The lists that events name. */
export function listsNamed(events: Iterable<ConsentEvent>): Set<string> {
	const named = new Set<string>();
	for (const { lists } of events) for (const list of lists) if (list !== EVERYTHING) named.add(list);
	return named;
}

/** @throws {CorruptRecord} when the text is no event. */
export function decodeEvent(text: string): StoredEvent {
	const event = fromRow(text, 'a consent event') as Partial<StoredEvent> | null;
	const good =
		typeof event === 'object' &&
		event !== null &&
		typeof event.eventId === 'string' &&
		CONSENT_ACTIONS.some((action) => action === event.action) &&
		ORIGINS.some((origin) => origin === event.origin) &&
		typeof event.contact === 'object' &&
		event.contact !== null &&
		(event.to === undefined || (typeof event.to === 'object' && event.to !== null)) &&
		Array.isArray(event.lists) &&
		event.lists.every((list) => typeof list === 'string') &&
		Number.isSafeInteger(event.occurredAt) &&
		Number.isSafeInteger(event.recordedAt) &&
		Number.isSafeInteger(event.place);
	if (!good) throw new CorruptRecord('a consent event');
	return event as StoredEvent;
}

export function recordedBefore(a: StoredEvent, b: StoredEvent): boolean {
	if (a.recordedAt !== b.recordedAt) return a.recordedAt < b.recordedAt;
	return a.place !== b.place ? a.place < b.place : a.eventId < b.eventId;
}
