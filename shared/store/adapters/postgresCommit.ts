import type { Batch, Committed, Merge } from '../backend';
import { LAYOUTS, touchedCells } from '../cells';
import { StoreUnavailable } from '../errors';
import { commitSql, SEPARATOR } from './postgresSql';

export interface Answer {
	kind: number;
	found: string | null;
}

/** The one statement that makes a batch happen; nothing if there is nothing in it. */
export function asStatement(table: string, batch: Batch): { text: string; values: unknown[] } | undefined {
	const { before = [], inserts = [], merges = [], sets = [], deletes = [], unless } = batch;
	const values: unknown[] = [];
	const guarded = inserts.some((insert) => (insert.guards ?? []).length > 0);
	if (before.length > 0) values.push(before.join(SEPARATOR));
	if (inserts.length > 0) {
		values.push(joined(inserts, ({ key }) => key), joined(inserts, ({ value }) => value), inserts.length);
		if (guarded) values.push(joined(inserts, ({ guards }) => (guards ?? []).join(',')), joined(inserts, ({ at }) => at ?? ''));
		if (unless !== undefined) values.push(unless);
	}
	const shapes = LAYOUTS.flatMap((layout) => {
		const rows = merges.filter((merge) => merge.layout === layout);
		if (rows.length === 0) return [];
		const bound = rows.some(({ by }) => by !== undefined);
		values.push(joined(rows, ({ key }) => key), joined(rows, ({ value }) => value));
		if (bound) values.push(joined(rows, ({ by }) => by ?? ''));
		return [{ layout, bound, several: hasRepeats(rows), touched: touchedCells(rows, layout) }];
	});
	if (sets.length > 0) values.push(sets.map(({ key }) => key), sets.map(({ value }) => value));
	if (deletes.length > 0) values.push(deletes);
	if (values.length === 0) return undefined;
	const text = commitSql(table, {
		before: before.length > 0,
		inserts: inserts.length === 0 ? 'none' : guarded ? 'guarded' : 'plain',
		unless: unless !== undefined,
		merges: shapes,
		sets: sets.length > 0,
		deletes: deletes.length > 0,
	});
	return { text, values };
}

export function answered({ before = [], inserts = [] }: Batch, answers: Answer[]): Committed {
	const committed: Committed = { before: new Map(), inserted: new Set() };
	for (const { kind, found } of answers) {
		if (kind === 0) {
			const values = (found ?? '').split(SEPARATOR);
			if (values.length !== before.length) throw new StoreUnavailable('PostgreSQL answered fewer rows than were asked for.', 'Try again.');
			values.forEach((value, index) => {
				if (value !== '') committed.before.set(before[index] ?? '', value);
			});
		} else if (kind === 1) {
			const keys = found === null ? inserts.map(({ key }) => key) : found === '' ? [] : found.split(SEPARATOR);
			for (const key of keys) committed.inserted.add(key);
		} else committed.stopped = true;
	}
	return committed;
}

function joined<T>(items: T[], text: (item: T) => string): string {
	return items.map(text).join(SEPARATOR);
}

function hasRepeats(rows: Merge[]): boolean {
	return new Set(rows.map(({ key }) => key)).size < rows.length;
}
