import { DEFAULT_LIST } from '../consent';
import type { Status } from '../consent';
import type { IdKey } from '../identity';
import type { Backend } from './backend';
import { plainBase } from './cells';
import { hash, tail } from './keys';
import type { Keys } from './keys';
import { digitsIn } from './matching';
import { BY_CREATED, BY_ENDING, BY_LAST_EVENT, BY_STANDING, ENDING } from './orders';
import type { Order } from './orders';
import { attributeName, idIn, wordsOf } from './profileIndex';
import type { ContactFilter, ContactRecord } from './types';

export interface Candidate {
	id: IdKey;
	/** After which to go on. */
	place: string;
	/** Known to have no other identifier, so nobody else can be listed for the same person. */
	alone: boolean;
}

/** One way through a part of the contacts. `read` answers up to `size` of them; `done` when there are no more. */
export interface Way {
	read(after: string | undefined, size: number): Promise<{ candidates: Candidate[]; done: boolean }>;
	/** Lists a person for each identifier that has a row here, so that one of them has to be chosen: the first, by this. */
	chosenBy?: 'key' | 'lastEvent' | 'created';
	/** Goes by profiles, of which one may still lie under a number that somebody else has by now. */
	byProfile?: true;
	/** Whether this way has listed the contact, so that later ones need not. */
	has?(record: ContactRecord): boolean;
}

/** Parts of the order by standing that hold contacts of a status; of others any may. */
const STANDINGS: Partial<Record<Status, string[]>> = { opted_out: ['o', 'n', 's'], blocked: ['s'], pending: ['s'] };

/** The ways that find all who fit, the narrowest first. `certain`: no erased person's opt-out is kept beside the rows. */
export function waysOf(backend: Backend, keys: Keys, filter: ContactFilter, certain: boolean): Way[] {
	const base = keys.spaces.base;
	const by = (order: Order, more: OrderedMore = {}) => ordered(backend, base, order, more);
	if (filter.sort === 'name') return [profiles(indexed(backend, keys.spaces.name))];
	if (filter.sort === 'created') return [by(BY_CREATED, { chosenBy: 'created' })];
	if (filter.sort === 'lastEvent') return [by(BY_LAST_EVENT, { descending: true, chosenBy: 'lastEvent' })];
	const [tag] = filter.tags ?? [];
	if (tag !== undefined) return [profiles(indexed(backend, `${keys.spaces.tag}${hash(tag)}:`))];
	const [attribute] = Object.entries(filter.attributes ?? {});
	if (attribute !== undefined) return [profiles(indexed(backend, `${keys.spaces.attribute}${attributeName(...attribute)}:`))];
	const search = filter.search?.trim() ?? '';
	if (search !== '') return [...quickWays(backend, keys, search), everybody(backend, keys, filter)];
	if (isMembers(filter)) return [everybody(backend, keys, filter)];
	if (filter.optedInFrom !== undefined) return [by(BY_LAST_EVENT, { descending: true, until: String(filter.optedInFrom).padStart(13, '0'), chosenBy: 'lastEvent' })];
	const status = filter.status ?? (filter.list === DEFAULT_LIST ? filter.listStatus : undefined);
	const parts = certain && status !== undefined ? STANDINGS[status] : undefined;
	if (parts !== undefined) return parts.map((part) => by(BY_STANDING, { only: part }));
	return [everybody(backend, keys, filter)];
}

/** Whether a list's own rows tell its members. What is known of the default list stands with the contact itself. */
export function isMembers({ list }: ContactFilter): boolean {
	return list !== undefined && list !== DEFAULT_LIST;
}

/** By key, or the members of a list. */
function everybody(backend: Backend, keys: Keys, filter: ContactFilter): Way {
	const members = isMembers(filter);
	const prefix = members ? keys.membersOf(filter.list ?? '') : keys.spaces.base;
	return {
		chosenBy: 'key',
		async read(after, size) {
			const rows = await backend.page(prefix, after === undefined ? undefined : prefix + after, size);
			const candidates = rows.map(({ key, value }) => {
				const id = tail(key, prefix);
				return { id, place: id, alone: !members && plainBase(value) !== undefined };
			});
			return { candidates, done: rows.length < size };
		},
	};
}

/** Where a name or number is looked for first: names by the beginning of a word, numbers by their beginning and their end. */
function quickWays(backend: Backend, keys: Keys, search: string): Way[] {
	const digits = digitsIn(search);
	if (digits !== undefined) {
		const starts: Way = { ...startingWith(backend, keys.spaces.base, `+${digits}`, beforeNumber(digits)), has: ({ phone, waId }) => [phone, waId && `+${waId}`].some((id) => id?.startsWith(`+${digits}`) === true) };
		if (digits.length < ENDING) return [starts];
		const end = digits.slice(-ENDING);
		const ends: Way = { ...ordered(backend, keys.spaces.base, BY_ENDING, { only: end }), has: ({ phone, waId }) => [phone, waId].some((id) => id?.endsWith(digits) === true) };
		return [starts, ends];
	}
	const [longest] = wordsOf(search).sort((a, b) => b.length - a.length);
	if (longest === undefined) return [];
	return [{ ...profiles(startingWith(backend, keys.spaces.word, longest)), has: ({ name }) => wordsOf(name ?? '').some((word) => word.startsWith(longest)) }];
}

function profiles(way: Way): Way {
	return { ...way, byProfile: true };
}

/** Rows of an index whose keys end with an identifier. */
function indexed(backend: Backend, prefix: string): Way {
	return {
		async read(after, size) {
			const rows = await backend.page(prefix, after === undefined ? undefined : prefix + after, size);
			return { candidates: rows.map(({ key }) => ({ id: idIn(key), place: tail(key, prefix), alone: false })), done: rows.length < size };
		},
	};
}

/** Rows whose keys begin so after the prefix. `from`: a text right before them. */
function startingWith(backend: Backend, prefix: string, start: string, from = start): Way {
	const whole = indexed(backend, prefix);
	return {
		async read(after, size) {
			const { candidates, done } = await whole.read(after ?? from, size);
			const fit = candidates.filter(({ place }) => place.startsWith(start));
			return { candidates: fit, done: done || fit.length < candidates.length };
		},
	};
}

/** Right before the numbers that begin with these digits; no key has a letter among its digits. */
function beforeNumber(digits: string): string {
	return `+${digits.slice(0, -1)}${String.fromCharCode(digits.charCodeAt(digits.length - 1) - 1)}~`;
}

interface OrderedMore {
	descending?: boolean;
	/** Only rows with this part. */
	only?: string;
	/** Down to this part. */
	until?: string;
	chosenBy?: Way['chosenBy'];
}

function ordered(backend: Backend, base: string, order: Order, { descending = false, only, until, chosenBy = 'key' }: OrderedMore): Way {
	return {
		chosenBy,
		async read(after, size) {
			const at = after?.indexOf(' ') ?? -1;
			const begin = only === undefined ? undefined : { part: only, key: '' };
			const from = after === undefined ? begin : { part: after.slice(0, at), key: base + after.slice(at + 1) };
			const rows = await backend.ordered(base, order, descending, from, size);
			const fit = rows.filter(({ part }) => (only === undefined || part === only) && (until === undefined || part >= until));
			const candidates = fit.map(({ key, value, part }) => {
				const id = tail(key, base);
				return { id, place: `${part} ${id}`, alone: plainBase(value) !== undefined };
			});
			return { candidates, done: rows.length < size || fit.length < rows.length };
		},
	};
}
