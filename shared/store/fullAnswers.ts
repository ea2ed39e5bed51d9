import { mostRestrictive, partsOf, provesIdentity, stateOf, WhoIsWho } from '../consent';
import type { ContactState, StateParts } from '../consent';
import type { IdKey } from '../identity';
import type { Backend } from './backend';
import { recordedBefore } from './encode';
import type { StoredEvent } from './encode';
import { CorruptRecord } from './errors';
import { eventsAmong, eventsUnder, once, rowsOf } from './events';
import type { FactsReader, Sight } from './facts';
import { put } from './incoming';
import type { Incoming } from './incoming';
import type { Keys } from './keys';
import { refused, resultOf } from './outcome';
import { personOf } from './people';
import type { RecordResult } from './types';

/** What events did, told from all events of everybody concerned. */
export class FullAnswers {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly reader: FactsReader,
	) {}

	/** The exact way: from all events of the people concerned, in the order in which they were recorded. */
	async answer(
		incoming: Incoming[],
		results: RecordResult[],
		dryRun: boolean,
	): Promise<void> {
		const sight = await this.reader.look(incoming.flatMap(({ ids }) => ids));
		const byKey = await this.eventsOfPeople(incoming, sight);
		const fresh = new Map<string, number>();
		incoming.forEach((one, index) => {
			if (one.isNew) fresh.set(one.event.eventId, index);
		});
		incoming.forEach((one, index) => {
			const rows = this.rowsAbout(one.ids, sight, byKey);
			if (rows instanceof CorruptRecord) {
				put(results, one, { ...refused(one.event, 'corrupt_record', { status: 'none', known: true }), outcome: 'changed', eventId: one.event.eventId });
				return;
			}
			const original = one.isNew ? undefined : once(rows).find(({ eventId }) => eventId === one.event.eventId);
			const duplicate = original !== undefined;
			const stood = (event: StoredEvent) =>
				duplicate ? recordedBefore(event, original) : (fresh.get(event.eventId) ?? -1) < index && event.eventId !== one.event.eventId;
			const past = rows.filter(stood);
			if (dryRun) past.push(...incoming.slice(0, index).filter(({ isNew }) => isNew).map(({ event }) => event));
			if (!one.isNew && !duplicate) {
				put(results, one, refused(one.event, 'erased', { status: stateAmong(one.ids, past).status, known: true }));
				return;
			}
			const event = original ?? one.event;
			const after = [...past, event];
			const before = provesIdentity(event) ? peopleAmong(one.ids, past, after) : peopleAmong(one.ids, past);
			const result = resultOf(event, before, peopleAmong(one.ids, after));
			put(results, one, duplicate ? { ...result, duplicate: true } : result);
		});
	}

	async refuse(some: Incoming[], reason: string, results: RecordResult[]): Promise<void> {
		const sight = await this.reader.look(some.flatMap(({ ids }) => ids));
		const byKey = await this.eventsOfPeople(some, sight);
		for (const one of some) {
			const rows = this.rowsAbout(one.ids, sight, byKey);
			const state = rows instanceof CorruptRecord ? undefined : stateAmong(one.ids, rows);
			put(results, one, refused(one.event, reason, { status: state?.status ?? 'none', known: state === undefined || state.lastEvent !== undefined }));
		}
	}

	async eventsOfPeople(incoming: Incoming[], sight: Sight) {
		const people = incoming.flatMap(({ ids }) => ids.map((id) => personOf(id, sight)));
		const ids = new Set(people.flatMap((person) => [person.ids, ...person.variants].flat()));
		return await eventsUnder(this.backend, this.keys, ids);
	}

	/** All that is kept about everybody an event names, and about those they are tied to. */
	rowsAbout(ids: IdKey[], sight: Sight, byKey: Awaited<ReturnType<typeof eventsUnder>>): StoredEvent[] | CorruptRecord {
		const people = ids.map((id) => personOf(id, sight));
		return rowsOf(new Set(people.flatMap((person) => [person.ids, ...person.variants].flat())), byKey, sight.facts);
	}
}

/** Those whom the identifiers stand for, as the rows tell it; who is one person may be told by more rows than those that count. */
function peopleAmong(ids: IdKey[], rows: StoredEvent[], telling = rows): [StateParts, ...StateParts[]] {
	const who = new WhoIsWho(telling);
	const counting = new Set(rows);
	const seen = new Set<IdKey>();
	const people: StateParts[] = [];
	for (const id of ids) {
		if (seen.has(id)) continue;
		const person = eventsAmong(id, who, counting);
		for (const own of person.ids) seen.add(own);
		people.push(partsOf(person.own, person.variants, person.ids));
	}
	return people as [StateParts, ...StateParts[]];
}

export function stateAmong(ids: IdKey[], rows: StoredEvent[]): ContactState {
	const [first, ...rest] = peopleAmong(ids, rows);
	return mostRestrictive([stateOf(first), ...rest.map(stateOf)]);
}
