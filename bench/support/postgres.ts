import { Client, Pool } from 'pg';
import { openStore } from '../../shared/store';
import type { ConsentStore, PostgresConfig } from '../../shared/store';
import { startPostgres } from '../../test/support/postgres';
import type { TestPostgres } from '../../test/support/postgres';
import { factsOf, NOON, PERIOD, PHONE_SQL } from './audience';
import { ownTime, timeOfServer } from './processor';
import { EVERYTHING_ID, MARKETING_ID, recordSamples, templatesFrom, unmarked } from './filled';

/** Rows written by one statement. */
const STEP = 1_000_000;

export interface Ground {
	config: PostgresConfig;
	store: ConsentStore;
	/** One connection, for the bare driver. */
	bare: Pool;
	/** Milliseconds of processor time used by the server and by this process. */
	processor: () => number;
	close(): Promise<void>;
}

/** A server of the part's own with a gigabyte of buffers, else as installed: fsync on, en_US.UTF-8. Stopped and removed at the end. */
export async function onServer(work: (server: TestPostgres) => Promise<void>): Promise<void> {
	const server = await startPostgres();
	// An interrupted run takes its server along.
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().then(() => process.exit(1)));
	try {
		const { host, port, user, password } = server;
		const client = new Client({ host, port, user, password, database: 'postgres' });
		await client.connect();
		await client.query("alter system set shared_buffers = '1GB'");
		await client.query("alter system set max_wal_size = '8GB'");
		await client.end();
		await server.restart();
		await work(server);
	} finally {
		await server.stop();
	}
}

export async function openGround(server: TestPostgres, name: string): Promise<Ground> {
	const config: PostgresConfig = { backend: 'postgres', ...(await server.createDatabase(name)) };
	const { backend: _, ...connection } = config;
	const bare = new Pool({ host: connection.host, port: connection.port, user: connection.user, password: connection.password ?? '', database: connection.database, max: 1 });
	bare.on('error', () => undefined);
	const store = await openStore(config);
	const { rows } = await bare.query<{ pid: string }>("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid");
	const postmaster = Number(rows[0]?.pid);
	return {
		config,
		store,
		bare,
		processor: () => ownTime() + timeOfServer(postmaster),
		close: async () => {
			await bare.end();
			await store.close();
		},
	};
}

const pad = (n: string) => `lpad((${n})::text, 21, '0')`;
const facts = (from: number, to: number) =>
	`(select n, ${PHONE_SQL('n')} as p, ${EVERYTHING_ID('n', pad)} as a, ${MARKETING_ID('n', pad)} as b from generate_series(${from}::bigint, ${to}::bigint) n) f`;

/** Puts contacts 0 to `stored` into the store's table, as copies of rows that the store itself recorded. */
export async function fillStore({ store, bare }: Ground, stored: number): Promise<void> {
	const ids = await recordSamples(store);
	const { rows } = await bare.query<{ key: string; value: string }>("select key, value from consent_store where key ~ '^default:[cesl]:'");
	const templates = templatesFrom(rows, ids);
	await bare.query('create unlogged table template (contact int, space text, key text, value text)');
	await bare.query('insert into template select * from unnest($1::int[], $2::text[], $3::text[], $4::text[])', [
		templates.map(({ contact }) => contact), templates.map(({ space }) => space), templates.map(({ key }) => key), templates.map(({ value }) => value),
	]);
	await bare.query('analyze template');
	for (const space of [...new Set(templates.map(({ space }) => space))].sort()) {
		for (let from = PERIOD; from < stored; from += STEP) {
			const to = Math.min(from + STEP, stored) - 1;
			await bare.query(
				`insert into consent_store (key, value) select ${unmarked('t.key')}, ${unmarked('t.value')} from ${facts(from, to)} join template t on t.contact = f.n % ${PERIOD} and t.space = '${space}' order by f.n`,
			);
		}
	}
	await bare.query('drop table template');
}

/** The same facts in typed columns, as one would write it without this package: database's collation, a row per contact, scope and origin. */
export async function fillTyped({ bare }: Ground, stored: number): Promise<void> {
	await bare.query('create table typed (contact text, scope text, origin text, status text, at bigint, event text, primary key (contact, scope, origin))');
	await bare.query('create unlogged table fact (m int, scope text, origin text, status text, at bigint)');
	for (let m = 0; m < PERIOD; m++) {
		for (const { scope, origin, out, at } of factsOf(m)) await bare.query('insert into fact values ($1, $2, $3, $4, $5)', [m, scope, origin, out ? 'out' : 'in', at]);
	}
	await bare.query('analyze fact');
	for (let from = 0; from < stored; from += STEP) {
		const to = Math.min(from + STEP, stored) - 1;
		await bare.query(
			`insert into typed select f.p, t.scope, t.origin, t.status, t.at, case when t.scope = '*' then f.a else f.b end from ${facts(from, to)} join fact t on t.m = f.n % ${PERIOD} order by f.n`,
		);
	}
	await bare.query('drop table fact');
}

/** What a plain Keyv on PostgreSQL keeps: a key for everything and one for the list. */
export async function fillKeyv({ bare }: Ground, table: string, stored: number): Promise<void> {
	const value = (scope: string, id: string) => `'{"value":{"scope":"${scope}","origin":"person","status":"in","at":${NOON},"event":"' || ${id} || '"}}'`;
	await bare.query(
		`insert into ${table} (key, value) select 'keyv:c:' || f.p, ${value('*', 'f.a')} from ${facts(0, stored - 1)} union all select 'keyv:s:marketing:' || f.p, ${value('marketing', 'f.b')} from ${facts(0, stored - 1)}`,
	);
}

export async function settle({ bare }: Ground): Promise<void> {
	await bare.query('vacuum analyze');
	await bare.query('checkpoint');
}
