import { mostRestrictive, personStopOver, stateOf } from '../consent';
import type { ConsentEvent, ContactState, StateParts } from '../consent';
import { contactOf } from '../identity';
import type { RecordResult } from './types';

/** One person; several where an event names identifiers that nothing proves to be one person's. */
type People = [StateParts, ...StateParts[]];

/** What one event did, told from the state of those it names before and after it. */
export function resultOf(event: ConsentEvent, before: People, after: People): RecordResult {
	const [was, is] = [combined(before), combined(after)];
	const result: RecordResult = {
		contact: is.contact || contactOf(event.contact),
		outcome: event.action === 'link' || summary(was) !== summary(is) ? 'changed' : 'unchanged',
		previousStatus: was.status,
		status: is.status,
		lists: event.lists,
		eventId: event.eventId,
		known: before.some(({ last, standing }) => last !== undefined || standing.person.size + standing.business.size > 0),
	};
	if (event.action === 'opt_in' && event.origin === 'business') {
		const over = event.lists.filter((list) => after.some(({ standing }) => personStopOver(standing, list) !== undefined));
		if (over.length > 0) result.reason = 'person_opted_out';
		if (over.length === event.lists.length) result.outcome = 'refused';
	}
	return result;
}

function combined([first, ...rest]: People): ContactState {
	return rest.length === 0 ? stateOf(first) : mostRestrictive([stateOf(first), ...rest.map(stateOf)]);
}

/** What somebody who acts on a change would want to know of: standings, not the moments or events they rest on. */
function summary(state: ContactState): string {
	return JSON.stringify([
		state.status,
		state.everything?.status,
		Object.entries(state.lists).map(([key, list]) => [key, list.status, list.left === true, list.pendingUntil !== undefined]),
		Object.keys(state.platformStops).sort(),
		state.holds.length > 0,
	]);
}

export function refused(event: ConsentEvent, reason: string, state: { status: RecordResult['status']; known: boolean }): RecordResult {
	return {
		contact: contactOf(event.contact),
		outcome: 'refused',
		reason,
		previousStatus: state.status,
		status: state.status,
		lists: event.lists,
		known: state.known,
	};
}

export function invalid(contact: string, problem: string): RecordResult {
	return { contact, outcome: 'invalid', reason: problem, previousStatus: 'none', status: 'none', lists: [], known: false };
}
