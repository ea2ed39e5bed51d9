import { STATUSES } from '../../consent';
import type { Status } from '../../consent';
import type { ContactFilter, ContactPage, ContactRecord, ConsentStore } from '../../store/types';
import type { PageRequest } from '../http';

/** What the contacts table was asked for. */
export interface TableFilter {
	store: ContactFilter;
	/** Opted in within these days, as milliseconds. */
	from?: number;
	until?: number;
	/** Where the page before ended. */
	after?: string;
}

const PAGE_SIZE = 50;
/** A date is not something the store can look up, so at most this many pages are read in search of one. */
const PAGES_PER_LOOK = 40;
const DAY_MS = 86_400_000;

export function filterOf({ query }: PageRequest): TableFilter {
	const filter: ContactFilter = { limit: PAGE_SIZE };
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
	const from = Date.parse(query.from ?? '');
	const until = Date.parse(query.until ?? '') + DAY_MS;
	return {
		store: filter,
		...(Number.isNaN(from) ? {} : { from }),
		...(Number.isNaN(until) ? {} : { until }),
		...(query.after === undefined || query.after === '' ? {} : { after: query.after }),
	};
}

export function fits({ optedInAt }: ContactRecord, { from, until }: TableFilter): boolean {
	if (from === undefined && until === undefined) return true;
	const at = Date.parse(optedInAt ?? '');
	return at >= (from ?? -Infinity) && at < (until ?? Infinity);
}

/** One page of the table. Without a date it is one page of the store; `cursor` says that there is more. */
export async function tablePage(store: ConsentStore, filter: TableFilter): Promise<ContactPage> {
	const contacts: ContactRecord[] = [];
	let cursor = filter.after;
	for (let page = 0; page < PAGES_PER_LOOK; page++) {
		const found = await store.contacts(filter.store, cursor);
		contacts.push(...found.contacts.filter((contact) => fits(contact, filter)));
		cursor = found.cursor;
		if (cursor === undefined) return { contacts };
		if (contacts.length >= PAGE_SIZE) return { contacts, cursor };
	}
	return cursor === undefined ? { contacts } : { contacts, cursor };
}
