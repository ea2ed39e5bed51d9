import { addToken, canBeCorrected, keysIn, mostRestrictive, parseEvent, partsOf, provesIdentity, stateOf, tokenOf } from '../consent';
import type { ConsentEvent, ConsentEventInput, ContactState, StateParts } from '../consent';
import { variantsOf } from '../identity';
import type { IdKey } from '../identity';
import type { Backend, Batch, Committed, Merge } from './backend';
import type { Directory, Known } from './directory';
import { definitionRow } from './directory';
import { encode, isPlain, listsNamed, mayRevive, recordedBefore } from './encode';
import type { StoredEvent } from './encode';
import { CorruptRecord } from './errors';
import { eventsAmong, eventsUnder, once, rowsOf, tiesAmong } from './events';
import type { Facts, FactsReader, Sight } from './facts';
import type { Keys } from './keys';
import { invalid, refused, resultOf } from './outcome';
import { fromRegisters, personOf } from './people';
import type { RecordResult } from './types';

/** How far a clock may run ahead of ours before its events count as from the future. */
export const FUTURE_MS = 5 * 60 * 1000;

const REVIVING: ReadonlySet<ConsentEvent['action']> = new Set(['opt_in', 'unblock', 'platform_resume']);

export interface RecorderParts {
	backend: Backend;
	keys: Keys;
	directory: Directory;
	reader: FactsReader;
	now: () => number;
	stamp: () => string;
	defaultCountry?: string;
}

/** Events this process has recorded: which of two of one millisecond came first. */
let recorded = 0;

/** One event on its way in, and where its result belongs. */
interface Incoming {
	event: StoredEvent;
	ids: IdKey[];
	places: number[];
}

export class Recorder {
	constructor(private readonly parts: RecorderParts) {}

	async record(inputs: ConsentEventInput[], options: { dryRun?: boolean } = {}): Promise<RecordResult[]> {
		const now = this.parts.now();
		const results = new Array<RecordResult>(inputs.length);
		let incoming = this.understand(inputs, now, results);
		incoming = await this.withoutVainCorrections(incoming, results);
		const refusedLater = incoming.filter(({ event }) => REVIVING.has(event.action) && event.occurredAt > now + FUTURE_MS);
		incoming = incoming.filter((one) => !refusedLater.includes(one));
		incoming = await this.withoutErased(incoming, results);
		if (incoming.length > 0) await this.write(incoming, results, now, options.dryRun === true);
		if (refusedLater.length > 0) await this.refuse(refusedLater, 'from_the_future', results);
		return results;
	}

