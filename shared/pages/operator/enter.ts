import type { ConsentEventInput, Evidence } from '../../consent';
import type { Entry } from '../../entry';
import type { RecordResult } from '../../store/types';
import { field } from '../http';
import { consentItems } from '../items';
import { stopTime } from '../stopTime';
import type { Outcome, OperatorVisit } from './visit';

export const OPERATOR_PAGE = 'operator page';

export const HOW_TO_COME_BACK =
	'They said stop themselves, so only they can undo it: by writing START to your number, by a tap on the button of their goodbye message, or in their preference centre. If they told you so on paper or by phone, enter it as their word, with date and evidence.';

/** Who changed it and why. @throws nothing; an empty reason is a problem for the caller to tell. */
export function why(visit: OperatorVisit): { evidence: Evidence } | { problem: string } {
	const reason = reasonOf(field(visit.request, 'reason'));
	if (reason === undefined) return { problem: 'Say why: the reason is kept with the change.' };
	return { evidence: { actor: visit.operator, reason } };
}

/** A reason as it is kept; nothing where none was given. */
export function reasonOf(written: string): string | undefined {
	const reason = written.trim().slice(0, 500);
	return reason === '' ? undefined : reason;
}

/** The moment of an opt-out entered now, after all that the operator saw of the contact. */
export async function stopMoment({ context }: OperatorVisit, contact: string): Promise<string> {
	const [record] = await context.store.records([contact]);
	return new Date(stopTime(record ?? {}, context.now)).toISOString();
}

/** Records what an operator entered, and says in words when it did not count. */
export async function enter(visit: OperatorVisit, entry: Entry, notice: string): Promise<Outcome> {
	if (!entry.ok) return { problem: sentence(entry.reason) };
	const results = await visit.context.store.record(entry.events);
	return settle(visit, entry.events, results, notice);
}

export function settle(visit: OperatorVisit, events: ConsentEventInput[], results: RecordResult[], notice: string): Outcome {
	const stuck = results.find(({ outcome }) => outcome === 'refused' || outcome === 'invalid');
	const items = itemsOf(visit, events, results);
	if (stuck === undefined) {
		const changed = results.some(({ outcome }) => outcome === 'changed');
		return { notice: changed ? notice : 'unchanged', items };
	}
	return { problem: refusalWords(stuck) };
}

/** One item per entry: an opt-out that also blocks is one thing the operator did. */
function itemsOf({ operator, request }: OperatorVisit, events: ConsentEventInput[], results: RecordResult[]) {
	const told = { source: OPERATOR_PAGE, actor: operator, reason: field(request, 'reason').slice(0, 500) };
	const [first] = events;
	const together = events.length === 2 && first?.action === 'opt_out' && events[1]?.action === 'block';
	if (!together || first === undefined) return events.flatMap((event, index) => consentItems(event, results[index], told));
	const [optOut, block] = results;
	if (optOut === undefined || block === undefined) return [];
	const changed = optOut.outcome === 'changed' || block.outcome === 'changed';
	return consentItems({ ...first, action: 'block' }, { ...block, lists: optOut.lists, previousStatus: optOut.previousStatus, outcome: changed ? 'changed' : 'unchanged' }, told);
}

function refusalWords({ reason = '', contact }: RecordResult): string {
	const known: Record<string, string> = {
		person_opted_out: HOW_TO_COME_BACK,
		from_the_future: 'The date lies in the future. Enter when they really said so.',
		not_correctable: 'What somebody did themselves (a keyword, a button, a page, WhatsApp’s own switch) can’t be voided.',
		unknown_event: 'There is no such event any more. Load the page again.',
		erased: 'This person’s data was erased. Only they can begin anew.',
	};
	return known[reason] ?? `${contact}: ${sentence(reason)}`;
}

function sentence(text: string): string {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.replace(/\.\.$/, '.');
}
