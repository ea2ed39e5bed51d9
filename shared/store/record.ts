import { parseEvent } from '../consent';
import type { ConsentEventInput, EventResult } from '../consent';
import { variantsOf } from '../identity';
import { chunks } from './backend';
import type { Backend, Batch, Committed, Insert, Merge } from './backend';
import type { Directory, Known } from './directory';
import { definitionRow } from './directory';
import { wouldBe } from './dryRun';
import { encode, listsNamed, mayRevive } from './encode';
import type { FactsReader } from './facts';
import { FullAnswers } from './fullAnswers';
import { gather, isFromTheFuture } from './incoming';
import type { Incoming } from './incoming';
import type { Keys } from './keys';
import { quickAnswers } from './quickAnswers';
import type { Written } from './quickAnswers';
import { Screening } from './screening';
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
const FIRST_PART = 250;

/** Takes events in: reads them, leaves out what must not go in, writes the rest, and tells of each what it did. */
export class Recorder {
	private readonly answers: FullAnswers;
	private readonly screening: Screening;

	constructor(private readonly parts: RecorderParts) {
		this.answers = new FullAnswers(parts.backend, parts.keys, parts.reader);
		this.screening = new Screening(parts.reader, this.answers);
	}

	async record(inputs: ConsentEventInput[], options: { dryRun?: boolean } = {}): Promise<RecordResult[]> {
		const { defaultCountry } = this.parts;
		const reading = defaultCountry === undefined ? {} : { defaultCountry };
		return await this.recordRead(inputs.map((input) => parseEvent(input, reading)), options);
	}

	/** The same of events that were read already; a result per event, in order. */
	async recordRead(read: EventResult[], options: { dryRun?: boolean } = {}): Promise<RecordResult[]> {
		const now = this.parts.now();
		const results = new Array<RecordResult>(read.length);
		let incoming = gather(read, now, results);
		incoming = await this.screening.withoutVainCorrections(incoming, results);
		const refusedLater = incoming.filter((one) => isFromTheFuture(one, now));
		if (refusedLater.length > 0) incoming = incoming.filter((one) => !refusedLater.includes(one));
		if (incoming.length > 0) await this.write(incoming, results, now, options.dryRun === true);
		if (refusedLater.length > 0) await this.answers.refuse(refusedLater, 'from_the_future', results);
		return results;
	}

	private async write(incoming: Incoming[], results: RecordResult[], now: number, dryRun: boolean): Promise<void> {
		const { directory } = this.parts;
		for (;;) {
			const known = await this.knownWith(incoming, now, dryRun);
			const open = known.erasures ? await this.screening.withoutErased(incoming, results) : incoming;
			if (open.length === 0) return;
			const left = await this.commit(open, known, results, dryRun);
			// Somebody was erased for the first time, and this worker had not heard of it.
			if (left === 'stopped') await directory.refresh();
			else {
				if (left.length > 0) await this.answers.answer(inOrder(left), results, dryRun);
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
			const parts = inParts([...incoming].sort(byContact));
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
			const committed = dryRun ? await wouldBe(batch, backend, keys.erased) : await backend.commit(batch);
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

}

/** A small one first: until it is made the database has nothing to do. */
function inParts(incoming: Incoming[]): Incoming[][] {
	return [incoming.slice(0, FIRST_PART), ...chunks(incoming.slice(FIRST_PART), PART)];
}

function byContact(a: Incoming, b: Incoming): number {
	const [first = '', second = ''] = [a.ids[0], b.ids[0]];
	return first < second ? -1 : first > second ? 1 : 0;
}

/** As they came in. */
function inOrder(incoming: Incoming[]): Incoming[] {
	return [...incoming].sort((a, b) => a.event.place - b.event.place);
}
