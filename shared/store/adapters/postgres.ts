import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import KeyvPostgres from '@keyv/postgres';
import type { KeyvEntry } from 'keyv';
import { Pool } from 'pg';
import type { PoolClient, PoolConfig, QueryConfig } from 'pg';
import { setImmediate as turn } from 'node:timers/promises';
import { CHUNK, chunks, endOf } from '../backend';
import type { Backend, Batch, Committed, Row } from '../backend';
import type { PostgresSettings } from '../config';
import { SCHEMA_KEY } from '../keys';
import { inOrder, orderSql } from '../orders';
import type { Order, OrderedPlace, OrderedRow } from '../orders';
import { codeOf, explainPostgres, isConflict } from './postgresErrors';
import { ORDERED, prepareOrder, prepareSchema, TABLE } from './postgresSchema';
import { answered, asStatement, rowsIn } from './postgresCommit';
import type { Answer } from './postgresCommit';
import { pageSql, readSql, SEPARATOR, selectSql, underSql } from './postgresSql';
import { commitInSteps } from './postgresSteps';

/** Small, because every n8n worker has one: ten workers take fifty of the hundred connections a server has by default. */
const CONNECTIONS = 5;
/** Longer than any statement of ours takes; a frozen server must not hang a workflow. */
const QUERY_TIMEOUT_MS = 60_000;
const CONNECTION_TIMEOUT_MS = 10_000;
const ATTEMPTS = 5;
const PAGE = 1000;
/** Rows up to which a plan made once, for any number of rows, is as good as one for just these. */
const FEW = 20;

export interface PostgresLimits {
	queryTimeoutMs?: number;
	connectionTimeoutMs?: number;
	connections?: number;
}

/** Opens a pool, reaches the server and prepares the table. */
export async function openPostgres(settings: PostgresSettings, limits: PostgresLimits = {}): Promise<PostgresAdapter> {
	const adapter = new PostgresAdapter(settings, limits);
	try {
		await adapter.prepare();
		return adapter;
	} catch (error) {
		await adapter.close();
		throw error;
	}
}

/**
 * Keyv's own Postgres adapter with what it lacks: a pool of its own that outlives restarts of the server, errors that are thrown,
 * writes in the order of keys so that workers can't lock each other out, and the store's port.
 */
export class PostgresAdapter extends KeyvPostgres implements Backend {
	private readonly pool: Pool;
	private readonly table: string;
	private readonly where: string;
	private readonly orders = new Set<string>();
	/** Off once a pooler between us and the server has lost a prepared statement. */
	private prepared = true;
	private readonly names = new Map<string, string>();

	constructor(
		private readonly settings: PostgresSettings,
		limits: PostgresLimits = {},
	) {
		super({ schema: settings.schema, table: TABLE, iterationLimit: PAGE });
		this.table = `"${settings.schema}"."${TABLE}"`;
		this.where = `${settings.host}:${settings.port}/${settings.database}`;
		this.pool = new Pool(poolConfig(settings, limits));
		// A connection that dies while idle is replaced by the next call; without a listener it would end the process.
		this.pool.on('error', () => undefined);
		this.query = async (sql: string, values?: unknown[]) => await this.ask(sql, values ?? []);
	}

	/** Asked by Keyv's adapter while it is being made, to create its table; ours is prepared by `prepare`. */
	override async connect(): Promise<(sql: string, values?: unknown) => Promise<never[]>> {
		return async () => [];
	}

	async prepare(): Promise<void> {
		await this.withClient(async (client) => await prepareSchema(client, this.settings.schema, this.settings.user));
	}

	// The store's port

	async read(keys: string[]): Promise<Array<string | undefined>> {
		const values: Array<string | undefined> = [];
		for (const some of chunks(keys, CHUNK)) {
			const asked = some.join(SEPARATOR);
			const [answer] = await this.ask<{ found: string | null; keys: string | null }>(readSql(this.table), [asked]);
			const names = asked.split(SEPARATOR);
			const rows = rowsIn(answer?.found ?? null, answer?.keys ?? null);
			if (rows === undefined || names.length !== some.length) values.push(...(await this.readRows(some)));
			else for (const name of names) values.push(rows.get(name));
		}
		return values;
	}

