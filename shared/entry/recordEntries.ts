import type { ConsentEventInput } from '../consent';
import type { ConsentStore, RecordResult } from '../store/types';
import type { Entry } from './entries';

/** A result that also says what was entered and when it was said, so that it can be confirmed. */
export interface EntryResult extends RecordResult {
	action?: ConsentEventInput['action'];
	/** ISO 8601 */
	occurredAt?: string;
}

/** Records the entries of a run as one batch and gives one result per entry, in order; an entry refused on sight is a result too. */
export async function recordEntries(
	store: ConsentStore,
	entries: Array<{ contact: string; entry: Entry }>,
): Promise<EntryResult[]> {
	const events: ConsentEventInput[] = [];
	const spans = entries.map(({ entry }) => {
		const start = events.length;
		if (entry.ok) events.push(...entry.events);
		return { start, end: events.length };
	});
	const recorded = events.length === 0 ? [] : await store.record(events);
	return entries.map(({ contact, entry }, index) => {
		if (!entry.ok) return invalid(contact, entry.reason);
		const { start, end } = spans[index] ?? { start: 0, end: 0 };
		const result = together(recorded.slice(start, end));
		if (result === undefined) return invalid(contact, 'nothing was recorded');
		return { ...saidBy(entry.events), ...result, ...(entry.slip !== undefined && result.reason === undefined && { reason: entry.slip }) };
	});
}

/** Several events of one entry, told as one result. */
function together(results: RecordResult[]): RecordResult | undefined {
	const [first] = results;
	const last = results.at(-1);
	if (first === undefined || last === undefined) return undefined;
	const telling = results.find((result) => result.outcome === 'invalid' || result.outcome === 'refused') ?? last;
	const outcome = telling === last && results.some((result) => result.outcome === 'changed') ? 'changed' : telling.outcome;
	return { ...telling, outcome, previousStatus: first.previousStatus, status: last.status, known: first.known };
}

/** The last event of an entry is the strongest: a block after the opt-out it comes with. */
function saidBy(events: ConsentEventInput[]): Pick<EntryResult, 'action' | 'occurredAt'> {
	const last = events.at(-1);
	if (last === undefined) return {};
	const at = new Date(last.occurredAt);
	return { action: last.action, ...(Number.isNaN(at.getTime()) ? {} : { occurredAt: at.toISOString() }) };
}

function invalid(contact: string, reason: string): RecordResult {
	return { contact, outcome: 'invalid', reason, previousStatus: 'none', status: 'none', lists: [], known: false };
}
