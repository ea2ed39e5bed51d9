import { STATUSES } from '../../consent';
import type { Status } from '../../consent';
import type { ContactFilter, ContactRecord } from '../../store/types';
import type { PageRequest } from '../http';

export const PAGE_SIZE = 50;
const DAY_MS = 86_400_000;

/** What the contacts table was asked for, as the store takes it. */
export function filterOf({ query }: PageRequest): ContactFilter {
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
	const optedIn = optedInBetween(Date.parse(query.from ?? ''), Date.parse(query.until ?? '') + DAY_MS);
	if (optedIn !== undefined) filter.where = optedIn;
	return filter;
}

/** Missing ends are NaN. */
function optedInBetween(from: number, until: number): ((contact: ContactRecord) => boolean) | undefined {
	if (Number.isNaN(from) && Number.isNaN(until)) return undefined;
	return ({ optedInAt }) => {
		const at = Date.parse(optedInAt ?? '');
		return !Number.isNaN(at) && !(at < from) && !(at >= until);
	};
}
