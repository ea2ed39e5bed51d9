import { DEFAULT_LIST, iso } from '../consent';
import type { ContactState, ListState } from '../consent';
import { isUserId, variantsOf } from '../identity';
import type { Identifiers, IdKey, ParsedIdentifier } from '../identity';
import { CHUNK, chunks } from './backend';
import type { Backend } from './backend';
import { plainBase, plainList } from './cells';
import type { PlainBase, PlainList } from './cells';
import type { Directory } from './directory';
import type { Keys } from './keys';
import { unknownContact } from './unknownContact';

/** Questions put to the database at a time, so that it works while the last answers are read. */
const IN_FLIGHT = 2;

/** Moment and rank of a token, which tell what it says, and event. */
const MOMENT = 13;
const WITH_EVENT = 36;
const NEVER = '9'.repeat(MOMENT);

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
		const places: number[] = [];
		parsed.forEach((one, place) => {
			if (one.ok && one.keys.length === 1 && variantsOf(one.keys[0]).length === 0) places.push(place);
		});
		const idAt = (place: number) => {
			const one = parsed[place];
			return one?.ok === true ? one.keys[0] : '';
		};
		const readers = chunks(places, Math.max(1, Math.floor((CHUNK - 1) / prefixes.length)));
		const next = readers.values();
		const work = async () => {
			for (const some of next) {
				const keys = [this.keys.mark];
				for (const prefix of prefixes) for (const place of some) keys.push(prefix + idAt(place));
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

/** The state that a contact's row and those of other lists tell; nothing where they don't tell all, or are damaged. */
export function plainState(id: IdKey, ids: Identifiers, withDefault: boolean, baseText: string | undefined, others: OtherList[]): ContactState | undefined {
	if (baseText === undefined) return others.length === 0 ? unknownContact(ids) : undefined;
	const base = plainBase(baseText);
	if (base === undefined) return undefined;
	const everything = listStateOf(base.person, base.business);
	if (everything === 'unclear') return undefined;
	const state: ContactState = { ...namesOf(id, base.asPhone, base.asWaId), status: 'none', lists: {}, platformStop: false, platformStops: NO_STOPS, holds: NO_HOLDS };
	if (everything !== undefined) count(state, everything);
	if (others.length === 0) {
		if (withDefault && !addList(state, DEFAULT_LIST, base.onDefault, base)) return undefined;
	} else {
		const rows: Array<[list: string, cells: PlainList | undefined]> = others.map(({ list, row }) => [list, plainList(row)]);
		if (withDefault) rows.push([DEFAULT_LIST, base.onDefault]);
		for (const [list, cells] of rows.sort(([a], [b]) => (a < b ? -1 : 1))) if (!addList(state, list, cells, base)) return undefined;
	}
	if (everything !== undefined) state.everything = everything;
	if (base.last !== undefined) {
		const { eventId, action, occurredAt, first } = base.last;
		const at = iso(occurredAt);
		state.updatedAt = at;
		state.lastEvent = { eventId, action, occurredAt: at };
		state.createdAt = first === occurredAt ? at : iso(first);
	}
	return state;
}

/** Answers false where the full reader has to tell. */
function addList(state: ContactState, list: string, cells: PlainList | undefined, base: PlainBase): boolean {
	if (cells === undefined) return false;
	const { person, business } = cells;
	if (person === undefined && business === undefined) return true;
	const found = listStateOf(max(person, base.person), max(business, base.business));
	if (found === 'unclear') return false;
	if (found === undefined) return true;
	if (found.status === 'opted_out' && wasLeft(cells, base)) found.left = true;
	state.lists[list] = found;
	count(state, found);
	return true;
}

/** Was exactly this list left, and has nobody who may taken that back since? As the standing of a contact has it. */
function wasLeft({ person, business }: PlainList, base: PlainBase): boolean {
	const theirs = max(person, base.person);
	if (isOut(theirs) && isOut(person)) return true;
	if (business === undefined || !isOut(business) || !isOut(max(business, base.business))) return false;
	return [theirs, person].every((word) => word === undefined || isOut(word) || business >= word);
}

/** Both words as they count on a list: the person's own stop first, else the later. */
function listStateOf(person: string | undefined, business: string | undefined): ListState | 'unclear' | undefined {
	if (person === undefined && business === undefined) return undefined;
	// One event under both origins: which of the two is meant is for the full reader to say.
	if (person !== undefined && person.slice(0, WITH_EVENT) === business?.slice(0, WITH_EVENT)) return 'unclear';
	const counts = isOut(person) ? person : max(person, business);
	if (counts === undefined) return undefined;
	const out = isOut(counts);
	const state: ListState = {
		status: out ? 'opted_out' : 'opted_in',
		since: iso(Number(counts.slice(0, MOMENT))),
		eventId: counts.slice(MOMENT + 1, WITH_EVENT),
		origin: counts === person ? 'person' : 'business',
	};
	if (!out && !counts.endsWith(NEVER)) state.expiresAt = iso(Number(counts.slice(WITH_EVENT)));
	return state;
}

function max(a: string | undefined, b: string | undefined): string | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	return a >= b ? a : b;
}

function isOut(token: string | undefined): boolean {
	return token?.[MOMENT] === '9';
}

function count(state: ContactState, { status, since }: ListState): void {
	if (status === 'opted_in') {
		state.status = 'opted_in';
		if (state.optedInAt === undefined || since > state.optedInAt) state.optedInAt = since;
		return;
	}
	if (state.status === 'none') state.status = 'opted_out';
	if (state.optedOutAt === undefined || since > state.optedOutAt) state.optedOutAt = since;
}

function namesOf(id: IdKey, asPhone: boolean, asWaId: boolean): Identifiers & { contact: string } {
	if (isUserId(id)) return { contact: id, userId: id };
	if (asPhone && asWaId) return { contact: id, phone: id, waId: id.slice(1) };
	return asWaId ? { contact: id, waId: id.slice(1) } : { contact: id, phone: id };
}
