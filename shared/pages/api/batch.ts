import type { ConsentEventInput, Evidence } from '../../consent';
import { optInEntry, optOutEntry, takenNevertheless } from '../../entry';
import type { Entry } from '../../entry';
import type { RecordResult } from '../../store/types';
import type { PageItem } from '../http';
import { consentItems } from '../items';
import type { PagesContext } from '../types';
import type { ApiEntry, ReadEntry } from './index';

export interface BatchResult {
	contact: string;
	outcome: RecordResult['outcome'];
	reason?: string;
	status?: RecordResult['status'];
	eventId?: string;
}

/** Records a batch in one go and tells of every item what became of it. `key` names the batch, so that it is recorded once. */
export async function recordBatch(
	context: Pick<PagesContext, 'store' | 'now'>,
	entries: ReadEntry[],
	key?: string,
): Promise<{ results: BatchResult[]; items: PageItem[] }> {
	const made = entries.map((read, index) => (read.ok ? eventsOf(read, context.now, key === undefined ? undefined : `${key}/${index}`) : read));
	const events = made.flatMap((one) => ('events' in one ? one.events : []));
	const recorded = events.length === 0 ? [] : await context.store.record(events);
	let at = 0;
	const items: PageItem[] = [];
	const results = made.map((one, index): BatchResult => {
		const read = entries[index];
		if (!('events' in one)) return { contact: read !== undefined && read.ok ? written(read.entry) : one.contact, outcome: 'invalid', reason: one.problem };
		const own = recorded.slice(at, at + one.events.length);
		at += one.events.length;
		const worst = own.find(({ outcome }) => outcome === 'invalid' || outcome === 'refused') ?? own[0];
		const last = own.at(-1);
		const more = read !== undefined && read.ok ? { source: read.entry.source, ...(read.entry.name === undefined ? {} : { name: read.entry.name }) } : {};
		if (one.events[0] !== undefined) items.push(...consentItems(one.events[0], last === undefined ? worst : { ...last, ...pick(own[0]) }, more));
		const note = one.events[0]?.evidence?.note;
		return { ...result(worst, last), ...(typeof note === 'string' && worst?.reason === undefined ? { reason: note } : {}) };
	});
	await nameContacts(context, entries, results);
	return { results, items };
}

function pick(first: RecordResult | undefined): Partial<RecordResult> {
	if (first === undefined) return {};
	const { outcome, previousStatus, lists, duplicate } = first;
	return { outcome, previousStatus, lists, ...(duplicate === undefined ? {} : { duplicate }) };
}

function result(worst: RecordResult | undefined, last: RecordResult | undefined): BatchResult {
	const { contact = '', outcome = 'invalid', reason, eventId } = worst ?? {};
	return {
		contact,
		outcome,
		...(reason === undefined ? {} : { reason }),
		...(last === undefined ? {} : { status: last.status }),
		...(eventId === undefined ? {} : { eventId }),
	};
}

function written({ phone, userId }: ApiEntry): string {
	return String(phone ?? userId ?? '');
}

function eventsOf({ entry, slip }: Extract<ReadEntry, { ok: true }>, now: number, id: string | undefined): { events: ConsentEventInput[] } | { contact: string; problem: string } {
	const contact = { phone: entry.phone ?? null, userId: entry.userId ?? null };
	const evidence = entry.evidence as Evidence | undefined;
	const made: Entry =
		entry.action === 'opt_in'
			? optInEntry({ ...entry, contact, evidence, origin: entry.origin ?? 'business' }, now)
			: optOutEntry({ ...entry, contact, evidence, origin: entry.origin ?? 'person' }, now);
	if (!made.ok) return { contact: written(entry), problem: made.reason };
	const events = made.events.map((event): ConsentEventInput => ({ ...event, door: 'api', ...(id === undefined ? {} : { id }) }));
	return { events: slip === undefined ? events : events.map((event) => (event.action === 'opt_out' ? nevertheless(event, slip, now) : event)) };
}

/** A slip beside an opt-out must not cost anybody theirs: it counts from now, for everything, and says so. */
function nevertheless(event: ConsentEventInput, slip: string, now: number): ConsentEventInput {
	return { ...event, lists: undefined, occurredAt: now, evidence: { ...event.evidence, note: takenNevertheless(slip) } };
}

async function nameContacts({ store }: Pick<PagesContext, 'store'>, entries: ReadEntry[], results: BatchResult[]): Promise<void> {
	for (const [index, read] of entries.entries()) {
		const result = results[index];
		if (!read.ok || read.entry.name === undefined || result === undefined || result.outcome === 'invalid') continue;
		await store.updateProfile(result.contact, { name: read.entry.name });
	}
}
