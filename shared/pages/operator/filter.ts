import { STATUSES } from '../../consent';
import type { Status } from '../../consent';
import type { ContactFilter, ContactSort } from '../../store/types';
import type { PageRequest } from '../http';
import { offsetAt } from './localTime';

export const PAGE_SIZE = 50;
/** Contacts looked at for one page: what fits in the time somebody waits for it. */
export const LOOK_AT = 2000;
const DAY_MS = 86_400_000;

/** What the contacts table was asked for, as the store takes it. */
export function filterOf({ query }: PageRequest, timeZone: string): ContactFilter {
	const filter: ContactFilter = {};
	const status = STATUSES.find((known): known is Status => known === query.status);
	const list = query.list?.trim().toLowerCase() ?? '';
	if (list !== '') filter.list = list;
	if (status !== undefined && list !== '' && status !== 'blocked') filter.listStatus = status;
	else if (status !== undefined) filter.status = status;
	const search = query.search?.trim().slice(0, 200) ?? '';
	if (search !== '') filter.search = search;
	const tags = (query.tag ?? '').split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
	if (tags.length > 0) filter.tags = tags;
	const [name = '', ...value] = (query.attribute ?? '').split('=');
	if (name.trim() !== '' && value.length > 0) filter.attributes = Object.fromEntries([[name.trim(), value.join('=').trim()]]);
	const source = query.source?.trim().slice(0, 200) ?? '';
	if (source !== '') filter.source = source;
	const from = beginOf(query.from, timeZone);
	const until = beginOf(query.until, timeZone, 1);
	if (from !== undefined) filter.optedInFrom = from;
	if (until !== undefined) filter.optedInBefore = until;
	return filter;
}

export const SORTS: ReadonlyArray<readonly [sort: ContactSort, name: string]> = [
	['number', 'Number'],
	['name', 'Name (only contacts with one)'],
	['created', 'Created, newest first'],
	['lastEvent', 'Last event, newest first'],
];

export function sortOf({ query }: PageRequest): ContactSort {
	return SORTS.find(([sort]) => sort === query.sort)?.[0] ?? 'number';
}

/** When a day begins where the operators are. Around a change of the clocks it may be an hour off. */
function beginOf(date: string | undefined, timeZone: string, daysLater = 0): number | undefined {
	const midnight = /^\d{4}-\d\d-\d\d$/.test(date ?? '') ? Date.parse(`${date}T00:00:00Z`) + daysLater * DAY_MS : NaN;
	return Number.isNaN(midnight) ? undefined : midnight - offsetAt(midnight, timeZone);
}
