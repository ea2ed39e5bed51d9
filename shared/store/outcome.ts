import { mostRestrictive, personStopOver, stateOf } from '../consent';
import type { ConsentEvent, ContactState, ListState, StateParts } from '../consent';
import { contactOf } from '../identity';
import type { RecordResult } from './types';

/** One person; several where an event names identifiers that nothing proves to be one person's. */
type People = [StateParts, ...StateParts[]];

/** What one event did, told from the state of those it names before and after it. */
export function resultOf(event: ConsentEvent, before: People, after: People): RecordResult {
	const known = before.some(({ last, standing }) => last !== undefined || standing.person.size + standing.business.size > 0);
	const over = (list: string) => after.some(({ standing }) => personStopOver(standing, list) !== undefined);
	return result(event, combined(before), combined(after), known, over);
}

/** The same for one person without ties, whose states say all. */
export function changeBetween(event: ConsentEvent, was: ContactState, is: ContactState): RecordResult {
	const known = was.lastEvent !== undefined || was.everything !== undefined || Object.keys(was.lists).length > 0;
	return result(event, was, is, known, (list) => {
		const state = Object.hasOwn(is.lists, list) ? is.lists[list] : is.everything;
		return state?.status === 'opted_out' && state.origin === 'person';
	});
}

function result(event: ConsentEvent, was: ContactState, is: ContactState, known: boolean, stopOver: (list: string) => boolean): RecordResult {
	const made: RecordResult = {
		contact: is.contact || contactOf(event.contact),
		outcome: event.action === 'link' || !standsAs(was, is) ? 'changed' : 'unchanged',
		previousStatus: was.status,
		status: is.status,
		lists: event.lists,
		eventId: event.eventId,
		known,
	};
	if (event.action === 'opt_in' && event.origin === 'business') {
		const over = event.lists.filter(stopOver);
		if (over.length > 0) made.reason = 'person_opted_out';
		if (over.length === event.lists.length) made.outcome = 'refused';
	}
	return made;
}

function combined([first, ...rest]: People): ContactState {
	return rest.length === 0 ? stateOf(first) : mostRestrictive([stateOf(first), ...rest.map(stateOf)]);
}

/** Do two states agree in what somebody who acts on a change would want to know: standings, not the moments or events they rest on? */
function standsAs(a: ContactState, b: ContactState): boolean {
	const lists = Object.keys(a.lists);
	const stops = Object.keys(a.platformStops);
	return (
		a.status === b.status &&
		a.everything?.status === b.everything?.status &&
		a.holds.length > 0 === b.holds.length > 0 &&
		lists.length === Object.keys(b.lists).length &&
		lists.every((list) => Object.hasOwn(b.lists, list) && listStandsAs(a.lists[list], b.lists[list])) &&
		stops.length === Object.keys(b.platformStops).length &&
		stops.every((stop) => Object.hasOwn(b.platformStops, stop))
	);
}

function listStandsAs(a: ListState | undefined, b: ListState | undefined): boolean {
	return a?.status === b?.status && (a?.left === true) === (b?.left === true) && (a?.pendingUntil !== undefined) === (b?.pendingUntil !== undefined);
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
