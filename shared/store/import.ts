import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { endOfStopDay, iso, parseEvent, startOfOptInDay } from '../consent';
import type { ConsentEventInput, EventResult } from '../consent';
import { parseIdentifier } from '../identity';
import { chunks } from './backend';
import type { Profiles } from './profiles';
import type { Recorder } from './record';
import { StopsBefore } from './stopsBefore';
import type { ImportRow, ProfileChange, RecordResult } from './types';

/** Rows in memory and in one transaction at a time. */
const STEP = 5000;
/** Rows read before other work of this process gets a turn. */
const PIECE = 250;

const ACTIONS = { opted_in: 'opt_in', opted_out: 'opt_out', blocked: 'block' } as const;
const statusSchema = z.enum(['opted_in', 'opted_out', 'blocked']);

/** A row read, and what is to be said of how it was taken. */
interface Read {
	event: EventResult;
	remark?: string;
}

export class Importer {
	constructor(
		private readonly recorder: Recorder,
		private readonly profiles: Profiles,
		private readonly now: () => number,
		private readonly defaultCountry: string | undefined,
	) {}

	/** Result per row, in order. What restricts goes first, so that no moment shows somebody opted in whom a later row opts out. */
	async run(rows: ImportRow[], options: { dryRun?: boolean; source?: string } = {}): Promise<RecordResult[]> {
		const results = new Array<RecordResult>(rows.length);
		const [restricting, other]: [number[], number[]] = [[], []];
		rows.forEach((row, index) => (row?.status === 'opted_in' ? other : restricting).push(index));
		const steps = [...chunks(restricting, STEP), ...chunks(other, STEP)];
		const stops = options.dryRun === true ? new StopsBefore() : undefined;
		let read = await this.readAll(steps[0], rows, options.source);
		for (const [index, some] of steps.entries()) {
			const events = read.map(({ event }) => event);
			const before = stops?.of(events) ?? [];
			const [recorded, ahead] = await Promise.all([this.recorder.recordRead([...before, ...events], options), this.readAll(steps[index + 1], rows, options.source)]);
			this.tell(some, read, recorded.slice(before.length), results);
			stops?.add(events);
			if (options.dryRun !== true) await this.keepProfiles(some.filter((place) => results[place]?.outcome !== 'invalid').map((place) => rows[place]));
			read = ahead;
		}
		return results;
	}

	/** Piece by piece, so that the database, at work on the rows before these, is given more meanwhile. */
	private async readAll(places: number[] = [], rows: ImportRow[], source = 'import'): Promise<Read[]> {
		const read: Read[] = [];
		for (const some of chunks(places, PIECE)) {
			await turn();
			for (const place of some) read.push(this.read(rows[place], source));
		}
		return read;
	}

	private tell(places: number[], read: Read[], recorded: RecordResult[], results: RecordResult[]): void {
		recorded.forEach((result, at) => {
			const remark = read[at]?.remark;
			results[places[at] ?? 0] = remark !== undefined && result.reason === undefined ? { ...result, reason: remark } : result;
		});
	}

	private read(row: ImportRow | undefined, source: string): Read {
		const status = statusSchema.safeParse(row?.status);
		const dated = row?.occurredAt !== undefined && row.occurredAt !== '';
		if (row === undefined || !status.success || (!dated && status.data === 'opted_in')) return { event: this.refused(row, status.success) };
		const date = row.occurredAt ?? '';
		const event: ConsentEventInput = {
			action: ACTIONS[status.data],
			contact: row.contact,
			// Whoever is listed as opted out asked for it, as far as anybody knows; whoever is listed as opted in is so by your word.
			origin: status.data === 'opted_in' ? 'business' : 'person',
			source,
			door: 'import',
			occurredAt: !dated ? iso(this.now()) : status.data === 'opted_in' ? startOfOptInDay(date) : endOfStopDay(date),
			...(row.lists === undefined ? {} : { lists: row.lists }),
			...(row.evidence === undefined ? {} : { evidence: row.evidence }),
		};
		const parsed = parseEvent(event, this.options());
		return parsed.ok || status.data === 'opted_in' ? { event: parsed } : this.nevertheless(event, parsed.problem);
	}

	/** Of a row that can't become an event: what is to be mended first. */
	private refused(row: ImportRow | undefined, hasStatus: boolean): EventResult {
		const contact = typeof row?.contact === 'string' ? row.contact.slice(0, 200) : '';
		const parsed = parseIdentifier(row?.contact, this.options());
		if (!parsed.ok) return { ok: false, contact, problem: `contact: ${parsed.problem}` };
		const problem = hasStatus ? 'occurredAt: is missing: an opt-in without a date proves nothing' : 'status: must be opted_in, opted_out or blocked';
		return { ok: false, contact, problem };
	}

	/** A slip in a date or a list's name must not cost anybody their opt-out: it counts from now, for everything, and says so. */
	private nevertheless(event: ConsentEventInput, problem: string): Read {
		const remark = `${problem}: taken as an opt-out of everything from now on`;
		const plain: ConsentEventInput = { ...event, occurredAt: iso(this.now()), lists: undefined, evidence: { ...event.evidence, note: remark } };
		const parsed = parseEvent(plain, this.options());
		return parsed.ok ? { event: parsed, remark } : { event: parsed };
	}

	private async keepProfiles(rows: Array<ImportRow | undefined>): Promise<void> {
		const changes = rows.flatMap((row) => {
			if (row === undefined) return [];
			const change: ProfileChange = {};
			if (row.name !== undefined && row.name !== '') change.name = row.name;
			if (row.tags !== undefined && row.tags.length > 0) change.addTags = row.tags;
			if (row.attributes !== undefined && Object.keys(row.attributes).length > 0) change.attributes = row.attributes;
			if (Object.keys(change).length === 0) return [];
			const parsed = parseIdentifier(row.contact, this.options());
			return parsed.ok ? [{ ids: parsed.ids, keys: parsed.keys, change }] : [];
		});
		if (changes.length > 0) await this.profiles.updateMany(changes);
	}

	private options() {
		return this.defaultCountry === undefined ? {} : { defaultCountry: this.defaultCountry };
	}
}
