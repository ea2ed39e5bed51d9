import { z } from 'zod';
import type { ContactState } from '../consent';
import { DEFAULT_LIST, LIST_KEY, STATUSES } from '../consent';
import { identifiersOf, isUserId } from '../identity';
import type { IdKey } from '../identity';
import type { Backend } from './backend';
import { InvalidRequest } from './errors';
import type { FactsReader } from './facts';
import { tail } from './keys';
import type { Keys } from './keys';
import { personOf } from './people';
import type { Profiles } from './profiles';
import type { StatesReader } from './states';
import type { ContactFilter, ContactPage, ContactRecord, ListCounts, Profile } from './types';

const PAGE = 1000;
/** Rows read at a time for one page: enough for the page and the one after it that says there is more. */
const SMALLEST = 200;
const LARGEST = 5000;
const DEFAULT_LIMIT = 50;

const filterSchema = z.object({
	status: z.enum(STATUSES).optional(),
	list: z.string().regex(LIST_KEY, 'is not a list key').optional(),
	listStatus: z.enum(['none', 'pending', 'opted_in', 'opted_out']).optional(),
	search: z.string().max(200).optional(),
	tags: z.array(z.string()).optional(),
	attributes: z.record(z.string()).optional(),
	unlinked: z.boolean().optional(),
	limit: z.number().int().min(1, 'must be at least 1').max(10_000, 'must be at most 10000').optional(),
});

const cursorSchema = z.string().regex(/^\+?[\w.]{1,200}$/);

/** Pages and streams of contacts, each person once however many identifiers they have, by key and so without an offset. */
export class Contacts {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly reader: FactsReader,
		private readonly states: StatesReader,
		private readonly profiles: Profiles,
	) {}

	async page(filter: ContactFilter, cursor?: string): Promise<ContactPage> {
		checked(filter);
		const limit = filter.limit ?? DEFAULT_LIMIT;
		const contacts: ContactRecord[] = [];
		let last: IdKey = '';
		for await (const [id, record] of this.walk(filter, readCursor(cursor), Math.min(LARGEST, Math.max(SMALLEST, limit + 1)))) {
			if (contacts.length === limit) return { contacts, cursor: Buffer.from(last).toString('base64url') };
			contacts.push(record);
			last = id;
		}
		return { contacts };
	}

	async *all(filter: ContactFilter = {}): AsyncGenerator<ContactRecord> {
		checked(filter);
		for await (const [, record] of this.walk(filter, undefined, PAGE)) yield record;
	}

	async counts(list: string): Promise<ListCounts> {
		const counts: ListCounts = { optedIn: 0, optedOut: 0, pending: 0 };
		for await (const [, state] of this.people({ list }, undefined, PAGE, [list])) {
			const status = state.lists[list]?.status;
			if (status === 'opted_in') counts.optedIn++;
			else if (status === 'opted_out') counts.optedOut++;
			else if (status === 'pending') counts.pending++;
		}
		return counts;
	}

	private async *walk(filter: ContactFilter, after: IdKey | undefined, size: number): AsyncGenerator<[IdKey, ContactRecord]> {
		for await (const [id, state, profile] of this.people(filter, after, size)) {
			const record = contactRecord(state, profile());
			if (matches(record, filter)) yield [id, record];
		}
	}

	private async *people(
		filter: Pick<ContactFilter, 'list'>,
		after: IdKey | undefined,
		size: number,
		lists?: string[],
	): AsyncGenerator<[IdKey, ContactState, () => Profile]> {
		// What is known of the default list stands with the contact itself.
		const list = filter.list === DEFAULT_LIST ? undefined : filter.list;
		const prefix = list === undefined ? this.keys.spaces.base : this.keys.membersOf(list);
		let from = after === undefined ? undefined : prefix + after;
		for (;;) {
			const rows = await this.backend.page(prefix, from, size);
			const listed = rows.map(({ key }) => tail(key, prefix));
			const sight = await this.reader.look(listed, list === undefined ? [] : [list]);
			const owners = listed.filter((id) => {
				const others = personOf(id, sight).ids;
				if (others.length === 1) return true;
				const here = others.filter((other) => {
					const facts = sight.facts.get(other);
					return list === undefined ? facts?.base !== undefined : (facts?.lists.length ?? 0) > 0;
				});
				return here.sort()[0] === id;
			});
			const states = await this.states.of(owners.map(identifiersOf), lists);
			const profiles = lists === undefined ? await this.profiles.of(owners.map((id) => [...personOf(id, sight).ids].sort())) : [];
			for (let index = 0; index < owners.length; index++) {
				const state = states[index];
				if (state !== undefined) yield [owners[index] ?? '', state, () => profiles[index] ?? { tags: [], attributes: {} }];
			}
			if (rows.length < size) return;
			from = rows.at(-1)?.key;
		}
	}
}

export function contactRecord(state: ContactState, profile: Profile): ContactRecord {
	const record: ContactRecord = { ...state, tags: profile.tags, attributes: profile.attributes };
	if (profile.name !== undefined) record.name = profile.name;
	const [created, updated] = [
		[state.createdAt, profile.createdAt].filter((at) => at !== undefined).sort()[0],
		[state.updatedAt, profile.updatedAt].filter((at) => at !== undefined).sort().at(-1),
	];
	if (created !== undefined) record.createdAt = created;
	if (updated !== undefined) record.updatedAt = updated;
	return record;
}

function matches(record: ContactRecord, filter: ContactFilter): boolean {
	if (filter.status !== undefined && record.status !== filter.status) return false;
	if (filter.list !== undefined) {
		const list = Object.hasOwn(record.lists, filter.list) ? record.lists[filter.list] : undefined;
		if (list === undefined || (filter.listStatus !== undefined && list.status !== filter.listStatus)) return false;
	}
	if (filter.unlinked !== undefined && filter.unlinked !== (record.phone === undefined && record.waId === undefined)) return false;
	if (filter.tags?.some((tag) => !record.tags.includes(tag)) === true) return false;
	for (const [name, value] of Object.entries(filter.attributes ?? {})) {
		if (!Object.hasOwn(record.attributes, name) || record.attributes[name] !== value) return false;
	}
	return found(record, filter.search) && (filter.where === undefined || filter.where(record));
}

function found(record: ContactRecord, search: string | undefined): boolean {
	const wanted = search?.trim().toLowerCase() ?? '';
	if (wanted === '') return true;
	const texts = [record.name, record.phone, record.waId, record.userId].filter((text) => text !== undefined);
	if (texts.some((text) => text.toLowerCase().includes(wanted))) return true;
	// Numbers are also found as people write them.
	const digits = wanted.replace(/[\s().+/-]/g, '');
	return /^\d{3,}$/.test(digits) && texts.some((text) => text.replace(/\D/g, '').includes(digits) && !isUserId(text));
}

function checked(filter: ContactFilter): void {
	const parsed = filterSchema.safeParse(filter);
	if (parsed.success) return;
	const issue = parsed.error.issues[0];
	throw new InvalidRequest(`Contacts can't be listed like this: ${issue?.path.join('.') ?? 'filter'} ${issue?.message ?? 'is not valid'}.`, 'Correct that field.');
}

function readCursor(cursor: string | undefined): IdKey | undefined {
	if (cursor === undefined || cursor === '') return undefined;
	const parsed = cursorSchema.safeParse(Buffer.from(cursor, 'base64url').toString());
	if (!parsed.success) throw new InvalidRequest('The cursor was not given by this store.', 'Begin without one.');
	return parsed.data;
}
