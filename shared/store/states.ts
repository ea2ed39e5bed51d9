import { mostRestrictive, partsOf, stateOf } from '../consent';
import type { ContactState } from '../consent';
import { contactOf, parseIdentifier } from '../identity';
import type { IdentifierInput, Identifiers, IdKey, ParsedIdentifier } from '../identity';
import { chunks } from './backend';
import type { Backend } from './backend';
import { CorruptRecord } from './errors';
import { eventsOf, eventsUnder, narrowed } from './events';
import type { FactsReader, Sight } from './facts';
import type { Keys } from './keys';
import { fromRegisters, personOf } from './people';
import type { Person } from './people';
import type { PlainStates } from './plainStates';
import { unknownContact } from './unknownContact';

/** People whose events are in memory at a time. */
const PEOPLE = 500;

const NOBODY: ParsedIdentifier = { ok: false, problem: 'there is no contact' };

type Place = { state: ContactState } | { person: Person };

export class StatesReader {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly reader: FactsReader,
		private readonly plain: PlainStates,
		private readonly defaultCountry: string | undefined,
	) {}

	parse(input: IdentifierInput): ParsedIdentifier {
		return parseIdentifier(input, this.defaultCountry === undefined ? {} : { defaultCountry: this.defaultCountry });
	}

	/** State per identifier, in order. */
	async of(inputs: IdentifierInput[], lists?: string[]): Promise<ContactState[]> {
		const parsed = inputs.map((input) => this.parse(input));
		const states = await this.plain.of(parsed, lists);
		const open = [...states.keys()].filter((index) => states[index] === undefined);
		if (open.length === 0) return states as ContactState[];
		const some = await this.inFull(open.map((index) => inputs[index] ?? ''), open.map((index) => parsed[index] ?? NOBODY), lists);
		open.forEach((index, position) => {
			states[index] = some[position];
		});
		return states as ContactState[];
	}

	/** By every rule: links, other written forms, events that registers can't express, what erasures left. */
	private async inFull(inputs: IdentifierInput[], parsed: ParsedIdentifier[], lists?: string[]): Promise<ContactState[]> {
		const sight = await this.reader.look(parsed.flatMap((one) => (one.ok ? one.keys : [])), lists);
		const places = new Map<IdKey, Place>();
		for (const one of parsed) {
			if (!one.ok) continue;
			for (const id of one.keys) if (!places.has(id)) places.set(id, this.place(id, sight));
		}
		const byEvents = await this.statesByEvents([...places.values()].flatMap((place) => ('person' in place ? [place.person] : [])), sight, lists);
		return parsed.map((one, index) => {
			if (!one.ok) return unreadable(inputs[index], one.problem);
			const found: ContactState[] = [];
			const counted = new Set<IdKey>();
			for (const id of one.keys) {
				if (counted.has(id)) continue;
				const place = places.get(id);
				if (place === undefined) continue;
				// What registers tell of one identifier holds for all linked to it; events may tell them apart.
				if (!('state' in place) || !sight.links.has(id)) counted.add(id);
				else for (const other of personOf(id, sight).ids) counted.add(other);
				const state = 'state' in place ? place.state : byEvents.get(place.person);
				if (state !== undefined) found.push(state);
			}
			return combined(one.ids, found);
		});
	}

	private place(id: IdKey, sight: Sight): Place {
		const person = personOf(id, sight);
		const registers = fromRegisters(person, sight);
		if (registers.from === 'registers') return { state: stateOf(registers.parts) };
		return registers.from === 'damage' ? { state: damaged(registers.error) } : { person };
	}

	private async statesByEvents(people: Person[], sight: Sight, lists?: string[]): Promise<Map<Person, ContactState>> {
		const states = new Map<Person, ContactState>();
		for (const some of chunks(people, PEOPLE)) {
			const ids = new Set(some.flatMap((person) => [person.ids, ...person.variants].flat()));
			const byKey = await eventsUnder(this.backend, this.keys, ids);
			for (const person of some) {
				const events = eventsOf(person.ids[0] ?? '', person, byKey, sight.facts);
				if (events instanceof CorruptRecord) states.set(person, damaged(events));
				else {
					const variants = events.variants.map((variant) => narrowed(variant, lists));
					states.set(person, stateOf(partsOf(narrowed(events.own, lists), variants, events.ids)));
				}
			}
		}
		return states;
	}
}

function combined(ids: Identifiers, [first, ...rest]: ContactState[]): ContactState {
	if (first === undefined) return unknownContact(ids);
	const broken = [first, ...rest].find((state) => state.problem !== undefined);
	if (broken !== undefined) return { ...broken, ...ids, contact: contactOf(ids) };
	const own = ofUser(ids.userId, [first, ...rest]);
	if (own !== undefined) {
		// Doubts about who has the number are none about the user.
		const { phone: _phone, waId: _waId, identityChangedAt: _changed, ...state } = mostRestrictive([own, first, ...rest]);
		return { ...state, ...idsOf(own), contact: contactOf(own), ...(own.identityChangedAt !== undefined && { identityChangedAt: own.identityChangedAt }) };
	}
	const state = rest.length === 0 ? first : mostRestrictive([first, ...rest]);
	if (rest.length === 0 && state.contact !== '') return state;
	// Who has moved, and is known by something else, is no longer known by the number that was asked about.
	const hasMoved = state.contact !== '' && state.numberChangedAt !== undefined;
	const { phone: _phone, waId: _waId, ...unmoved } = ids;
	const all = { ...(hasMoved ? unmoved : ids), ...idsOf(state) };
	return { ...state, ...all, contact: contactOf(all) };
}

/**
 * The person of a user ID that is given beside a number which somebody with another one has by now. A message goes to them, so an opt-in
 * has to be theirs, while stops count from the number as well.
 */
function ofUser(userId: string | undefined, states: ContactState[]): ContactState | undefined {
	if (userId === undefined || states.length < 2) return undefined;
	const found = states.find((state) => state.userId === userId) ?? states.at(-1);
	const own = found?.contact === '' ? { ...found, userId, contact: userId } : found;
	const isAnothers = (state: ContactState) => state.userId !== own?.userId && (state.userId !== undefined || own?.numberChangedAt !== undefined);
	return states.some(isAnothers) ? own : undefined;
}

function idsOf({ phone, waId, userId }: ContactState): Identifiers {
	return {
		...(phone === undefined ? {} : { phone }),
		...(waId === undefined ? {} : { waId }),
		...(userId === undefined ? {} : { userId }),
	};
}

function unreadable(input: IdentifierInput | undefined, detail: string): ContactState {
	const contact = typeof input === 'string' ? input.slice(0, 200) : '';
	return { ...unknownContact({}), contact, problem: { code: 'invalid_contact', detail } };
}

function damaged(error: CorruptRecord): ContactState {
	return { ...unknownContact({}), problem: { code: 'corrupt_record', detail: error.message } };
}
