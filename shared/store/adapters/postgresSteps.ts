import type { PoolClient } from 'pg';
import { byKey, CHUNK, chunks } from '../backend';
import type { Batch, Committed, Row } from '../backend';
import { LAYOUTS, touchedCells } from '../cells';
import { reduce } from '../reduce';
import { deleteSql, insertSql, mergedRows, mergeSql, selectSql, setSql } from './postgresSql';

const GUARDED = { keys: '$1::text[]', values: '$2::text[]', guards: { keys: '$3::text[]', ats: '$4::text[]' } };

/** A commit too large for one statement: one transaction, its rows in the same order as in the single statement. */
export async function commitInSteps(client: PoolClient, table: string, batch: Batch): Promise<Committed> {
	const committed: Committed = { before: new Map(), inserted: new Set() };
	await client.query('begin isolation level read committed');
	try {
		for (const keys of chunks(batch.before ?? [], CHUNK)) {
			const { rows } = await client.query<Row>(selectSql(table, '$1'), [keys]);
			for (const { key, value } of rows) committed.before.set(key, value);
		}
		if (batch.unless !== undefined) {
			const { rows } = await client.query<Row>(selectSql(table, '$1'), [[batch.unless]]);
			if (rows.length > 0) committed.stopped = true;
		}
		const inserts = committed.stopped === true ? [] : (batch.inserts ?? []);
		for (const some of chunks([...inserts].sort(byKey), CHUNK)) {
			const { rows } = await client.query<{ key: string }>(insertSql(table, GUARDED), [
				some.map(({ key }) => key),
				some.map(({ value }) => value),
				some.map(({ guards }) => (guards ?? []).join(',')),
				some.map(({ at }) => at ?? ''),
			]);
			for (const { key } of rows) committed.inserted.add(key);
		}
		const merges = reduce((batch.merges ?? []).filter(({ by }) => by === undefined || committed.inserted.has(by)));
		for (const layout of LAYOUTS) {
			for (const some of chunks(merges.filter((merge) => merge.layout === layout), CHUNK)) {
				await client.query(mergeSql(table, layout, mergedRows(layout, 'unnest($1::text[], $2::text[]) r(k, v)'), touchedCells(some, layout)), columns(some));
			}
		}
		for (const some of chunks([...(batch.sets ?? [])].sort(byKey), CHUNK)) await client.query(setSql(table, '$1', '$2'), columns(some));
		for (const keys of chunks([...(batch.deletes ?? [])].sort(), CHUNK)) await client.query(deleteSql(table, '$1'), [keys]);
		await client.query('commit');
		return committed;
	} catch (error) {
		// If the connection is gone this fails too, and the server has rolled back by itself.
		await client.query('rollback').catch(() => undefined);
		throw error;
	}
}

function columns(rows: Row[]): [string[], string[]] {
	return [rows.map(({ key }) => key), rows.map(({ value }) => value)];
}
