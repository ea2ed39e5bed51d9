import { isUserId, variantsOf } from '../identity';
import type { IdKey } from '../identity';
import { Groups } from './groups';
import { Holdings } from './holdings';
import { keysIn, narrowedTo, provesIdentity } from './joins';
import type { ConsentAction, ConsentEvent } from './types';

/** What counts for one person. */
export interface View<E> {
	/** Their identifiers now. */
	ids: IdKey[];
	own: E[];
	/** Per person who may be the same, or held one of their numbers, what is known of them: only what restricts counts. */
	others: E[][];
}

const PERMITTING: ReadonlySet<ConsentAction> = new Set(['opt_in', 'unblock', 'platform_resume']);

/** A time during which an identifier stood for a person; `until` is not part of it. */
export interface Time {
	id: IdKey;
	from: number;
	until: number;
}

/** Tells the people apart whom events are about. Pure; see `Holdings` for who holds a number. */
export class WhoIsWho<E extends ConsentEvent> {
	private readonly holdings: Holdings<E>;
	private readonly tied = new Groups();
	/** Per person their events, each with the keys under which it is theirs. */
	private readonly rows = new Map<string, Map<E, IdKey[]>>();
	private readonly ids = new Set<IdKey>();

	constructor(events: Iterable<E>) {
		this.holdings = new Holdings(events);
		for (const [event, places] of this.holdings.places) {
			const [first = ''] = places.values();
			for (const [key, node] of places) {
				this.ids.add(key);
				this.tied.join(first, node);
				if (!isUserId(key)) for (const form of [key, ...variantsOf(key)]) this.tied.join(node, this.holdings.lineOf(form));
				if (keysIn(event).includes(key) && !this.isAnothers(event, node, places)) this.add(node, event, key);
			}
		}
	}

	/** One identifier's person, and everybody tied to them; with `counting` only those events count, though all tell who is who. */
	view(id: IdKey, counting?: ReadonlySet<E>): View<E> {
		const person = this.personAt(id);
		const roots = new Set([id, ...(isUserId(id) ? [] : variantsOf(id))].map((form) => this.tied.root(this.tiedBy(form))));
		const others = [...this.rows.keys()].filter((other) => other !== person && roots.has(this.tied.root(other))).sort();
		return {
			ids: this.idsOf(person),
			own: [...this.wordsOf(person, counting), ...this.lapsed(person, counting)],
			others: [...others.map((other) => this.wordsOf(other, counting)), ...this.anybodys(person, roots, counting)],
		};
	}

	/**
	 * Stops said under numbers without a user id, or told by others, where it is not sure whose one of them was: each may be any holder's,
	 * and holds for all until they say otherwise themselves. Who took one back without a user id may be another again.
	 */
	private anybodys(person: string, roots: ReadonlySet<string>, counting?: ReadonlySet<E>): E[][] {
		const here = [...this.ids].filter((id) => !isUserId(id) && roots.has(this.tied.root(this.tiedBy(id))));
		if (here.every((id) => this.isOnes(id))) return [];
		const said = new Map<string, E[]>();
		for (const [event, places] of this.holdings.places) {
			if (PERMITTING.has(event.action) || this.isNamed(event) || counting?.has(event) === false) continue;
			for (const [key, node] of places) {
				const isTheirs = isUserId(key) || this.holdings.people.root(node) === person || !roots.has(this.tied.root(node));
				if (!isTheirs) said.set(node, [...(said.get(node) ?? []), event]);
			}
		}
		return [...said.values()];
	}

	/** Has a number had one holder, and did nobody say that it is another's as well? */
	private isOnes(number: IdKey): boolean {
		const all = this.holdings.of(number);
		return all.length < 2 && all.every(({ node }) => !this.holdings.disputed.has(node));
	}

	/** Those whom nothing ties to an identifier's person. */
	strangersTo(id: IdKey): Array<Pick<View<E>, 'ids' | 'own'>> {
		const root = this.tied.root(this.tiedBy(id));
		return [...this.rows.keys()]
			.filter((person) => this.tied.root(person) !== root)
			.sort()
			.map((person) => ({ ids: this.idsOf(person), own: [...this.wordsOf(person), ...this.lapsed(person)] }));
	}

	/** Everybody's own events. */
	everybody(): E[][] {
		return [...this.rows.keys()].sort().map((person) => this.wordsOf(person));
	}

	/** A name for whom an identifier stands now. */
	personAt(id: IdKey): string {
		return this.holdings.people.root(this.holdings.now(id));
	}

	/** Everybody of whom there is an event. */
	people(): string[] {
		return [...this.rows.keys()].sort();
	}

	/** A person's identifiers now. */
	idsOf(person: string): IdKey[] {
		return [...this.ids].filter((id) => this.personAt(id) === person).sort();
	}

	/** A person's events, each with the keys under which it is theirs. */
	recordsOf(person: string): ReadonlyMap<E, IdKey[]> {
		return this.rows.get(person) ?? new Map<E, IdKey[]>();
	}

