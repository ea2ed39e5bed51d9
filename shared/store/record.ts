import { canBeCorrected, mostRestrictive, partsOf, provesIdentity, stateOf, WhoIsWho } from '../consent';
import type { ConsentEventInput, ContactState, StateParts } from '../consent';
import { variantsOf } from '../identity';
import type { IdKey } from '../identity';
import { chunks } from './backend';
import type { Backend, Batch, Committed, Insert, Merge } from './backend';
import type { Directory, Known } from './directory';
import { definitionRow } from './directory';
import { encode, listsNamed, mayRevive, recordedBefore } from './encode';
import type { StoredEvent } from './encode';
import { CorruptRecord } from './errors';
import { eventsAmong, eventsUnder, once, rowsOf } from './events';
import type { FactsReader, Sight } from './facts';
import { isFromTheFuture, put, understand } from './incoming';
import type { Incoming } from './incoming';
import type { Keys } from './keys';
import { refused, resultOf } from './outcome';
import { personOf } from './people';
import { quickAnswers } from './quickAnswers';
import type { Written } from './quickAnswers';
import type { RecordResult } from './types';

export interface RecorderParts {
	backend: Backend;
	keys: Keys;
	directory: Directory;
	reader: FactsReader;
	now: () => number;
	stamp: () => string;
	defaultCountry?: string;
}

/** Events handed to the database at a time; while it writes some, the next are made ready. */
const PART = 1000;

export class Recorder {
	constructor(private readonly parts: RecorderParts) {}

	async record(inputs: ConsentEventInput[], options: { dryRun?: boolean } = {}): Promise<RecordResult[]> {
		const now = this.parts.now();
		const results = new Array<RecordResult>(inputs.length);
		let incoming = understand(inputs, now, this.parts.defaultCountry, results);
		incoming = await this.withoutVainCorrections(incoming, results);
		const refusedLater = incoming.filter((one) => isFromTheFuture(one, now));
		if (refusedLater.length > 0) incoming = incoming.filter((one) => !refusedLater.includes(one));
		if (incoming.length > 0) await this.write(incoming, results, now, options.dryRun === true);
		if (refusedLater.length > 0) await this.refuse(refusedLater, 'from_the_future', results);
		return results;
	}

	private async withoutVainCorrections(incoming: Incoming[], results: RecordResult[]): Promise<Incoming[]> {
		const corrections = incoming.filter(({ event }) => event.action === 'correct');
		if (corrections.length === 0) return incoming;
		const sight = await this.parts.reader.look(corrections.flatMap(({ ids }) => ids));
		const byKey = await this.eventsOfPeople(corrections, sight);
		const vain = new Map<Incoming, string>();
		for (const one of corrections) {
			const rows = this.rowsAbout(one.ids, sight, byKey);
			if (rows instanceof CorruptRecord) continue;
			const all = [...rows, ...incoming.map(({ event }) => event)];
			const who = new WhoIsWho(all);
			const own = one.ids.flatMap((id) => eventsAmong(id, who).own);
			const target = own.find(({ eventId }) => eventId === one.event.corrects);
			if (target === undefined) vain.set(one, 'unknown_event');
			else if (!canBeCorrected(target)) vain.set(one, 'not_correctable');
		}
		for (const [one, reason] of vain) await this.refuse([one], reason, results);
		return incoming.filter((one) => !vain.has(one));
	}

	/** An opt-out that an erasure has kept is not written again: that would bring the person's data back. */
	private async withoutErased(incoming: Incoming[], results: RecordResult[]): Promise<Incoming[]> {
		const { reader } = this.parts;
		const sight = await reader.look(incoming.flatMap(({ ids }) => ids), []);
		const kept = incoming.filter(({ event, ids }) =>
			ids.some((id) => sight.facts.get(id)?.tombstone?.events.some(({ eventId }) => eventId === event.eventId)),
		);
		if (kept.length === 0) return incoming;
		const sights = await reader.look(kept.flatMap(({ ids }) => ids));
		const byKey = await this.eventsOfPeople(kept, sights);
		for (const one of kept) {
			const rows = this.rowsAbout(one.ids, sights, byKey);
			const status = rows instanceof CorruptRecord ? 'none' : stateAmong(one.ids, rows).status;
			put(results, one, {
				...refused(one.event, '', { status, known: true }),
				outcome: 'unchanged',
				reason: undefined,
				eventId: one.event.eventId,
				duplicate: true,
			});
		}
		return incoming.filter((one) => !kept.includes(one));
	}

