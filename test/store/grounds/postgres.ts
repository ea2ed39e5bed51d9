import { Client } from 'pg';
import { closeIdle } from '../../../shared/store';
import type { StoreConfig } from '../../../shared/store';
import { startPostgres } from '../../support/postgres';
import type { PostgresConfig, TestPostgres } from '../../support/postgres';
import { closeAll } from '../contract/harness';
import type { Ground } from '../contract/harness';

/** A real server of the suite's own, and a schema of its own for every store. */
export function postgresGround(): Ground & { server(): TestPostgres } {
	let postgres: TestPostgres | undefined;
	let database: PostgresConfig | undefined;
	let made = 0;
	const server = () => {
		if (postgres === undefined) throw new Error('PostgreSQL has not been started');
		return postgres;
	};
	beforeAll(async () => {
		postgres = await startPostgres();
		database = await postgres.createDatabase('contract');
	}, 60_000);
	afterEach(async () => {
		await closeAll();
		await closeIdle();
	});
	afterAll(async () => await postgres?.stop(), 60_000);

	const sql = async (config: StoreConfig, statement: string): Promise<unknown[]> => {
		if (config.backend !== 'postgres') throw new Error('not a PostgreSQL store');
		const { host, port, user, password, database } = config;
		const client = new Client({ host, port, user, database, ...(password === undefined ? {} : { password }) });
		await client.connect();
		try {
			await client.query(`set search_path to ${config.schema ?? 'public'}`);
			return (await client.query<Record<string, unknown>>(statement)).rows;
		} finally {
			await client.end();
		}
	};
	return {
		name: 'PostgreSQL',
		server,
		config: async () => ({ backend: 'postgres', ...(database ?? (await server().createDatabase('contract'))), schema: `s${++made}` }),
		forget: closeIdle,
		sql,
		rows: async (config) => (await sql(config, "select key || ' ' || value as row from consent_store")).map((row) => (row as { row: string }).row),
	};
}
