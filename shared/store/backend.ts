import type { Layout } from './cells';
import type { Order, OrderedPlace, OrderedRow } from './orders';

export interface Row {
	key: string;
	/** Keyv's JSON text, `{"value":…}`. */
	value: string;
}

/** A row written only if its key is free. */
export interface Insert extends Row {
	/** Keys of tombstones. The row is left out if one of them is there with a time not before `at` (13 digits). */
	guards?: string[];
	at?: string;
}

/** A register: of each cell the greater text stays, whichever was there first. */
export interface Merge extends Row {
	layout: Layout;
	/** Key of the insert it belongs to: merged only if that row was really written by this batch. */
	by?: string;
}

/** Everything goes in, or nothing. Keys of `inserts` are distinct; the other parts share no key with them or each other. */
export interface Batch {
	/** Keys whose rows are wanted as they were before. */
	before?: string[];
	inserts?: Insert[];
	/** A key that must not be there: if it is, none of the inserts goes in, and the answer says so. */
	unless?: string;
	merges?: Merge[];
	sets?: Row[];
	deletes?: string[];
}

export interface Committed {
	before: Map<string, string>;
	/** Keys of the inserts that were new. */
	inserted: Set<string>;
	/** The key named by `unless` was there. */
	stopped?: true;
}

/**
 * What the consent store needs of a database beyond Keyv's contract. Every call either does what it says or throws
 * `StoreUnavailable`; a missing row is told apart from a row that could not be read.
 */
export interface Backend {
	/** Values in the order of the keys; all as of one moment for up to `chunk` keys. */
	read(keys: string[]): Promise<Array<string | undefined>>;
	/** Every row under any of the prefixes, which end with `:`. */
	under(prefixes: string[]): Promise<Row[]>;
	/** Up to `limit` rows under a prefix, by key, after the given key. */
	page(prefix: string, after: string | undefined, limit: number): Promise<Row[]>;
	/** Up to `limit` contacts' rows under their prefix in another order. The index it takes is made when an order is first asked for. */
	ordered(prefix: string, order: Order, descending: boolean, after: OrderedPlace | undefined, limit: number): Promise<OrderedRow[]>;
	commit(batch: Batch): Promise<Committed>;
	/**
	 * One commit that is handed over in parts, so that the database works on one while the next is being made: all or nothing. `heard`
	 * gets the answer to each part, in order; they hold once the commit is through. `parts` may be asked for again from the start.
	 * The keys of one part's events come before those of the next. Answers false, having done nothing, where a part was stopped.
	 */
	commitInParts(parts: () => Iterable<Batch>, heard: (committed: Committed) => void): Promise<boolean>;
	/** Compare and set: `expected` undefined means "not there", `value` undefined deletes. Answers whether it was done. */
	swap(key: string, expected: string | undefined, value: string | undefined): Promise<boolean>;
	/** Whether the database was taken away from under its connection; the next who asks opens it anew. */
	isLost?(): boolean;
	close(): Promise<void>;
}

/** Keys per question to the database: large enough to make the round trip cheap, small enough to keep memory flat. */
export const CHUNK = 5000;

export function chunks<T>(items: T[], size: number): T[][] {
	if (items.length <= size) return items.length === 0 ? [] : [items];
	const parts: T[][] = [];
	for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
	return parts;
}

/** The prefix's end in an order by bytes: prefixes end with `:`, which `;` follows. */
export function endOf(prefix: string): string {
	return `${prefix.slice(0, -1)};`;
}

export function byKey(a: { key: string }, b: { key: string }): number {
	return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