	private async write(incoming: Incoming[], results: RecordResult[], now: number, dryRun: boolean): Promise<void> {
		const { directory } = this.parts;
		for (;;) {
			const known = await this.knownWith(incoming, now, dryRun);
			const open = known.erasures ? await this.withoutErased(incoming, results) : incoming;
			if (open.length === 0) return;
			const left = await this.commit(open, known, results, dryRun);
			// Somebody was erased for the first time, and this worker had not heard of it.
			if (left === 'stopped') await directory.refresh();
			else {
				if (left.length > 0) await this.answerFromEvents(inOrder(left), results, dryRun);
				return;
			}
		}
	}

	/** What readers have to know, the lists that these events are the first to name included. */
	private async knownWith(incoming: Incoming[], now: number, dryRun: boolean): Promise<Known> {
		const { backend, directory, keys, stamp } = this.parts;
		const known = await directory.known();
		const fresh = [...listsNamed(incoming.map(({ event }) => event))].filter((list) => !known.lists.includes(list));
		if (fresh.length === 0) return known;
		if (dryRun) return { ...known, lists: [...known.lists, ...fresh].sort() };
		const at = new Date(now).toISOString();
		await backend.commit({ inserts: fresh.map((list) => definitionRow(list, keys, at)), sets: [directory.newMark(stamp())] });
		return await directory.refresh();
	}

	/**
	 * Answers with those of whom rows alone don't tell what was changed. The mark is read along: if another worker has made a list or
	 * erased somebody meanwhile, the events have to tell. Many contacts are written part by part, in the order of their identifiers, so
	 * that two who do so don't wait for each other in a circle.
	 */
	private async commit(incoming: Incoming[], known: Known, results: RecordResult[], dryRun: boolean): Promise<Incoming[] | 'stopped'> {
		const { backend, directory, keys } = this.parts;
		let left: Incoming[] = [];
		let stale = false;
		const heard = (written: Written[], { before, inserted }: Committed) => {
			for (const { one, encoded } of written) one.isNew = encoded.inserts.some(({ key }) => inserted.has(key));
			if (before.get(keys.mark) !== known.mark) stale = true;
			left.push(...(stale || known.erasures ? written.map(({ one }) => one) : quickAnswers(written, before, known.lists, keys, results)));
		};
		const divisible = !dryRun && incoming.length > PART && incoming.every(({ ids }) => ids.length === 1);
		if (divisible) {
			const parts = chunks([...incoming].sort(byContact), PART);
			const waiting: Written[][] = [];
			const made = (some: Incoming[]): Batch => {
				const { batch, written } = this.batch(some, known);
				waiting.push(written);
				return batch;
			};
			const batches = function* () {
				left = [];
				waiting.length = 0;
				for (const some of parts) yield made(some);
			};
			if (!(await backend.commitInParts(batches, (committed) => heard(waiting.shift() ?? [], committed)))) return 'stopped';
		} else {
			const { batch, written } = this.batch(incoming, known);
			const committed = dryRun ? await this.wouldBe(batch) : await backend.commit(batch);
			if (committed.stopped === true) return 'stopped';
			heard(written, committed);
		}
		if (stale) await directory.refresh();
		return left;
	}