	async under(prefixes: string[]): Promise<Row[]> {
		const found: Row[] = [];
		for (const some of chunks([...new Set(prefixes)].sort(), PAGE)) {
			found.push(...(await this.ask<Row>(underSql(this.table), [some, some.map(endOf)])));
		}
		return found;
	}

	async page(prefix: string, after: string | undefined, limit: number): Promise<Row[]> {
		return await this.ask<Row>(pageSql(this.table), [after ?? prefix, endOf(prefix), limit]);
	}

	async ordered(prefix: string, order: Order, descending: boolean, after: OrderedPlace | undefined, limit: number): Promise<OrderedRow[]> {
		const sql = orderSql(order, this.table, ORDERED);
		if (!this.orders.has(order.name)) {
			await this.withClient(async (client) => await prepareOrder(client, this.settings.schema, order.name, sql.create(`"${TABLE}_by_${order.name}"`)));
			this.orders.add(order.name);
		}
		return await inOrder(sql.pages(prefix, descending, after), limit, async (text, values) => await this.ask<OrderedRow>(text, values));
	}

	async commit(batch: Batch): Promise<Committed> {
		const small = (batch.inserts ?? []).length <= CHUNK && (batch.merges ?? []).length <= 3 * CHUNK && (batch.before ?? []).length <= 10 * CHUNK;
		return await unhindered(async () =>
			small ? await this.commitAtOnce(batch) : await this.withClient(async (client) => await commitInSteps(client, this.table, batch)),
		);
	}

	async commitInParts(parts: () => Iterable<Batch>, heard: (committed: Committed) => void): Promise<boolean> {
		return await unhindered(async () => await this.withClient(async (client) => await this.transact(client, parts(), heard)));
	}

	async swap(key: string, expected: string | undefined, value: string | undefined): Promise<boolean> {
		if (value === undefined) {
			if (expected === undefined) return (await this.read([key]))[0] === undefined;
			return (await this.ask(`delete from ${this.table} where key = $1 and value = $2 returning 1`, [key, expected])).length > 0;
		}
		const sql =
			expected === undefined
				? `insert into ${this.table} (key, value) values ($1, $2) on conflict (key) do nothing returning 1`
				: `update ${this.table} set value = $2 where key = $1 and value = $3 returning 1`;
		return (await this.ask(sql, expected === undefined ? [key, value] : [key, value, expected])).length > 0;
	}

	async close(): Promise<void> {
		if (!this.pool.ending) await this.pool.end();
	}

	// Keyv's contract, where its adapter falls short

	override async setMany(entries: KeyvEntry[]): Promise<void> {
		const sets = new Map<string, Row>();
		for (const { key, value } of entries) sets.set(key, { key, value: String(value) });
		if (sets.size > 0) await this.commit({ sets: [...sets.values()] });
	}

	/** Of a namespace; without one, everything but the schema's version. */
	override async clear(): Promise<void> {
		if (this.namespace === undefined) await this.ask(`delete from ${this.table} where key <> $1`, [SCHEMA_KEY]);
		else await this.ask(`delete from ${this.table} where key > $1 and key < $2`, [`${this.namespace}:`, `${this.namespace};`]);
	}

	/** Ends with an exception rather than early. */
	override async *iterator(namespace?: string): AsyncGenerator<string[], void, unknown> {
		const prefix = namespace === undefined || namespace === '' ? undefined : `${namespace}:`;
		let after: string | undefined;
		for (;;) {
			const rows = prefix === undefined
				? await this.ask<Row>(`select key, value from ${this.table} where key > $1 and key <> $2 order by key limit $3`, [after ?? '', SCHEMA_KEY, PAGE])
				: await this.page(prefix, after, PAGE);
			for (const { key, value } of rows) yield [key, value];
			if (rows.length < PAGE) return;
			after = rows.at(-1)?.key;
		}
	}

	override async disconnect(): Promise<void> {
		await this.close();
	}

	private async commitAtOnce(batch: Batch): Promise<Committed> {
		const commit = asStatement(this.table, batch);
		return commit === undefined ? answered(batch, []) : answered(batch, await this.ask<Answer>(commit.text, commit.values, (batch.merges ?? []).length <= FEW));
	}

