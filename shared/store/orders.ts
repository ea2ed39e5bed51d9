import { BASE_PLACES } from './cells';

/**
 * Another order of contacts than by key: by a part of their row or key, in SQL that both databases understand. `find` is the database's
 * name for "where in a text". The database keeps it as an index of its own, so no write knows of it and nothing can be missing from it.
 */
export interface Order {
	name: 'created' | 'last_event' | 'ending' | 'standing';
	part: (find: string) => string;
}

export interface OrderedRow {
	key: string;
	value: string;
	/** What it is ordered by. */
	part: string;
}

/** The row after which to go on. */
export interface OrderedPlace {
	part: string;
	key: string;
}

export const ENDING = 4;
const { first, last, flags, ranks, ranksOfDefault } = BASE_PLACES;
const MOMENT = 13;

/** Newest first: the row holds the moment inverted. Who has no event yet comes last. */
export const BY_CREATED: Order = {
	name: 'created',
	part: () => `case when substr(value, ${first}, ${MOMENT}) = '${'0'.repeat(MOMENT)}' then '9' else substr(value, ${first}, ${MOMENT}) end`,
};

export const BY_LAST_EVENT: Order = { name: 'last_event', part: () => `substr(value, ${last}, ${MOMENT})` };

/** By the last digits of the number. */
export const BY_ENDING: Order = { name: 'ending', part: () => `substr(key, length(key) - ${ENDING - 1})` };

/**
 * By what the row says of marketing at a glance: `i` in, `o` some opt-out, `n` nothing on the default list, `s` not to be told from the
 * row (events say more, or links, or the number has other written forms). Only ever a first sieve: who is listed is looked at in full.
 */
export const BY_STANDING: Order = {
	name: 'standing',
	part: (find) => {
		const rank = (at: number): string => `substr(value, ${at}, 1)`;
		const special = `substr(value, ${flags}, 2) <> '00' or substr(key, ${find}(key, ':') + 3, 3) in ('+52', '+54', '+55')`;
		const isOut = [...ranks, ...ranksOfDefault].map((at) => `${rank(at)} = '9'`).join(' or ');
		const isIn = ranksOfDefault.map((at) => `${rank(at)} = '1'`).join(' or ');
		return `case when ${special} then 's' when ${isOut} then 'o' when ${isIn} then 'i' else 'n' end`;
	},
};

export const ORDERS = [BY_CREATED, BY_LAST_EVENT, BY_ENDING, BY_STANDING];

export interface OrderSql {
	create(name: string): string;
	/** Each as SQL with its values, to be asked one after the other until there are enough rows. */
	pages(prefix: string, descending: boolean, after: OrderedPlace | undefined): Array<[sql: string, values: string[]]>;
}

/** What the databases differ in. */
export interface Dialect {
	/** The name for "where in a text". */
	find: 'instr' | 'strpos';
	/** A placeholder, from 1. */
	value: (place: number) => string;
	/** Finds its place in an index by comparing part and key at once. */
	comparesRows: boolean;
}

/**
 * The index of an order, and questions to it. Going on takes SQLite two of them, the rows equal to the last one and those beyond.
 * PostgreSQL must not be told of equality: it would take the rows by key alone, and so walk through all of them.
 */
export function orderSql(order: Order, table: string, { find, value, comparesRows }: Dialect): OrderSql {
	const prefix = `substr(key, 1, ${find}(key, ':') + 2)`;
	const isContact = `substr(key, ${find}(key, ':'), 3) = ':c:'`;
	const part = order.part(find);
	const select = `select key, value, ${part} as part from ${table} where ${isContact} and ${prefix} = ${value(1)}`;
	return {
		create: (name) => `create index if not exists ${name} on ${table} ((${prefix}), (${part}), key) where ${isContact}`,
		pages(from, descending, after) {
			const [direction, beyond] = descending ? ['desc', '<'] : ['asc', '>'];
			const inOrder = `order by ${part} ${direction}, key ${direction} limit`;
			if (after === undefined) return [[`${select} ${inOrder} ${value(2)}`, [from]]];
			if (comparesRows) return [[`${select} and ((${part}), key) ${beyond} (${value(2)}, ${value(3)}) ${inOrder} ${value(4)}`, [from, after.part, after.key]]];
			return [
				// Told to order by the part as well, SQLite would sort all equal rows, though the index has them in order.
				[`${select} and ${part} = ${value(2)} and key ${beyond} ${value(3)} order by key ${direction} limit ${value(4)}`, [from, after.part, after.key]],
				[`${select} and ${part} ${beyond} ${value(2)} ${inOrder} ${value(3)}`, [from, after.part]],
			];
		},
	};
}

/** Asks until there are enough rows. */
export async function inOrder(
	pages: ReturnType<OrderSql['pages']>,
	limit: number,
	ask: (sql: string, values: Array<string | number>) => Promise<OrderedRow[]> | OrderedRow[],
): Promise<OrderedRow[]> {
	const rows: OrderedRow[] = [];
	for (const [sql, values] of pages) if (rows.length < limit) rows.push(...(await ask(sql, [...values, limit - rows.length])));
	return rows;
}
