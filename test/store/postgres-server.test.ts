import { Client } from 'pg';

import { startPostgres, type PostgresConfig, type TestPostgres } from '../support/postgres';

let postgres: TestPostgres;

beforeAll(async () => {
	postgres = await startPostgres();
}, 60_000);

afterAll(async () => await postgres.stop());

async function query<T>(config: PostgresConfig, sql: string): Promise<T[]> {
	const client = new Client({ ...config, query_timeout: 5000 });
	client.on('error', () => undefined);
	await client.connect();
	try {
		return (await client.query(sql)).rows as T[];
	} finally {
		await client.end();
	}
}

// A server takes its time to come back on a busy machine.
jest.setTimeout(60_000);

describe('the PostgreSQL the store tests run on', () => {
	it('sorts text as a language does, not by bytes, so that a missing COLLATE "C" would show', async () => {
		const config = await postgres.createDatabase('collation');
		expect(await query(config, `select 'a' < 'B' as by_language`)).toEqual([{ by_language: true }]);
	});

	it('gives every test a database of its own', async () => {
		const [one, two] = [await postgres.createDatabase('own'), await postgres.createDatabase('own')];
		await query(one, 'create table t (id int)');
		expect(await query(two, `select to_regclass('t') as found`)).toEqual([{ found: null }]);
	});

	it('keeps committed rows through a crash and comes back at the same address', async () => {
		const config = await postgres.createDatabase('crash');
		await query(config, 'create table kept as select 7 as answer');
		await postgres.kill();
		await expect(query(config, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
		await postgres.start();
		expect(await query(config, 'select answer from kept')).toEqual([{ answer: 7 }]);
	});

	it('cuts open connections when it restarts', async () => {
		const config = await postgres.createDatabase('restart');
		const client = new Client(config);
		const cut = new Promise((resolve) => client.on('error', resolve));
		await client.connect();
		await postgres.restart();
		await expect(cut).resolves.toBeInstanceOf(Error);
		expect(await query(config, 'select 1 as one')).toEqual([{ one: 1 }]);
	});

	it('keeps a frozen connection silent until it thaws', async () => {
		const config = await postgres.createDatabase('freeze');
		const client = new Client(config);
		await client.connect();
		postgres.freeze();
		const answer = client.query('select 1 as one').then((result) => result.rows as unknown[]);
		const first = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 300, 'silence'))]);
		postgres.thaw();
		expect(first).toBe('silence');
		await expect(answer).resolves.toEqual([{ one: 1 }]);
		await client.end();
	});
});
