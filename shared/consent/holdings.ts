import { contactOf, idKeys, isUserId, variantsOf } from '../identity';
import type { IdKey } from '../identity';
import { Groups } from './groups';
import { isVouchedFor, keysIn, provesIdentity } from './joins';
import type { ConsentEvent } from './types';

/** One holder's time with a number. */
export interface Holding {
	/** Its name among the groups; user ids stand there by themselves. */
	node: string;
	from: number;
	/** A user id the holder was seen with. */
	user?: IdKey;
	/** WhatsApp said that the holder has moved away, or doubts that it is still them. */
	left: boolean;
}

/**
 * Who held which number when. A user id is one person's for ever; a number is given to new people. So a number's events are told apart
 * by holder: another one begins when the number is seen with a user id that is not the holder's, when somebody is reported to move to
 * it, or when somebody speaks from it after its holder was reported to have moved away. Events are looked at in the order in which they
 * happened, so the order in which they are known makes no difference.
 */
export class Holdings<E extends ConsentEvent> {
	/** Proven to be one person: by what they sent themselves, and by what WhatsApp said. */
	readonly proven = new Groups();
	/** The same, and what the business says of who is who. */
	readonly people = new Groups();
	/** Written forms of one number that a send has shown to be one line. */
	private readonly lines = new Groups();
	private readonly known = new Map<string, Holding[]>();
	private readonly users = new Set<IdKey>();
	/** Holdings and user ids that were said to be another's too, who is known by user id to be somebody else. */
	readonly disputed = new Set<string>();
	/** Under which holding or user id each key of an event stands. */
	readonly places = new Map<E, Map<IdKey, string>>();

	constructor(events: Iterable<E>) {
		const all = [...new Set(events)];
		const named = namesOf(all);
		for (const event of all) if (provesIdentity(event) && !isVouchedFor(event)) this.joinFixed(named.get(event) ?? []);
		const key = (event: E) => `${event.eventId} ${(named.get(event) ?? []).join(' ')}`;
		for (const event of all.sort((a, b) => a.occurredAt - b.occurredAt || rank(a) - rank(b) || (key(a) < key(b) ? -1 : 1))) {
			this.places.set(event, this.place(event, named.get(event) ?? []));
		}
	}

	/** All holdings of a number, in order. */
	of(number: IdKey): Holding[] {
		return this.known.get(this.lines.root(number)) ?? [];
	}

	lineOf(number: IdKey): string {
		return this.lines.root(number);
	}

	/** Where an identifier stands now. */
	now(id: IdKey): string {
		return isUserId(id) ? id : (this.of(id).at(-1)?.node ?? id);
	}

	/** What holds at all times: user ids of one person, and written forms of one line. */
	private joinFixed(keys: IdKey[]): void {
		for (const a of keys) {
			for (const b of keys) {
				if (isUserId(a) && isUserId(b)) this.proven.join(a, b);
				else if (!isUserId(a) && variantsOf(a).includes(b)) this.lines.join(a, b);
			}
		}
	}

	private place(event: E, keys: IdKey[]): Map<IdKey, string> {
		const users = keys.filter(isUserId);
		const numbers = keys.filter((key) => !isUserId(key));
		for (const user of users) this.users.add(user);
		const proven = provesIdentity(event);
		const vouched = isVouchedFor(event);
		const speaks = event.action !== 'link' && event.origin === 'person';
		const [from, to] = event.change === true ? [numberIn(event.contact), numberIn(event.to)] : [];
		const moves = from !== undefined && to !== undefined && this.lineOf(from) !== this.lineOf(to);
		const speaker = !proven || vouched ? undefined : moves ? event.contact.userId : users[0];
		const places = new Map<IdKey, string>(users.map((user) => [user, user]));
		for (const number of numbers) {
			if (moves && !vouched && keysOf(event.to).includes(number)) continue;
			places.set(number, this.holding(number, event.occurredAt, speaker, speaks).node);
		}
		if (moves && !vouched) {
			for (const number of keysOf(event.to).filter((key) => !isUserId(key))) places.set(number, this.arrival(number, event.occurredAt, this.now(from)).node);
		}
		const [first, ...rest] = new Set(places.values());
		for (const other of rest) {
			if (first === undefined || !proven) break;
			if (vouched) this.people.join(first, other);
			else this.joinProven(first, other);
		}
		// Who moves away, or of whom WhatsApp no longer knows whether they are still there.
		const last = from === undefined || (to !== undefined && !moves && contactOf(event.contact) !== contactOf(event.to ?? {})) ? undefined : this.of(from).at(-1);
		if (last !== undefined && to !== undefined) last.left = true;
		return places;
	}

	/** Two who are known as different people by their user ids don't become one because their numbers are said to be one's. */
	private joinProven(a: string, b: string): void {
		const [userA, userB] = [this.userWith(a), this.userWith(b)];
		if (userA !== undefined && userB !== undefined && this.proven.root(userA) !== this.proven.root(userB)) {
			this.disputed.add(a).add(b);
			return;
		}
		this.proven.join(a, b);
		this.people.join(a, b);
	}

	/** A user id of the person behind a holding, if one was ever seen. */
	userWith(node: string): IdKey | undefined {
		const root = this.proven.root(node);
		return [...this.users].find((user) => this.proven.root(user) === root);
	}

	/** The holding that an event at a number belongs to. */
	private holding(number: IdKey, at: number, user: IdKey | undefined, speaks: boolean): Holding {
		const now = this.of(number).at(-1);
		if (now === undefined) return this.begin(number, at, user);
		if (user === undefined) return now.left && speaks ? this.begin(number, at) : now;
		const holder = now.user ?? this.userWith(now.node);
		if (holder === undefined ? now.left : this.proven.root(holder) !== this.proven.root(user)) return this.begin(number, at, user);
		now.user = user;
		// Whoever is seen at a number they were said to have left is back.
		now.left = false;
		return now;
	}

	/** The holding of somebody who moves to a number. */
	private arrival(number: IdKey, at: number, who: string): Holding {
		const now = this.of(number).at(-1);
		return now !== undefined && !now.left && this.proven.root(now.node) === this.proven.root(who) ? now : this.begin(number, at);
	}

	private begin(number: IdKey, at: number, user?: IdKey): Holding {
		const line = this.lines.root(number);
		const before = this.known.get(line) ?? [];
		const holding: Holding = { node: `${line}#${before.length}`, from: at, left: false };
		if (user !== undefined) holding.user = user;
		this.known.set(line, [...before, holding]);
		return holding;
	}
}

/** Of one moment: who was seen, then who moved, then what was said. */
function rank(event: ConsentEvent): number {
	return event.action !== 'link' ? 2 : event.change === true ? 1 : 0;
}

/** The keys of each event; of one recorded again with more identifiers, all of them. */
function namesOf<E extends ConsentEvent>(events: E[]): Map<E, IdKey[]> {
	const recordings = new Map<string, E[]>();
	for (const event of events) recordings.set(event.eventId, [...(recordings.get(event.eventId) ?? []), event]);
	return new Map(
		events.map((event) => {
			const keys = keysIn(event);
			const again = provesIdentity(event) ? (recordings.get(event.eventId) ?? []) : [];
			for (const other of again) if (keysIn(other).some((key) => keys.includes(key))) keys.push(...keysIn(other));
			return [event, [...new Set(keys)]];
		}),
	);
}

function keysOf(ids: ConsentEvent['to']): IdKey[] {
	return ids === undefined ? [] : idKeys(ids);
}

function numberIn(ids: ConsentEvent['to']): IdKey | undefined {
	return keysOf(ids).find((key) => !isUserId(key));
}
