import { DEFAULT_LIST, iso } from '../consent';
import type { ContactState, ListState } from '../consent';
import { isUserId, variantsOf } from '../identity';
import type { Identifiers, IdKey, ParsedIdentifier } from '../identity';
import { CHUNK, chunks } from './backend';
import type { Backend } from './backend';
import { eventOf, expiryOf, isSameEvent, laterWord, plainBase, plainList } from './cells';
import type { PlainBase, PlainList, Word } from './cells';
import type { Directory } from './directory';
import type { Keys } from './keys';
import { unknownContact } from './unknownContact';

/** Questions put to the database at a time, so that it works while the last answers are read. */
const IN_FLIGHT = 2;

/** Questions that are sorted together. */
const SORTED = 10;

/** Shared by the states of a whole audience, for which nothing of the kind was ever said. */
const NO_STOPS: ContactState['platformStops'] = Object.freeze({});
const NO_HOLDS: ContactState['holds'] = [];
Object.freeze(NO_HOLDS);
const NO_OTHERS: OtherList[] = [];

export interface OtherList {
	list: string;
	row: string;
}

/**
 * The short way for most of an audience. A contact with one identifier, without links, other written forms or special events is
 * settled by one row, and one more for each list asked for beside the default one; this reads the cells as they lie there: token texts
 * compare as tokens do. Going through facts, standings and parts costs several times what the database takes, and a campaign asks about
 * everybody. Whoever is not as plain as that is left to the reader who knows all rules; the contract's tests compare both ways with
 * the fold.
 */
export class PlainStates {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly directory: Directory,
	) {}

	/** State per identifier where it can be told, in order; with `lists` only those and `*` are read. */
	async of(parsed: ParsedIdentifier[], lists?: string[]): Promise<Array<ContactState | undefined>> {
		const states = new Array<ContactState | undefined>(parsed.length).fill(undefined);
		const known = await this.directory.known();
		if (known.erasures) return states;
		const asked = lists ?? known.lists;
		const withDefault = asked.includes(DEFAULT_LIST);
		const others = [...new Set(asked)].filter((list) => list !== DEFAULT_LIST).sort();
		const prefixes = [this.keys.spaces.base, ...others.map((list) => this.keys.membersOf(list))];
		const ids = parsed.map((one) => (one.ok && one.keys.length === 1 && variantsOf(one.keys[0]).length === 0 ? one.keys[0] : ''));
		const next = questions(ids, Math.max(1, Math.floor((CHUNK - 1) / prefixes.length)));
		const work = async () => {
			for (const some of next) {
				const keys = [this.keys.mark];
				for (const prefix of prefixes) for (const place of some) keys.push(prefix + (ids[place] ?? ''));
				const rows = await this.backend.read(keys);
				if (rows[0] !== known.mark) continue;
				some.forEach((place, index) => {
					const one = parsed[place];
					if (one?.ok !== true) return;
					let listed = NO_OTHERS;
					others.forEach((list, which) => {
						const row = rows[1 + (which + 1) * some.length + index];
						if (row !== undefined) listed = [...listed, { list, row }];
					});
					states[place] = plainState(one.keys[0], one.ids, withDefault, rows[1 + index], listed);
				});
			}
		};
		await Promise.all(Array.from({ length: IN_FLIGHT }, work));
		return states;
	}
}

/**
 * Places of those to ask about, so many at a time, in the order of their keys: what lies together is read together. A list too long to be
 * sorted in one go without holding up other work is sorted in parts.
 */
function* questions(ids: IdKey[], size: number): Generator<number[]> {
	const places = [...ids.keys()].filter((place) => ids[place] !== '');
	const order = (a: number, b: number) => ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1);
	for (const some of chunks(places, SORTED * size)) yield* chunks(some.sort(order), size);
}

