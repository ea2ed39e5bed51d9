import { Client } from 'pg';
import { closeIdle, SchemaMissing, StoreUnavailable } from '../../shared/store';
import type { PostgresConfig } from '../../shared/store';
import { openPostgres } from '../../shared/store/adapters/postgres';
import { parseConfig } from '../../shared/store/config';
import { storeOn } from '../../shared/store/open';
import { startPostgres } from '../support/postgres';
import type { TestPostgres } from '../support/postgres';
import { at, closeAll, open, phone } from './contract/harness';
import { startWriter } from './workers/start';

let server: TestPostgres;
let config: PostgresConfig;
let schemas = 0;

beforeAll(async () => {
	server = await startPostgres();
	config = { backend: 'postgres', ...(await server.createDatabase('outages')) };
}, 60_000);
beforeEach(() => {
	config = { ...config, schema: `o${++schemas}` };
});
afterEach(async () => {
	await closeAll();
	await closeIdle();
});
afterAll(async () => await server.stop(), 60_000);

const stop = (n: number) => ({ action: 'opt_out' as const, contact: phone(n), origin: 'person' as const, source: 'keyword', occurredAt: at(1) });

async function sql(text: string): Promise<void> {
	const { host, port, user, password, database } = config;
	const client = new Client({ host, port, user, password, database });
	await client.connect();
	try {
		await client.query(text);
	} finally {
		await client.end();
	}
}

async function refusal(work: Promise<unknown>): Promise<Error> {
	return await work.then(
		() => {
			throw new Error('it should have been refused');
		},
		(error: Error) => error,
	);
}

describe('a PostgreSQL that can’t be used is named, with what to do and without the password', () => {
	it('when the password is wrong', async () => {
		const error = await refusal(open({ ...config, password: 'hunter2-secret' }));
		expect(error).toBeInstanceOf(StoreUnavailable);
		expect(error.message).toMatch(/refuses this user and password/);
		expect(JSON.stringify([error.message, error.stack, String(error.cause)])).not.toContain('hunter2-secret');
	});

	it('when the database is missing', async () => {
		expect((await refusal(open({ ...config, database: 'nowhere' }))).message).toMatch(/no database of this name.*Create the database/);
	});

	it('when nothing listens at the port, or nobody knows the host', async () => {
		expect((await refusal(open({ ...config, port: 1 }))).message).toMatch(/does not answer at this host and port/);
		expect((await refusal(open({ ...config, host: 'no-such-host.invalid' }))).message).toMatch(/host name/);
	});

	it('when TLS is wanted and not offered', async () => {
		expect((await refusal(open({ ...config, ssl: 'require' }))).message).toMatch(/does not offer TLS/);
	});

	it('when its user may not create the table: with a script that then works', async () => {
		const role = `limited${schemas}`;
		await sql(`create role ${role} login password 'pw'`);
		const limited = { ...config, user: role, password: 'pw' };
		const error = await refusal(open(limited));
		expect(error).toBeInstanceOf(SchemaMissing);
		await sql((error as SchemaMissing).script);
		const store = await open(limited);
		expect(await store.record([stop(1)])).toMatchObject([{ outcome: 'changed' }]);
	});

	it('when the table was made for something else', async () => {
		await sql(`create schema ${config.schema}; create table ${config.schema}.consent_store (key varchar(255) primary key, value text)`);
		expect((await refusal(open(config))).message).toMatch(/not made for the consent store/);
	});

	it('when it has no connection left', async () => {
		const role = `single${schemas}`;
		await sql(`create role ${role} login password 'pw' superuser connection limit 0`);
		await sql(`alter role ${role} nosuperuser; grant create on database ${config.database} to ${role}`);
		expect((await refusal(open({ ...config, user: role, password: 'pw' }))).message).toMatch(/no connection left/);
	});
});

describe('a PostgreSQL that goes away and comes back', () => {
	it('fails loudly while it is down and works again without a restart', async () => {
		const store = await open(config);
		await store.record([stop(1)]);
		await server.kill();
		await expect(store.states([phone(1)])).rejects.toThrow(StoreUnavailable);
		await expect(store.record([stop(2)])).rejects.toThrow(StoreUnavailable);
		await server.start();
		expect(await store.record([stop(2)])).toMatchObject([{ outcome: 'changed' }]);
		expect((await store.states([phone(1), phone(2)])).map(({ status }) => status)).toEqual(['opted_out', 'opted_out']);
	}, 60_000);

	it('can be opened when it is back, though it was down at the first attempt', async () => {
		await server.kill();
		await expect(open(config)).rejects.toThrow(StoreUnavailable);
		await server.start();
		expect(await (await open(config)).record([stop(1)])).toMatchObject([{ outcome: 'changed' }]);
	}, 60_000);

	it('throws rather than hangs while it is frozen, and works after the thaw', async () => {
		const settings = parseConfig(config);
		if (settings.backend !== 'postgres') throw new Error('not a PostgreSQL store');
		const backend = await openPostgres(settings, { queryTimeoutMs: 700, connectionTimeoutMs: 700, connections: 2 });
		const store = await storeOn(backend, settings);
		await store.record([stop(1)]);
		server.freeze();
		try {
			await expect(store.states([phone(1)])).rejects.toThrow(/did not answer in time|gave no connection in time/);
			await expect(store.record([stop(2)])).rejects.toThrow(StoreUnavailable);
		} finally {
			server.thaw();
		}
		expect((await store.states([phone(1)]))[0]?.status).toBe('opted_out');
		await store.close();
	}, 60_000);

	it('has every acknowledged batch after crashes in mid-batch, and the rest once it is delivered again', async () => {
		const contacts = Array.from({ length: 3000 }, (_, n) => n);
		const writer = startWriter({ kind: 'stop', config, contacts, batch: 25, insist: true });
		await writer.ready;
		writer.go();
		for (let crash = 0; crash < 3; crash++) {
			await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 100));
			await server.kill();
			await server.start();
		}
		expect(await writer.ended).toMatchObject({ code: 0, errors: '' });
		const store = await open(config);
		const states = await store.states(contacts.map(phone));
		expect(states.filter(({ status }) => status !== 'opted_out')).toEqual([]);
		for (const n of [0, 1500, 2999]) expect(await store.history(phone(n))).toHaveLength(1);
	}, 120_000);
});
