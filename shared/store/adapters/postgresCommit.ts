import type { Batch, Committed, Insert, Merge } from '../backend';
import { LAYOUTS, touchedCells } from '../cells';
import { StoreUnavailable } from '../errors';
import { commitSql, SEPARATOR } from './postgresSql';

export interface Answer {
	kind: number;
	found: string | null;
	/** Whose rows the found ones are. */
	keys: string | null;
}

/** The one statement that makes a batch happen; nothing if there is nothing in it. */
export function asStatement(table: string, batch: Batch): { text: string; values: unknown[] } | undefined {
	const { before = [], inserts = [], merges = [], sets = [], deletes = [], unless } = batch;
	const values: unknown[] = [];
	const guarded = inserts.some((insert) => (insert.guards ?? []).length > 0);
	if (before.length > 0) values.push(before.join(SEPARATOR));
	const one = theOne(batch);
	if (one !== undefined) values.push(one.key, one.value, ...(unless === undefined ? [] : [unless]));
	else if (inserts.length > 0) {
		values.push(joined(inserts, ({ key }) => key), joined(inserts, ({ value }) => value), inserts.length);
		if (guarded) values.push(joined(inserts, ({ guards }) => (guards ?? []).join(',')), joined(inserts, ({ at }) => at ?? ''));
		if (unless !== undefined) values.push(unless);
	}
	const shapes = LAYOUTS.flatMap((layout) => {
		const rows = merges.filter((merge) => merge.layout === layout);
		if (rows.length === 0) return [];
		const bound = rows.some(({ by }) => by !== undefined);
		values.push(joined(rows, ({ key }) => key), joined(rows, ({ value }) => value));
		if (bound && one === undefined) values.push(joined(rows, ({ by }) => by ?? ''));
		return [{ layout, bound, several: hasRepeats(rows), touched: touchedCells(rows, layout) }];
	});
	if (sets.length > 0) values.push(sets.map(({ key }) => key), sets.map(({ value }) => value));
	if (deletes.length > 0) values.push(deletes);
	if (values.length === 0) return undefined;
	const text = commitSql(table, {
		before: before.length > 0,
		inserts: inserts.length === 0 ? 'none' : one !== undefined ? 'one' : guarded ? 'guarded' : 'plain',
		unless: unless !== undefined,
		merges: shapes,
		sets: sets.length > 0,
		deletes: deletes.length > 0,
	});
	return { text, values };
}

/** Rows by key, from their values and keys as one text each; nothing where a line feed in one of them leaves it open which is whose. */
export function rowsIn(found: string | null, keys: string | null): Map<string, string> | undefined {
	const rows = new Map<string, string>();
	if (found === null || keys === null) return rows;
	const [values, names] = [found.split(SEPARATOR), keys.split(SEPARATOR)];
	if (values.length !== names.length) return undefined;
	for (let index = 0; index < names.length; index++) rows.set(names[index] ?? '', values[index] ?? '');
	return rows;
}

export function answered({ inserts = [] }: Batch, answers: Answer[]): Committed {
	const committed: Committed = { before: new Map(), inserted: new Set() };
	for (const { kind, found, keys } of answers) {
		if (kind === 0) {
			const rows = rowsIn(found, keys);
			if (rows === undefined) throw new StoreUnavailable('PostgreSQL answered other rows than were asked for.', 'Try again.');
			committed.before = rows;
		} else if (kind === 1) {
			const keys = found === null ? inserts.map(({ key }) => key) : found === '' ? [] : found.split(SEPARATOR);
			for (const key of keys) committed.inserted.add(key);
		} else committed.stopped = true;
	}
	return committed;
}

/** The only insert, where everything else hangs on it. */
function theOne({ inserts = [], merges = [] }: Batch): Insert | undefined {
	const [one, ...others] = inserts;
	if (one === undefined || others.length > 0 || (one.guards ?? []).length > 0) return undefined;
	return merges.every(({ by, layout }, index) => by === one.key && merges.findIndex((other) => other.layout === layout) === index) ? one : undefined;
}

function joined<T>(items: T[], text: (item: T) => string): string {
	return items.map(text).join(SEPARATOR);
}

function hasRepeats(rows: Merge[]): boolean {
	return new Set(rows.map(({ key }) => key)).size < rows.length;
}