/** The state that a contact's row and those of other lists tell; nothing where they don't tell all, or are damaged. */
export function plainState(id: IdKey, ids: Identifiers, withDefault: boolean, baseText: string | undefined, others: OtherList[]): ContactState | undefined {
	if (baseText === undefined) return others.length === 0 ? unknownContact(ids) : undefined;
	const base = plainBase(baseText);
	if (base === undefined) return undefined;
	const everything = countsOf(base.person, base.business);
	if (everything === 'unclear') return undefined;
	const state = namedState(id, base.asPhone, base.asWaId);
	const told = new Told(state);
	const ofAll = everything === undefined ? undefined : told.stateOf(everything, base.person, false);
	if (others.length === 0) {
		if (withDefault && !addList(told, DEFAULT_LIST, base.onDefault, base)) return undefined;
	} else {
		const rows: Array<[list: string, cells: PlainList | undefined]> = others.map(({ list, row }) => [list, plainList(row)]);
		if (withDefault) rows.push([DEFAULT_LIST, base.onDefault]);
		for (const [list, cells] of rows.sort(([a], [b]) => (a < b ? -1 : 1))) if (!addList(told, list, cells, base)) return undefined;
	}
	if (told.inAt !== undefined) state.optedInAt = told.inAt;
	if (told.outAt !== undefined) state.optedOutAt = told.outAt;
	if (ofAll !== undefined) state.everything = ofAll;
	if (base.last !== undefined) {
		const { eventId, action, occurredAt, first } = base.last;
		const at = iso(occurredAt);
		state.updatedAt = at;
		state.lastEvent = { eventId, action, occurredAt: at };
		state.createdAt = first === occurredAt ? at : iso(first);
	}
	return state;
}

/** What is known of a contact so far: when they were last opted in and out by any of the words that count. */
class Told {
	inAt: string | undefined = undefined;
	outAt: string | undefined = undefined;

	constructor(readonly state: ContactState) {}

	stateOf(word: Word, person: Word | undefined, left: boolean): ListState {
		const since = iso(word.at);
		const origin = word === person ? 'person' : 'business';
		const eventId = eventOf(word);
		if (word.out) {
			if (this.state.status === 'none') this.state.status = 'opted_out';
			if (this.outAt === undefined || since > this.outAt) this.outAt = since;
			return left ? { status: 'opted_out', since, eventId, origin, left } : { status: 'opted_out', since, eventId, origin };
		}
		this.state.status = 'opted_in';
		if (this.inAt === undefined || since > this.inAt) this.inAt = since;
		const expiry = expiryOf(word);
		return expiry === undefined ? { status: 'opted_in', since, eventId, origin } : { status: 'opted_in', since, eventId, origin, expiresAt: iso(expiry) };
	}
}

/** Answers false where the full reader has to tell. */
function addList(told: Told, list: string, cells: PlainList | undefined, base: PlainBase): boolean {
	if (cells === undefined) return false;
	if (cells.person === undefined && cells.business === undefined) return true;
	const person = laterWord(cells.person, base.person);
	const word = countsOf(person, laterWord(cells.business, base.business));
	if (word === 'unclear') return false;
	if (word === undefined) return true;
	told.state.lists[list] = told.stateOf(word, person, word.out && wasLeft(cells, person, base));
	return true;
}

/** Was exactly this list left, and has nobody who may taken that back since? As the standing of a contact has it. */
function wasLeft({ person, business }: PlainList, theirs: Word | undefined, base: PlainBase): boolean {
	if (theirs?.out === true && person?.out === true) return true;
	if (business?.out !== true || laterWord(business, base.business)?.out !== true) return false;
	return [theirs, person].every((word) => word === undefined || word.out || laterWord(business, word) === business);
}

/** Of both words on a list the one that counts: the person's own stop first, else the later. */
function countsOf(person: Word | undefined, business: Word | undefined): Word | 'unclear' | undefined {
	if (person === undefined || business === undefined) return person ?? business;
	// One event under both origins: which of the two is meant is for the full reader to say.
	if (isSameEvent(person, business)) return 'unclear';
	return person.out ? person : laterWord(person, business);
}

function namedState(id: IdKey, asPhone: boolean, asWaId: boolean): ContactState {
	if (isUserId(id)) return { contact: id, userId: id, status: 'none', lists: {}, platformStop: false, platformStops: NO_STOPS, holds: NO_HOLDS };
	if (!asWaId) return { contact: id, phone: id, status: 'none', lists: {}, platformStop: false, platformStops: NO_STOPS, holds: NO_HOLDS };
	const waId = id.slice(1);
	if (!asPhone) return { contact: id, waId, status: 'none', lists: {}, platformStop: false, platformStops: NO_STOPS, holds: NO_HOLDS };
	return { contact: id, phone: id, waId, status: 'none', lists: {}, platformStop: false, platformStops: NO_STOPS, holds: NO_HOLDS };
}