	/** While the server works on one part the last answer is read and the next part made. */
	private async transact(client: PoolClient, parts: Iterable<Batch>, heard: (committed: Committed) => void): Promise<boolean> {
		let sent: Promise<Committed> | undefined;
		await client.query('begin isolation level read committed');
		try {
			let last: Committed | undefined;
			for (const part of parts) {
				const commit = asStatement(this.table, part);
				if (commit === undefined) continue;
				if (sent !== undefined) last = await sent;
				if (last?.stopped === true) break;
				sent = client.query<Answer>(commit.text, commit.values).then(({ rows }) => answered(part, rows));
				// A failure is told when somebody waits for it.
				sent.catch(ignore);
				await turn();
				if (last !== undefined) heard(last);
			}
			if (sent !== undefined && last?.stopped !== true) last = await sent;
			const through = last?.stopped !== true;
			if (through && last !== undefined) heard(last);
			await client.query(through ? 'commit' : 'rollback');
			return through;
		} catch (error) {
			await sent?.catch(ignore);
			// If the connection is gone this fails too, and the server has rolled back by itself.
			await client.query('rollback').catch(ignore);
			throw error;
		}
	}

	private async readRows(keys: string[]): Promise<Array<string | undefined>> {
		const rows = await this.ask<Row>(selectSql(this.table, '$1'), [keys]);
		const found = new Map(rows.map(({ key, value }) => [key, value]));
		return keys.map((key) => found.get(key));
	}

	private async ask<R = Record<string, unknown>>(text: string, values: unknown[], prepared = true): Promise<R[]> {
		const query: QueryConfig = prepared ? this.named(text, values) : { text, values };
		try {
			const result = await this.pool.query(query);
			return result.rows as R[];
		} catch (error) {
			// Several may be on their way when the first of them finds out.
			if (query.name !== undefined && LOST_STATEMENT.has(codeOf(error))) {
				this.prepared = false;
				return await this.ask<R>(text, values, false);
			}
			throw explainPostgres(error, this.where);
		}
	}

	private named(text: string, values: unknown[]): QueryConfig {
		if (!this.prepared) return { text, values };
		let name = this.names.get(text);
		if (name === undefined) this.names.set(text, (name = createHash('sha256').update(text).digest('base64url')));
		return { name, text, values };
	}

	private async withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
		let client: PoolClient | undefined;
		let failure: unknown;
		try {
			client = await this.pool.connect();
			client.on('error', ignore);
			return await work(client);
		} catch (error) {
			failure = error;
			throw explainPostgres(error, this.where);
		} finally {
			client?.removeListener('error', ignore);
			client?.release(failure instanceof Error && !isConflict(failure) ? failure : undefined);
		}
	}
}

/** A pooler handed our connection to somebody else: the statement is not there, or is there already. */
const LOST_STATEMENT = new Set(['26000', '42P05']);

/** A lost connection also rejects the query in flight, which is where it is told. */
function ignore(): void {}

/** Repeats what met another writer's rows in a circle, which PostgreSQL undoes as a whole. */
async function unhindered<T>(work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work();
		} catch (error) {
			if (attempt >= ATTEMPTS || !isConflict(error instanceof Error ? error.cause : undefined)) throw error;
			await pause(Math.random() * 50 * attempt);
		}
	}
}

function poolConfig(settings: PostgresSettings, limits: PostgresLimits): PoolConfig {
	return {
		host: settings.host,
		port: settings.port,
		database: settings.database,
		user: settings.user,
		password: settings.password ?? '',
		ssl: tls(settings.ssl),
		max: limits.connections ?? CONNECTIONS,
		connectionTimeoutMillis: limits.connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS,
		query_timeout: limits.queryTimeoutMs ?? QUERY_TIMEOUT_MS,
		idleTimeoutMillis: 30_000,
		keepAlive: true,
		allowExitOnIdle: true,
		application_name: 'n8n-nodes-whatsapp-consent',
	};
}

function tls(ssl: PostgresSettings['ssl']): PoolConfig['ssl'] {
	if (ssl === 'disable' || ssl === false) return false;
	if (ssl === 'allow') return { rejectUnauthorized: false };
	return ssl === 'require' || ssl === true ? true : ssl;
}

