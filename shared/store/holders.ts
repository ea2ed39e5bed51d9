import { WhoIsWho } from '../consent';
import type { Time } from '../consent';
import { isUserId } from '../identity';
import type { IdKey } from '../identity';
import { chunks } from './backend';
import type { Backend } from './backend';
import type { StoredEvent } from './encode';
import { CorruptRecord } from './errors';
import { eventsUnder, rowsOf } from './events';
import type { FactsReader, Sight } from './facts';
import type { Keys } from './keys';
import { personOf } from './people';
import type { Person } from './people';

/** People whose events are in memory at a time. */
const PEOPLE = 500;

/** Somebody as they are known now. */
export interface Holder {
	/** Their identifiers now, sorted. */
	ids: IdKey[];
	/** When which identifiers stood for them: what is noted under a number is its holder's of that time. */
	times: Time[];
	/** Who had one of their identifiers before, as far as they have others now. */
	former: Holder[];
}

/** Finds out whom identifiers stand for, by all that is known of who held a number when. */
export class Holders {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly reader: FactsReader,
	) {}

	/** Per identifier. One question to the database, and another where a number may have changed hands. */
	async of(ids: IdKey[], seen?: Sight): Promise<Map<IdKey, Holder>> {
		const sight = seen ?? (await this.reader.look(ids, []));
		const holders = new Map<IdKey, Holder>();
		const open: IdKey[] = [];
		for (const id of new Set(ids)) {
			const known = sight.links.has(id) || sight.facts.get(id)?.base?.special === true ? undefined : alone([id]);
			if (known === undefined) open.push(id);
			else holders.set(id, known);
		}
		for (const some of chunks(open, PEOPLE)) await this.tellApart(some, sight, holders);
		return holders;
	}

	/**
	 * Each item's person, of whom several identifiers may be given. A number that somebody has who is known by another user ID than the
	 * one given beside it is left out.
	 */
	async ofEach(asked: IdKey[][], seen?: Sight): Promise<Holder[]> {
		const holders = await this.of(asked.flat(), seen);
		return asked.map((ids) => united(theirs(ids, holders).map((id) => holders.get(id) ?? alone([id]))));
	}

	private async tellApart(ids: IdKey[], sight: Sight, holders: Map<IdKey, Holder>): Promise<void> {
		const people = new Map<IdKey, Person>();
		for (const id of ids) {
			const person = personOf(id, sight);
			if (mayHaveChanged(person, sight)) people.set(id, person);
			else holders.set(id, alone(person.ids));
		}
		const byKey = await eventsUnder(this.backend, this.keys, [...people.values()].flatMap((person) => [person.ids, ...person.variants].flat()));
		const told = new Map<string, WhoIsWho<StoredEvent>>();
		for (const [id, person] of people) {
			const all = [person.ids, ...person.variants].flat().sort();
			const name = all.join(' ');
			const rows = told.has(name) ? [] : rowsOf(all, byKey, sight.facts);
			// What is damaged tells nobody apart; states say that it is damaged.
			if (rows instanceof CorruptRecord) {
				holders.set(id, alone(person.ids));
				continue;
			}
			const who = told.get(name) ?? new WhoIsWho(rows);
			told.set(name, who);
			holders.set(id, holderAt(id, who));
		}
	}
}

/** What is noted of somebody under one of their identifiers, at a time when it was theirs. */
export function isTheirs({ times }: Holder, id: IdKey, at: number): boolean {
	return times.some((time) => time.id === id && at >= time.from && at < time.until);
}

/** Every identifier under which something of theirs may lie, those they have now first. */
export function placesOf({ ids, times }: Holder): IdKey[] {
	return [...new Set([...ids, ...times.map(({ id }) => id)])];
}

/** Without numbers that somebody has who is known by another user ID than those given. */
export function theirs(ids: IdKey[], holders: Map<IdKey, Holder>): IdKey[] {
	const users = ids.filter(isUserId);
	if (users.length === 0) return ids;
	return ids.filter((id) => {
		const known = holders.get(id)?.ids.filter(isUserId) ?? [];
		return isUserId(id) || known.length === 0 || known.some((user) => users.some((given) => given === user || holders.get(given)?.ids.includes(user) === true));
	});
}

function mayHaveChanged({ ids }: Person, sight: Sight): boolean {
	const users = ids.filter(isUserId).length;
	return users > 1 || ids.length - users > 1 || ids.some((id) => sight.facts.get(id)?.base?.special === true);
}

function alone(ids: IdKey[]): Holder {
	return { ids: [...ids].sort(), times: ids.map((id) => ({ id, from: -Infinity, until: Infinity })), former: [] };
}

function holderAt(id: IdKey, who: WhoIsWho<StoredEvent>): Holder {
	const person = who.personAt(id);
	const ids = who.idsOf(person);
	if (ids.length === 0) return alone([id]);
	const former = who
		.people()
		.filter((other) => other !== person && who.timesOf(other).some((time) => ids.includes(time.id)))
		.map((other): Holder => ({ ids: who.idsOf(other), times: who.timesOf(other), former: [] }))
		.filter((other) => other.ids.length > 0);
	return { ids, times: who.timesOf(person), former };
}

function united(holders: Holder[]): Holder {
	if (holders.length === 1 && holders[0] !== undefined) return holders[0];
	return {
		ids: [...new Set(holders.flatMap(({ ids }) => ids))].sort(),
		times: holders.flatMap(({ times }) => times),
		former: holders.flatMap(({ former }) => former),
	};
}
