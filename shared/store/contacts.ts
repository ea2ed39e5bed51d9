import { asOf } from '../consent';
import type { ContactState } from '../consent';
import { identifiersOf } from '../identity';
import type { IdKey } from '../identity';
import { BEGIN, checkFilter, cursorText, readCursor } from './asked';
import type { Cursor } from './asked';
import type { Backend } from './backend';
import { decodeEvent } from './encode';
import type { Facts, FactsReader, Sight } from './facts';
import { placesOf } from './holders';
import type { Holder, Holders } from './holders';
import type { Keys } from './keys';
import { profileMatches, standingMatches } from './matching';
import type { Profiles } from './profiles';
import type { StatesReader } from './states';
import type { ContactFilter, ContactPage, ContactRecord, ListCounts, Profile } from './types';
import { isMembers, waysOf } from './ways';
import type { Candidate, Way } from './ways';

const PAGE = 500;
/** Rows read at a time for one page: enough for the page and the one after it that says there is more. */
const SMALLEST = 200;
const LARGEST = 5000;
const DEFAULT_LIMIT = 50;

interface Listed {
	record: ContactRecord;
	after: Cursor;
}

interface Batch {
	looked: number;
	listed: Listed[];
	/** Where to go on after all of these; missing at the end of everything. */
	next?: Cursor;
}

/** Pages and streams of contacts, each person once however many identifiers they have, by key and so without an offset. */
export class Contacts {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly reader: FactsReader,
		private readonly holders: Holders,
		private readonly states: StatesReader,
		private readonly profiles: Profiles,
		private readonly now: () => number,
	) {}

	async page(filter: ContactFilter, cursor?: string): Promise<ContactPage> {
		checkFilter(filter);
		const limit = filter.limit ?? DEFAULT_LIMIT;
		const listed: Listed[] = [];
		let looked = 0;
		for await (const batch of this.walk(filter, readCursor(cursor), Math.min(LARGEST, Math.max(SMALLEST, limit + 1)))) {
			listed.push(...batch.listed);
			if (listed.length > limit) {
				const end = endOfPage(listed, limit);
				return pageOf(listed.slice(0, end), listed[end - 1]?.after);
			}
			looked += batch.looked;
			if (looked < (filter.lookAt ?? Infinity) || batch.next === undefined) continue;
			const page = pageOf(listed, batch.next);
			return listed.length === limit ? page : { ...page, unfinished: true };
		}
		return pageOf(listed);
	}

	async *all(filter: ContactFilter = {}): AsyncGenerator<ContactRecord> {
		checkFilter(filter);
		for await (const { listed } of this.walk(filter, BEGIN, PAGE)) for (const { record } of listed) yield record;
	}

	async counts(list: string): Promise<ListCounts> {
		const counts: ListCounts = { optedIn: 0, optedOut: 0, pending: 0 };
		for await (const { listed } of this.walk({ list }, BEGIN, PAGE, [list])) {
			for (const { record } of listed) {
				const status = record.lists[list]?.status;
				if (status === 'opted_in') counts.optedIn++;
				else if (status === 'opted_out') counts.optedOut++;
				else if (status === 'pending') counts.pending++;
			}
		}
		return counts;
	}

	private async *walk(filter: ContactFilter, begin: Cursor, size: number, lists?: string[]): AsyncGenerator<Batch> {
		const { known } = await this.reader.look([], []);
		const ways = waysOf(this.backend, this.keys, filter, !known.erasures);
		for (let index = begin.way; index < ways.length; index++) {
			const way = ways[index];
			let after = index === begin.way ? begin.after : undefined;
			for (let done = way === undefined; way !== undefined && !done; ) {
				const found = await way.read(after, size);
				({ done } = found);
				const earlier = ways.slice(0, index);
				const listed = (await this.listed(way, found.candidates, filter, lists))
					.filter(({ record }) => !earlier.some((other) => other.has?.(record) === true))
					.map(({ record, place: own }): Listed => ({ record, after: { way: index, after: own } }));
				after = found.candidates.at(-1)?.place ?? after;
				const next: Cursor | undefined = done ? (index + 1 < ways.length ? { way: index + 1 } : undefined) : { way: index, ...(after === undefined ? {} : { after }) };
				yield { looked: found.candidates.length, listed, ...(next === undefined ? {} : { next }) };
			}
		}
	}

	/** The candidates that fit, in their order. */
	private async listed(way: Way, candidates: Candidate[], filter: ContactFilter, lists?: string[]): Promise<Array<{ record: ContactRecord; place: string }>> {
		const unsure = candidates.filter(({ alone }) => !alone).map(({ id }) => id);
		const sight = unsure.length === 0 ? undefined : await this.reader.look(unsure, isMembers(filter) ? [filter.list ?? ''] : []);
		const known = sight === undefined ? new Map<IdKey, Holder>() : await this.holders.of(unsure, sight);
		const holders = way.byProfile === true ? await this.profiles.owners(known) : known;
		const chosen = choose(way, candidates, holders, sight, filter);
		const states = await this.states.of(chosen.map(({ id }) => identifiersOf(id)), lists);
		const now = this.now();
		let fit = chosen.flatMap(({ place, holder }, index) => {
			const state = states[index];
			return state !== undefined && standingMatches({ ...state, ...asOf(state, now) }, filter) ? [{ holder, place, state }] : [];
		});
		if (filter.source !== undefined) fit = await this.fromSource(fit, filter.source);
		const profiles = lists === undefined ? await this.profiles.of(fit.map(({ holder }) => holder)) : [];
		return fit
			.map(({ place, state }, index) => ({ place, record: contactRecord(state, profiles[index] ?? { tags: [], attributes: {} }) }))
			.filter(({ record }) => profileMatches(record, filter));
	}

	/** Those with an event of that source among the ones that count now. */
	private async fromSource<T extends { holder: Holder; state: ContactState }>(people: T[], source: string): Promise<T[]> {
		const asked = people.map(({ holder, state }) => {
			const events = [state.everything?.eventId, state.lastEvent?.eventId, ...Object.values(state.lists).map(({ eventId }) => eventId)];
			return [...new Set(events)].flatMap((event) => (event === undefined ? [] : placesOf(holder).map((id) => this.keys.event(id, event))));
		});
		const rows = await this.backend.read(asked.flat());
		const wanted = source.trim().toLowerCase();
		let at = 0;
		return people.filter((_, index) => {
			const own = rows.slice(at, (at += asked[index]?.length ?? 0));
			return own.some((row) => {
				if (row === undefined) return false;
				const { source: from, evidence } = decodeEvent(row);
				return [from, evidence?.sourceTag, evidence?.keyword].some((text) => typeof text === 'string' && text.toLowerCase() === wanted);
			});
		});
	}
}

