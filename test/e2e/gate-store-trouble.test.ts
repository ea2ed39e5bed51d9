import { closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

import { openStore } from '../../shared';
import type { PostgresConfig } from '../../shared';
import type { N8n } from './support/n8n';
import { our, type Step } from './support/line-of-nodes';
import { reachedOn, SENDERS } from './support/senders';
import { Stage, type Backend } from './support/stage';
import { WatchedConnection } from './support/watched-connection';

const MINUTE = 60_000;
const MANY = Number(process.env.GATE_ITEMS ?? 20_000);
const phone = (n: number) => `+1555${String(3_000_000 + n).padStart(7, '0')}`;
const everybody = Array.from({ length: MANY }, (_, n) => ({ phone: phone(n) }));

type Credential = { id: string; name: string };

const gate = (store: Credential, settings: Record<string, unknown> = {}): Step => ({
	name: 'Gate',
	type: our('consentGate'),
	parameters: { category: 'marketing', rule: 'required' },
	node: { credentials: { consentStoreApi: store }, ...settings },
});

async function fill(stage: Stage, count: number): Promise<void> {
	const store = await openStore(stage.store);
	for (let from = 0; from < count; from += 5000) {
		const some = everybody.slice(from, Math.min(from + 5000, count));
		await store.record(some.map((contact) => ({ action: 'opt_in', contact: contact.phone, origin: 'business', source: 'import', occurredAt: Date.now() - MINUTE })));
	}
	await store.close();
}

const onceOf = async (n8n: N8n, name: string, data: Record<string, string | number>): Promise<Credential> => {
	const { id } = await n8n.credentials.create('consentStoreApi', name, data);
	return { id, name };
};

describe.each([SENDERS.http, SENDERS.oursBehindGate])('when PostgreSQL fails the gate, with $name behind it', (sender) => {
	let stage: Stage;
	let way: WatchedConnection;
	let watched: Credential;
	let config: PostgresConfig;
	/** Half of what the gate reads of everybody. */
	let halfWay: number;

	beforeAll(async () => {
		stage = await Stage.open('postgres');
		await fill(stage, MANY);
		config = stage.store as PostgresConfig;
		way = await WatchedConnection.to(config.host, config.port);
		watched = await onceOf(stage.n8n, 'On the watched way', { ...(config as unknown as Record<string, string | number>), port: way.port });
		halfWay = (await way.bytesDuring(async () => await stage.run(everybody, [gate(watched)]))) / 2;
		expect(halfWay).toBeGreaterThan(20 * MANY);
	}, 5 * MINUTE);
	afterAll(async () => {
		way?.close();
		await stage?.close();
	}, MINUTE);
	beforeEach(() => stage.simulator.log.clear());

	it.each([
		['stops on the first problem', {}],
		['continues on its error output', { onError: 'continueErrorOutput' }],
	])('by dying half-way through many items, and the node %s: nobody is sent to', async (_how, settings) => {
		const died = way.whenAnswered(halfWay, async () => await stage.postgres?.kill());
		const run = await stage.run(everybody, [gate(watched, settings), sender.step(stage)]);
		await died;
		expect(reachedOn(stage)).toEqual([]);
		expect(run.ran('Send')).toBe(false);
		if ('onError' in settings) {
			expect(run.json('Gate', 1)).toHaveLength(MANY);
			expect(new Set(run.json('Gate', 1).map(({ consent }) => (consent as { reason: string }).reason))).toEqual(new Set(['store_unavailable']));
		} else expect(run.errorMessage()).toMatch(/consent store|database|connection/i);
		await stage.postgres?.start();
	}, 5 * MINUTE);

	// Whoever stands behind a gate that ends in an error is never run; the minute until it does is spent once.
	if (sender === SENDERS.http) {
		it('by freezing half-way: nobody is sent to, and the run ends by itself', async () => {
			const froze = way.whenAnswered(halfWay, () => stage.postgres?.freeze());
			const run = await stage.run(everybody, [gate(watched), sender.step(stage)]);
			await froze;
			stage.postgres?.thaw();
			expect(reachedOn(stage)).toEqual([]);
			expect(run.status).toBe('error');
		}, 5 * MINUTE);
	}

	it('by being slow: whoever may be sent to is, and nobody else', async () => {
		const stopped = phone(1);
		await stage.write([{ phone: stopped }], 'optOut');
		way.slowDown(150);
		const run = await stage.run([{ phone: phone(0) }, { phone: stopped }, { phone: '+15559999999' }], [gate(watched), sender.step(stage)]);
		way.slowDown(0);
		expect(run.status).toBe('success');
		expect(reachedOn(stage)).toEqual([phone(0)]);
	}, 2 * MINUTE);

	it('by refusing the password: nobody is sent to, and the password is told nowhere', async () => {
		const refused = await onceOf(stage.n8n, 'Wrong password', { ...(config as unknown as Record<string, string | number>), password: 'guessed-in-vain' });
		for (const settings of [{}, { onError: 'continueRegularOutput' }]) {
			const run = await stage.run(everybody.slice(0, 5), [gate(refused, settings), sender.step(stage)]);
			expect(reachedOn(stage)).toEqual([]);
			expect(JSON.stringify(run.data)).not.toContain('guessed-in-vain');
		}
	}, 2 * MINUTE);

	it('by missing the table, from the start or all of a sudden: nobody is sent to', async () => {
		const sql = async (...statements: string[]) => {
			const client = new Client({ host: config.host, port: config.port, user: config.user, password: config.password, database: config.database });
			await client.connect();
			for (const statement of statements) await client.query(statement);
			await client.end();
		};
		const elsewhere = { ...(config as unknown as Record<string, string | number>), schema: 'elsewhere' };
		const store = await openStore({ ...config, schema: 'elsewhere' });
		await store.record([{ action: 'opt_in', contact: phone(0), origin: 'business', source: 'import', occurredAt: Date.now() - MINUTE }]);
		await store.close();
		const credential = await onceOf(stage.n8n, 'Elsewhere', elsewhere);
		await stage.run([{ phone: phone(0) }], [gate(credential), sender.step(stage)]);
		expect(reachedOn(stage)).toEqual([phone(0)]);
		stage.simulator.log.clear();

		await sql('drop table elsewhere.consent_store');
		await stage.run([{ phone: phone(0) }], [gate(credential), sender.step(stage)]);
		expect(reachedOn(stage)).toEqual([]);

		await sql('drop schema if exists forbidden cascade', "create role reader login password 'only-reads'", 'create schema forbidden', 'grant usage on schema forbidden to reader');
		const reader = await onceOf(stage.n8n, 'May not create', { ...elsewhere, schema: 'forbidden', user: 'reader', password: 'only-reads' });
		const run = await stage.run([{ phone: phone(0) }], [gate(reader), sender.step(stage)]);
		expect(run.status).toBe('error');
		expect(reachedOn(stage)).toEqual([]);
	}, 3 * MINUTE);
});

describe.each([SENDERS.http, SENDERS.oursBehindGate])('when the SQLite file fails the gate, with $name behind it', (sender) => {
	let stage: Stage;
	let file: string;
	let store: Credential;

	beforeAll(async () => {
		stage = await Stage.open('sqlite');
		if (stage.store.backend !== 'sqlite') throw new Error('not on SQLite');
		file = stage.store.filePath;
		store = stage.credentials.consentStoreApi ?? { id: '', name: '' };
		await fill(stage, MANY);
	}, 5 * MINUTE);
	afterAll(async () => await stage?.close(), MINUTE);
	beforeEach(() => stage.simulator.log.clear());

	it('by being no database: nobody is sent to', async () => {
		const other = `${file}.txt`;
		writeFileSync(other, 'This is no database. '.repeat(1000));
		const credential = await onceOf(stage.n8n, 'A text', { backend: 'sqlite', filePath: other });
		for (const settings of [{}, { onError: 'continueErrorOutput' }]) {
			await stage.run(everybody.slice(0, 5), [gate(credential, settings), sender.step(stage)]);
			expect(reachedOn(stage)).toEqual([]);
		}
	}, 2 * MINUTE);

	it('by being written to for a while by somebody else: whoever may be sent to is', async () => {
		const other = new DatabaseSync(file, { timeout: 5000 });
		other.exec('begin immediate');
		setTimeout(() => {
			other.exec('rollback');
			other.close();
		}, 1500);
		await stage.run([{ phone: phone(0) }, { phone: '+15559999999' }], [gate(store), sender.step(stage)]);
		expect(reachedOn(stage)).toEqual([phone(0)]);
	}, 2 * MINUTE);

	it('by breaking half-way through many items: nobody is sent to', async () => {
		const checkpoint = new DatabaseSync(file, { timeout: 5000 });
		checkpoint.exec('pragma wal_checkpoint(truncate)');
		checkpoint.close();
		const half = Math.floor(statSync(file).size / 2 / 4096) * 4096;
		const damaged = openSync(file, 'r+');
		for (let at = half; at < statSync(file).size; at += 4096) writeSync(damaged, Buffer.alloc(4096, 0xff), 0, 4096, at);
		closeSync(damaged);
		const soft = { ...gate(store), parameters: { category: 'marketing', rule: 'soft' } };
		const run = await stage.run(everybody, [soft, sender.step(stage)]);
		expect(run.status).toBe('error');
		expect(reachedOn(stage)).toEqual([]);
	}, 2 * MINUTE);
});

describe.each<Backend>(['sqlite', 'postgres'])('when one record of the store is damaged (%s)', (backend) => {
	const sender = SENDERS.http;
	let stage: Stage;
	beforeAll(async () => {
		stage = await Stage.open(backend);
		await fill(stage, 20);
	}, 5 * MINUTE);
	afterAll(async () => await stage?.close(), MINUTE);
	beforeEach(() => stage.simulator.log.clear());

	async function damage(key: string): Promise<void> {
		if (stage.store.backend === 'sqlite') {
			const database = new DatabaseSync(stage.store.filePath, { timeout: 5000 });
			expect(database.prepare("update consent_store set value = 'rubbish' where key = ?").run(key).changes).toBe(1);
			return database.close();
		}
		const { host, port, user, password, database } = stage.store;
		const client = new Client({ host, port, user, password, database });
		await client.connect();
		expect((await client.query("update consent_store set value = 'rubbish' where key = $1", [key])).rowCount).toBe(1);
		await client.end();
	}

	it('its contact is blocked and says so, and the others are decided and sent to', async () => {
		await damage(`default:c:${phone(3)}`);
		const run = await stage.run(everybody.slice(0, 20), [gate(stage.credentials.consentStoreApi ?? { id: '', name: '' }), sender.step(stage)]);
		expect(run.status).toBe('success');
		const blocked = run.json('Gate', 1).map(({ phone: number, consent }) => [number, (consent as { reason: string }).reason]);
		expect(blocked).toEqual([[phone(3), 'corrupt_record']]);
		expect(reachedOn(stage)).toEqual(everybody.slice(0, 20).map((one) => one.phone).filter((one) => one !== phone(3)));
		expect(run.json('Gate', 2)).toEqual([expect.objectContaining({ total: 20, allowed: 19, blocked: 1, byReason: { opted_in: 19, corrupt_record: 1 } })]);
	}, 2 * MINUTE);

	it('so is a contact of whom only the standing on the list asked about is damaged', async () => {
		const store = await openStore(stage.store);
		await store.record([1, 7].map((n) => ({ action: 'opt_in', contact: phone(n), lists: ['offers'], origin: 'business', source: 'import', occurredAt: Date.now() - MINUTE })));
		await store.close();
		await damage(`default:s:offers:${phone(7)}`);
		const onOffers = { ...gate(stage.credentials.consentStoreApi ?? { id: '', name: '' }), parameters: { category: 'marketing', rule: 'soft', list: 'offers' } };
		const run = await stage.run([{ phone: phone(7) }, { phone: phone(1) }], [onOffers, sender.step(stage)]);
		expect(run.json('Gate', 1)).toMatchObject([{ phone: phone(7), consent: { decision: 'block', reason: 'corrupt_record' } }]);
		expect(reachedOn(stage)).toEqual([phone(1)]);
	}, 2 * MINUTE);
});
