import { iso } from '../consent';
import type { ContactState, ListState } from '../consent';
import { isUserId, variantsOf } from '../identity';
import type { Identifiers, IdKey, ParsedIdentifier } from '../identity';
import { CHUNK, chunks } from './backend';
import type { Backend } from './backend';
import { plainBase, plainList } from './cells';
import type { Directory } from './directory';
import type { Keys } from './keys';
import { unknownContact } from './unknownContact';

/** Questions put to the database at a time, so that it works while the last answers are read. */
const IN_FLIGHT = 2;

/** Moment and rank of a token, which tell what it says, and event. */
const MOMENT = 13;
const WITH_EVENT = 36;

/**
 * The short way for most of an audience. A contact with one identifier, without links, other written forms or special events is
 * settled by two rows, of which this reads the cells as they lie there: token texts compare as tokens do. Going through facts,
 * standings and parts costs several times what the database takes, and a campaign asks about everybody. Whoever is not as plain as
 * that is left to the reader who knows all rules; the contract's tests compare both ways with the fold.
 */
export class PlainStates {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly directory: Directory,
	) {}

	/** State per identifier where it can be told, in order. */
	async of(parsed: ParsedIdentifier[], list: string): Promise<Array<ContactState | undefined>> {
		const states = new Array<ContactState | undefined>(parsed.length).fill(undefined);
		const { mark, erasures } = await this.directory.known();
		if (erasures) return states;
		const places: number[] = [];
		const ids: IdKey[] = [];
		parsed.forEach((one, place) => {
			if (!one.ok || one.keys.length > 1 || variantsOf(one.keys[0]).length > 0) return;
			places.push(place);
			ids.push(one.keys[0]);
		});
		const [base, members] = [this.keys.spaces.base, this.keys.membersOf(list)];
		let at = 0;
		for (const pair of chunks(chunks(ids, (CHUNK >> 1) - 1), IN_FLIGHT)) {
			const answers = await Promise.all(
				pair.map(async (some) => {
					const keys = [this.keys.mark];
					for (const id of some) keys.push(base + id, members + id);
					return await this.backend.read(keys);
				}),
			);
			for (const [which, some] of pair.entries()) {
				const rows = answers[which] ?? [];
				const current = rows[0] === mark;
				for (let index = 0; index < some.length; index++) {
					const place = places[at++] ?? 0;
					const one = parsed[place];
					if (current && one?.ok === true) states[place] = plainState(some[index] ?? '', one.ids, list, rows[2 * index + 1], rows[2 * index + 2]);
				}
			}
		}
		return states;
	}
}

/** The state that two rows tell; nothing where they don't tell all, or are damaged. */
export function plainState(id: IdKey, ids: Identifiers, list: string, baseText?: string, listText?: string): ContactState | undefined {
	if (baseText === undefined) return listText === undefined ? unknownContact(ids) : undefined;
	const base = plainBase(baseText);
	const cells = listText === undefined ? undefined : plainList(listText);
	if (base === undefined || (listText !== undefined && cells === undefined)) return undefined;
	const everything = listStateOf(base.person, base.business);
	if (everything === 'unclear') return undefined;
	let onList: ListState | undefined;
	if (cells !== undefined) {
		const { person, business } = cells;
		const found = listStateOf(max(person, base.person), max(business, base.business));
		if (found === 'unclear') return undefined;
		if (found?.status === 'opted_out') {
			// Who left exactly this list is plain while only one of the two has spoken of it.
			if (business !== undefined && (person !== undefined || base.person !== undefined)) return undefined;
			if (isOut(found.origin === 'person' ? person : business)) found.left = true;
		}
		if (person !== undefined || business !== undefined) onList = found;
	}
	const state: ContactState = { ...namesOf(id, base.asPhone, base.asWaId), status: 'none', lists: {}, platformStop: false, platformStops: {}, holds: [] };
	if (everything !== undefined) count(state, everything);
	if (onList !== undefined) {
		state.lists[list] = onList;
		count(state, onList);
	}
	if (everything !== undefined) state.everything = everything;
	if (base.last !== undefined) {
		const { eventId, action, occurredAt, first } = base.last;
		const at = iso(occurredAt);
		state.updatedAt = at;
		state.lastEvent = { eventId, action, occurredAt: at };
		state.createdAt = iso(first);
	}
	return state;
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
	const expiry = counts.slice(WITH_EVENT);
	if (!out && expiry !== '9999999999999') state.expiresAt = iso(Number(expiry));
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