	/** Reads every input; the same event twice in one call is one event with two places for its result. */
	private understand(inputs: ConsentEventInput[], now: number, results: RecordResult[]): Incoming[] {
		const { defaultCountry } = this.parts;
		const once = new Map<string, Incoming>();
		// The same event told of one contact with more or fewer identifiers: what was said first holds for all of them.
		const mentions = new Map<string, ConsentEvent>();
		const firstMention = ({ eventId }: ConsentEvent, ids: IdKey[]) =>
			ids.map((id) => mentions.get(`${id} ${eventId}`)).find((event) => event !== undefined);
		inputs.forEach((input, place) => {
			const parsed = parseEvent(input, defaultCountry === undefined ? {} : { defaultCountry });
			if (!parsed.ok) {
				results[place] = invalid(parsed.contact, parsed.problem);
				return;
			}
			const ids = keysIn(parsed.event);
			const name = [parsed.event.eventId, ...[...ids].sort()].join(' ');
			const known = once.get(name);
			if (known !== undefined) {
				known.places.push(place);
				return;
			}
			const event: StoredEvent = { ...(firstMention(parsed.event, ids) ?? parsed.event), contact: parsed.event.contact, recordedAt: now, place: ++recorded };
			// A clock that runs ahead must not make an opt-out outlast the person's next opt-in by days, nor lose it.
			if (!REVIVING.has(event.action) && event.occurredAt > now + FUTURE_MS) event.occurredAt = now;
			const one: Incoming = { event, ids, places: [place] };
			once.set(name, one);
			for (const id of ids) mentions.set(`${id} ${event.eventId}`, event);
		});
		return [...once.values()];
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
			const ties = tiesAmong(all);
			const own = one.ids.flatMap((id) => eventsAmong(personOf(id, ties), all).own);
			const target = own.find(({ eventId }) => eventId === one.event.corrects);
			if (target === undefined) vain.set(one, 'unknown_event');
			else if (!canBeCorrected(target)) vain.set(one, 'not_correctable');
		}
		for (const [one, reason] of vain) await this.refuse([one], reason, results);
		return incoming.filter((one) => !vain.has(one));
	}

	/** An opt-out that an erasure has kept is not written again: that would bring the person's data back. */
	private async withoutErased(incoming: Incoming[], results: RecordResult[]): Promise<Incoming[]> {
		const { directory, reader } = this.parts;
		if (!(await directory.known()).erasures) return incoming;
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
		const { backend, directory, keys } = this.parts;
		const known = await directory.known();
		const batch = await this.batch(incoming, known, now);
		const committed = dryRun ? await this.wouldBe(batch) : await backend.commit(batch);
		const stale = committed.before.get(keys.mark) !== known.mark;
		if (stale || (batch.sets ?? []).length > 0) await directory.refresh();
		await this.answer(incoming, committed, known, results, { stale, dryRun });
	}

	/**
	 * Tombstones are read only where there are any: an erasure this worker has not heard of changes the mark, which is read along and
	 * sends every answer to the events. Guards stay, since they keep what was erased from coming back whoever has heard of it.
	 */
	private async batch(incoming: Incoming[], known: Known, now: number): Promise<Batch> {
		const { directory, keys, reader, stamp } = this.parts;
		const inserts: NonNullable<Batch['inserts']> = [];
		const merges: Merge[] = [];
		const before = new Set([keys.mark]);
		for (const { event, ids } of incoming) {
			const tombstones = mayRevive(event) ? ids.map((id) => reader.tombstoneKey(id)) : [];
			const encoded = encode(event, keys, tombstones);
			inserts.push(...encoded.inserts);
			merges.push(...encoded.merges);
			for (const id of ids) {
				for (const key of reader.keysFor(id, known.lists, known.erasures)) before.add(key);
				for (const variant of variantsOf(id)) {
					for (const key of reader.keysFor(variant, known.lists, known.erasures)) before.add(key);
				}
			}
		}
		const batch: Batch = { before: [...before], inserts: distinct(inserts), merges };
		const fresh = [...listsNamed(incoming.map(({ event }) => event))].filter((list) => !known.lists.includes(list));
		if (fresh.length > 0) {
			const at = new Date(now).toISOString();
			batch.inserts?.push(...fresh.map((list) => definitionRow(list, keys, at)));
			batch.sets = [directory.newMark(stamp())];
		}
		return batch;
	}

	/** What a commit would answer. */
	private async wouldBe(batch: Batch): Promise<Committed> {
		const asked = batch.before ?? [];
		const inserts = batch.inserts ?? [];
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
		return { before, inserted };
	}

	private async answer(
		incoming: Incoming[],
		committed: Committed,
		known: Known,
		results: RecordResult[],
		{ stale, dryRun }: { stale: boolean; dryRun: boolean },
	): Promise<void> {
		const sight = this.sightBefore(incoming, committed, known);
		const slow = this.keysThatNeedEvents(incoming, committed, sight, stale);
		const running = new Map<IdKey, StateParts>();
		const left: Incoming[] = [];
		for (const one of incoming) {
			const [id = ''] = one.ids;
			if (one.ids.some((key) => slow.has(key))) {
				left.push(one);
				continue;
			}
			const before = running.get(id) ?? plainParts(id, sight);
			const after = withEvent(before, one.event);
			running.set(id, after);
			put(results, one, resultOf(one.event, [before], [after]));
		}
		if (left.length > 0) await this.answerFromEvents(left, committed, results, dryRun);
	}

	/** What stood about the batch's contacts before it, links aside. */
	private sightBefore(incoming: Incoming[], { before }: Committed, known: Known): Sight {
		const { reader } = this.parts;
		const sight: Sight = { known, facts: new Map(), links: new Map(), loose: new Map() };
		for (const id of new Set(incoming.flatMap(({ ids }) => ids.flatMap((own) => [own, ...variantsOf(own)])))) {
			const rows = reader.keysFor(id, known.lists, known.erasures).map((key) => before.get(key));
			const facts = reader.factsFrom(id, known.lists, known.erasures, (index) => rows[index]);
			if (facts !== undefined) sight.facts.set(id, facts);
		}
		return sight;
	}

	private keysThatNeedEvents(incoming: Incoming[], { inserted }: Committed, sight: Sight, stale: boolean): Set<IdKey> {
		const { keys } = this.parts;
		const slow = new Set<IdKey>();
		const named = new Set(incoming.flatMap(({ ids }) => ids));
		for (const { event, ids } of incoming) {
			const needsEvents =
				stale ||
				ids.length > 1 ||
				!isPlain(event) ||
				!ids.every((id) => inserted.has(keys.event(id, event.eventId))) ||
				ids.some((id) => variantsOf(id).some((variant) => named.has(variant) || isLinked(sight.facts.get(variant)))) ||
				ids.some((id) => isLinked(sight.facts.get(id)) || fromRegisters(personOf(id, sight), sight).from !== 'registers');
			if (needsEvents) for (const id of ids) slow.add(id);
		}
		return slow;
	}

	/** The exact way: from all events of the people concerned, in the order in which they were recorded. */
	private async answerFromEvents(
		incoming: Incoming[],
		{ inserted }: Committed,
		results: RecordResult[],
		dryRun: boolean,
	): Promise<void> {
		const { keys, reader } = this.parts;
		const sight = await reader.look(incoming.flatMap(({ ids }) => ids));
		const byKey = await this.eventsOfPeople(incoming, sight);
		const isNew = (one: Incoming) => one.ids.some((id) => inserted.has(keys.event(id, one.event.eventId)));
		const fresh = new Map<string, number>();
		incoming.forEach((one, index) => {
			if (isNew(one)) fresh.set(one.event.eventId, index);
		});
		incoming.forEach((one, index) => {
			const rows = this.rowsAbout(one.ids, sight, byKey);
			if (rows instanceof CorruptRecord) {
				put(results, one, { ...refused(one.event, 'corrupt_record', { status: 'none', known: true }), outcome: 'changed', eventId: one.event.eventId });
				return;
			}
			const original = isNew(one) ? undefined : once(rows).find(({ eventId }) => eventId === one.event.eventId);
			const duplicate = original !== undefined;
			const stood = (event: StoredEvent) =>
				duplicate ? recordedBefore(event, original) : (fresh.get(event.eventId) ?? -1) < index && event.eventId !== one.event.eventId;
			const past = rows.filter(stood);
			if (dryRun) past.push(...incoming.slice(0, index).filter(isNew).map(({ event }) => event));
			if (!isNew(one) && !duplicate) {
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
	const ties = tiesAmong(telling);
	const seen = new Set<IdKey>();
	const people: StateParts[] = [];
	for (const id of ids) {
		if (seen.has(id)) continue;
		const person = personOf(id, ties);
		for (const own of person.ids) seen.add(own);
		const { own, variants } = eventsAmong(person, rows);
		people.push(partsOf(own, variants));
	}
	return people as [StateParts, ...StateParts[]];
}

function stateAmong(ids: IdKey[], rows: StoredEvent[]): ContactState {
	const [first, ...rest] = peopleAmong(ids, rows);
	return mostRestrictive([stateOf(first), ...rest.map(stateOf)]);
}

function plainParts(id: IdKey, sight: Sight): StateParts {
	const registers = fromRegisters(personOf(id, sight), sight);
	if (registers.from !== 'registers') throw new Error('registers were expected to be enough');
	return registers.parts;
}

function withEvent(parts: StateParts, event: ConsentEvent): StateParts {
	const standing = { person: new Map(parts.standing.person), business: new Map(parts.standing.business) };
	for (const scope of event.lists) addToken(standing, event.origin, scope, tokenOf(event));
	return { ...parts, ids: { ...event.contact, ...parts.ids }, standing, last: parts.last ?? event };
}

function isLinked(facts: Facts | undefined): boolean {
	return facts?.base?.linked === true;
}

/** The same event named by two spellings of one contact falls on the same row. */
function distinct<T extends { key: string }>(rows: T[]): T[] {
	const once = new Map<string, T>();
	for (const row of rows) if (!once.has(row.key)) once.set(row.key, row);
	return [...once.values()];
}

/** A second mention in the same call is a redelivery like any other. */
function put(results: RecordResult[], { places }: Incoming, result: RecordResult): void {
	places.forEach((place, index) => {
		results[place] = index === 0 ? result : { ...result, duplicate: true };
	});
}