	/** When which identifiers stood for a person, numbers they no longer have included. */
	timesOf(person: string): Time[] {
		return [...this.ids].sort().flatMap((id): Time[] => {
			if (isUserId(id)) return this.personAt(id) === person ? [{ id, from: -Infinity, until: Infinity }] : [];
			const all = this.holdings.of(id);
			return all.flatMap(({ node, from }, index) =>
				this.holdings.people.root(node) === person ? [{ id, from: index === 0 ? -Infinity : from, until: all[index + 1]?.from ?? Infinity }] : [],
			);
		});
	}

	private tiedBy(id: IdKey): string {
		return isUserId(id) ? id : this.holdings.lineOf(id);
	}

	/** A permission told of a number together with user ids of which none is its holder's. */
	private isAnothers(event: E, node: string, places: Map<IdKey, string>): boolean {
		if (provesIdentity(event) || !PERMITTING.has(event.action) || isUserId(node)) return false;
		const holder = this.holdings.userWith(node);
		const users = [...places.keys()].filter(isUserId);
		return holder !== undefined && users.length > 0 && users.every((user) => this.holdings.proven.root(user) !== this.holdings.proven.root(node));
	}

	private add(node: string, event: E, key: IdKey): void {
		const person = this.holdings.people.root(node);
		const rows = this.rows.get(person) ?? new Map<E, IdKey[]>();
		rows.set(event, [...(rows.get(event) ?? []), key]);
		this.rows.set(person, rows);
	}

	private wordsOf(person: string, counting?: ReadonlySet<E>): E[] {
		const rows = [...(this.rows.get(person) ?? [])].filter(([event]) => counting?.has(event) !== false);
		const parts = new Map(rows.map(([event]) => [event, this.partOf(event, person)]));
		const words = rows.map(([event, keys]) => ({ event: narrowedTo(event, keys), part: parts.get(event) ?? '' }));
		if (new Set(parts.values()).size < 2) return words.map(({ event }) => event);
		const root = this.tied.root(person);
		const others = [...this.rows].filter(([other]) => other !== person && this.tied.root(other) === root).flatMap(([, events]) => [...events.keys()]);
		return vouched(words, others.filter((event) => counting?.has(event) !== false));
	}

	/** The part of a person that is proven, without the business's word for it. */
	private partOf(event: E, person: string): string {
		const nodes = [...(this.holdings.places.get(event)?.values() ?? [])];
		return this.holdings.proven.root(nodes.find((node) => this.holdings.people.root(node) === person) ?? '');
	}

	/**
	 * Opt-ins given by former holders of a person's numbers. They no longer count, but say why: unless somebody else's stop came before
	 * them, which they could then seem to undo.
	 */
	private lapsed(person: string, counting?: ReadonlySet<E>): E[] {
		const lapsed: E[] = [];
		const lines = new Set(this.idsOf(person).filter((id) => !isUserId(id)).map((id) => this.holdings.lineOf(id)));
		for (const line of lines) {
			const holdings = this.holdings.of(line);
			const from = holdings.at(-1)?.from ?? 0;
			const former = new Set(holdings.map(({ node }) => this.holdings.people.root(node)).filter((other) => other !== person));
			for (const by of former) {
				const stops = this.stopsTiedTo(line);
				for (const [event, keys] of this.rows.get(by) ?? []) {
					if (counting?.has(event) === false || event.action !== 'opt_in' || event.confirmBy !== undefined || !keys.some((key) => this.tiedBy(key) === line)) continue;
					const named = this.isNamed(event);
					if (stops.every((stop) => stop.at > event.occurredAt || (stop.by === by && (stop.named || !named)))) lapsed.push({ ...event, contact: {}, lapsedAt: from });
				}
			}
		}
		return lapsed;
	}

	/** Is it known by user id who said it? A permission counts for whom it names even where that is no proof: it takes back nobody else's stop. */
	private isNamed(event: E): boolean {
		return (provesIdentity(event) || PERMITTING.has(event.action)) && [...(this.holdings.places.get(event)?.keys() ?? [])].some(isUserId);
	}

	private stopsTiedTo(line: string): Array<{ by: string; at: number; named: boolean }> {
		const root = this.tied.root(line);
		return [...this.rows]
			.filter(([by]) => this.tied.root(by) === root)
			.flatMap(([by, events]) =>
				[...events.keys()].filter(({ action }) => action === 'opt_out' || action === 'opt_out_likely').map((stop) => ({ by, at: stop.occurredAt, named: this.isNamed(stop) })),
			);
	}
}

/**
 * Where only the business says that identifiers are one person's, a yes said under one does not undo what the person said under
 * another: there it counts as the business's word.
 */
function vouched<E extends ConsentEvent>(said: Array<{ event: E; part: string }>, others: E[]): E[] {
	const elsewhere = (part: string, ...actions: ConsentAction[]) =>
		[...said.flatMap((one) => (one.part === part ? [] : [one.event])), ...others].some(({ origin, action }) => origin === 'person' && actions.includes(action));
	return said.flatMap(({ event, part }): E[] => {
		if (event.action === 'opt_in' && event.origin === 'person' && elsewhere(part, 'opt_out', 'opt_out_likely')) return [{ ...event, origin: 'business' }];
		return event.action === 'platform_resume' && elsewhere(part, 'platform_stop') ? [] : [event];
	});
}
