import type { PoolClient } from 'pg';
import { SchemaMissing, StoreUnavailable } from '../errors';
import { SCHEMA_KEY } from '../keys';
import { ORDERS, orderSql } from '../orders';
import type { Dialect } from '../orders';
import { checkVersion, versionRow } from '../schema';
import { codeOf } from './postgresErrors';

export const TABLE = 'consent_store';

export const ORDERED: Dialect = { find: 'strpos', value: (place) => `$${place}`, comparesRows: true };

/** "cons" and "ent " as numbers: a lock nobody else takes. */
const LOCK = [0x636f6e73, 0x656e7420];

function createTable(schema: string): string {
	return `create table if not exists "${schema}"."${TABLE}" (key text collate "C" primary key, value text collate "C" not null)`;
}

/** What the database's owner runs when the store's own user may not create tables. */
export function script(schema: string, user: string): string {
	const role = `"${user.replaceAll('"', '""')}"`;
	return [
		`create schema if not exists "${schema}";`,
		`${createTable(schema)};`,
		`insert into "${schema}"."${TABLE}" (key, value) values ('${SCHEMA_KEY}', '${versionRow()}') on conflict do nothing;`,
		...ORDERS.map((order) => `${orderSql(order, `"${schema}"."${TABLE}"`, ORDERED).create(`"${TABLE}_by_${order.name}"`)};`),
		`grant usage on schema "${schema}" to ${role};`,
		`grant select, insert, update, delete on "${schema}"."${TABLE}" to ${role};`,
	].join('\n');
}

/**
 * Makes sure that the table is there and of a version this package knows; safe when ten workers start at once.
 * @throws {SchemaMissing} with the script when this user may not create it; {SchemaTooNew}.
 */
export async function prepareSchema(client: PoolClient, schema: string, user: string): Promise<void> {
	if (await isReady(client, schema)) return;
	try {
		await client.query('begin');
		await client.query('select pg_advisory_xact_lock($1, $2)', LOCK);
		const found = await client.query('select 1 from pg_namespace where nspname = $1', [schema]);
		if (found.rowCount === 0) await client.query(`create schema "${schema}"`);
		await client.query(createTable(schema));
		await client.query(`insert into "${schema}"."${TABLE}" (key, value) values ($1, $2) on conflict do nothing`, [
			SCHEMA_KEY,
			versionRow(),
		]);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback').catch(() => undefined);
		if (codeOf(error) !== '42501') throw error;
		throw new SchemaMissing(
			`The table "${schema}"."${TABLE}" of the consent store is missing and the user ${user} may not create it.`,
			script(schema, user),
			{ cause: error },
		);
	}
	await isReady(client, schema);
}

/** Makes the index of an order where it is missing: a few seconds for a million contacts, in which writing waits. */
export async function prepareOrder(client: PoolClient, schema: string, name: string, create: string): Promise<void> {
	const found = await client.query('select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2', [
		schema,
		`${TABLE}_by_${name}`,
	]);
	if (found.rowCount !== 0) return;
	try {
		await client.query(create);
		// Without statistics of the index the planner takes it for useless.
		await client.query(`analyze "${schema}"."${TABLE}"`);
	} catch (error) {
		const code = codeOf(error);
		// Another worker made it at the same moment.
		if (code === '23505' || code === '42P07') return;
		if (code !== '42501') throw error;
		throw new StoreUnavailable(`Contacts can't be put in this order: an index is missing and this user may not create it.`, `Let the owner of the table run: ${create};`, { cause: error });
	}
}

async function isReady(client: PoolClient, schema: string): Promise<boolean> {
	const table = await client.query<{ collname: string | null }>(
		`select o.collname from pg_class c join pg_namespace n on n.oid = c.relnamespace ` +
			`join pg_attribute a on a.attrelid = c.oid and a.attname = 'key' left join pg_collation o on o.oid = a.attcollation ` +
			`where n.nspname = $1 and c.relname = $2`,
		[schema, TABLE],
	);
	const [found] = table.rows;
	if (found === undefined) return false;
	if (found.collname !== 'C') {
		throw new StoreUnavailable(
			`The table "${schema}"."${TABLE}" was not made for the consent store: its keys don't sort by bytes.`,
			'Rename that table or choose another schema, and let the store create its own.',
		);
	}
	const row = await client.query<{ value: string }>(`select value from "${schema}"."${TABLE}" where key = $1`, [SCHEMA_KEY]);
	return checkVersion(row.rows[0]?.value) === 'current';
}