	/** Tombstones are guards only once somebody was erased; before that one row stands for all of them. */
	private batch(incoming: Incoming[], { lists, erasures }: Known): { batch: Batch; written: Written[] } {
		const { keys, reader } = this.parts;
		const inserts = new Map<string, Insert>();
		const merges: Merge[] = [];
		const before = new Set([keys.mark]);
		const written: Written[] = [];
		for (const one of incoming) {
			const { event, ids } = one;
			const encoded = encode(event, keys, erasures && mayRevive(event) ? ids.map((id) => reader.tombstoneKey(id)) : []);
			written.push({ one, encoded });
			// The same event named by two spellings of one contact falls on the same row.
			for (const insert of encoded.inserts) if (!inserts.has(insert.key)) inserts.set(insert.key, insert);
			merges.push(...encoded.merges);
			if (erasures) continue;
			for (const id of ids) {
				for (const key of reader.keysFor(id, lists, false)) before.add(key);
				for (const variant of variantsOf(id)) before.add(keys.base(variant));
			}
		}
		const batch = { before: [...before], inserts: [...inserts.values()], merges, ...(erasures ? {} : { unless: keys.erased }) };
		return { batch, written };
	}

	/** What a commit would answer. */
	private async wouldBe({ before: wanted = [], inserts = [], unless }: Batch): Promise<Committed> {
		const flag = this.parts.keys.erased;
		const asked = [flag, ...wanted];
		const guards = [...new Set(inserts.flatMap((insert) => insert.guards ?? []))];
		const rows = await this.parts.backend.read([...asked, ...guards, ...inserts.map(({ key }) => key)]);
		const before = new Map<string, string>();
		asked.forEach((key, index) => {
			const row = rows[index];
			if (row !== undefined) before.set(key, row);
		});
		const late = new Map(guards.map((guard, index) => [guard, rows[asked.length + index]?.slice(16, 29) ?? '']));
		const inserted = new Set<string>();
		inserts.forEach((insert, index) => {
			const free = rows[asked.length + guards.length + index] === undefined;
			if (free && insert.guards?.some((guard) => (late.get(guard) ?? '') >= (insert.at ?? '')) !== true) inserted.add(insert.key);
		});
		return before.has(flag) && unless === flag ? { before, inserted: new Set(), stopped: true } : { before, inserted };
	}

	/** The exact way: from all events of the people concerned, in the order in which they were recorded. */
	private async answerFromEvents(
		incoming: Incoming[],
		results: RecordResult[],
		dryRun: boolean,
	): Promise<void> {
		const { reader } = this.parts;
		const sight = await reader.look(incoming.flatMap(({ ids }) => ids));
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

	private async eventsOfPeople(incoming: Incoming[], sight: Sight) {
		const people = incoming.flatMap(({ ids }) => ids.map((id) => personOf(id, sight)));
		const ids = new Set(people.flatMap((person) => [person.ids, ...person.variants].flat()));
		return await eventsUnder(this.parts.backend, this.parts.keys, ids);
	}

	/** All that is kept about everybody an event names, and about those they are tied to. */
	private rowsAbout(ids: IdKey[], sight: Sight, byKey: Awaited<ReturnType<typeof eventsUnder>>): StoredEvent[] | CorruptRecord {
		const people = ids.map((id) => personOf(id, sight));
		return rowsOf(new Set(people.flatMap((person) => [person.ids, ...person.variants].flat())), byKey, sight.facts);
	}

	private async refuse(some: Incoming[], reason: string, results: RecordResult[]): Promise<void> {
		const sight = await this.parts.reader.look(some.flatMap(({ ids }) => ids));
		const byKey = await this.eventsOfPeople(some, sight);
		for (const one of some) {
			const rows = this.rowsAbout(one.ids, sight, byKey);
			const state = rows instanceof CorruptRecord ? undefined : stateAmong(one.ids, rows);
			put(results, one, refused(one.event, reason, { status: state?.status ?? 'none', known: state === undefined || state.lastEvent !== undefined }));
		}
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

function stateAmong(ids: IdKey[], rows: StoredEvent[]): ContactState {
	const [first, ...rest] = peopleAmong(ids, rows);
	return mostRestrictive([stateOf(first), ...rest.map(stateOf)]);
}

function byContact(a: Incoming, b: Incoming): number {
	const [first = '', second = ''] = [a.ids[0], b.ids[0]];
	return first < second ? -1 : first > second ? 1 : 0;
}

/** As they came in. */
function inOrder(incoming: Incoming[]): Incoming[] {
	return [...incoming].sort((a, b) => a.event.place - b.event.place);
}