interface Chosen {
	/** One of their identifiers now. */
	id: IdKey;
	place: string;
	holder: Holder;
}

/** Each person once: at the candidate that is theirs, or at that of a number they had before if they have none of their own here. */
function choose(way: Way, candidates: Candidate[], holders: Map<IdKey, Holder>, sight: Sight | undefined, filter: ContactFilter): Chosen[] {
	const met = new Set<IdKey>();
	const isHere = (id: IdKey) => {
		const facts = sight?.facts.get(id);
		return isMembers(filter) ? (facts?.lists.length ?? 0) > 0 : facts?.base !== undefined;
	};
	const first = (ids: IdKey[]) => ids.filter(isHere).sort((a, b) => rank(way, sight?.facts.get(a)) - rank(way, sight?.facts.get(b)) || (a < b ? -1 : 1))[0];
	return candidates.flatMap(({ id, place, alone }): Chosen[] => {
		const now = holders.get(id);
		if (alone || now === undefined) return [{ id, place, holder: { ids: [id], times: [{ id, from: -Infinity, until: Infinity }], former: [] } }];
		if (way.chosenBy === undefined) {
			const [own = id] = now.ids;
			const isFirst = !met.has(own);
			met.add(own);
			return isFirst ? [{ id: own, place, holder: now }] : [];
		}
		return [now, ...now.former].flatMap((holder): Chosen[] =>
			(first(holder.ids) ?? first(placesOf(holder))) === id ? [{ id: holder === now ? id : (holder.ids[0] ?? id), place, holder }] : [],
		);
	});
}

function rank({ chosenBy }: Way, facts: Facts | undefined): number {
	if (chosenBy === 'lastEvent') return -(facts?.base?.last?.occurredAt ?? 0);
	return chosenBy === 'created' ? (facts?.base?.first ?? Infinity) : 0;
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

/** Who stands at one place, such as who had a number and who has it, goes on one page: the next begins after the place. */
function endOfPage(listed: Listed[], limit: number): number {
	const isSame = (index: number) => JSON.stringify(listed[index]?.after) === JSON.stringify(listed[index - 1]?.after);
	let end = limit;
	while (end < listed.length && isSame(end)) end++;
	return end;
}

function pageOf(listed: Listed[], after?: Cursor): ContactPage {
	const contacts = listed.map(({ record }) => record);
	return after === undefined ? { contacts } : { contacts, cursor: cursorText(after) };
}
