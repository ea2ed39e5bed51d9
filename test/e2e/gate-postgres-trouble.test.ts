import { Client } from 'pg';

import { openStore } from '../../shared';
import type { PostgresConfig } from '../../shared';
import { reachedOn, SENDERS } from './support/senders';
import { Stage } from './support/stage';
import { everybody, fill, gate, MANY, phone, storeCredential, type Credential } from './support/store-trouble';
import { WatchedConnection } from './support/watched-connection';

const MINUTE = 60_000;

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
		watched = await storeCredential(stage.n8n, 'On the watched way', { ...(config as unknown as Record<string, string | number>), port: way.port });
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
		const refused = await storeCredential(stage.n8n, 'Wrong password', { ...(config as unknown as Record<string, string | number>), password: 'guessed-in-vain' });
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
		const credential = await storeCredential(stage.n8n, 'Elsewhere', elsewhere);
		await stage.run([{ phone: phone(0) }], [gate(credential), sender.step(stage)]);
		expect(reachedOn(stage)).toEqual([phone(0)]);
		stage.simulator.log.clear();

		await sql('drop table elsewhere.consent_store');
		await stage.run([{ phone: phone(0) }], [gate(credential), sender.step(stage)]);
		expect(reachedOn(stage)).toEqual([]);

		await sql('drop schema if exists forbidden cascade', "create role reader login password 'only-reads'", 'create schema forbidden', 'grant usage on schema forbidden to reader');
		const reader = await storeCredential(stage.n8n, 'May not create', { ...elsewhere, schema: 'forbidden', user: 'reader', password: 'only-reads' });
		const run = await stage.run([{ phone: phone(0) }], [gate(reader), sender.step(stage)]);
		expect(run.status).toBe('error');
		expect(reachedOn(stage)).toEqual([]);
	}, 3 * MINUTE);
});
