import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

import { openStore } from '../../shared';
import type { PostgresConfig } from '../../shared';
import type { N8n } from './support/n8n';
import { our, type Step } from './support/line-of-nodes';
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

const send = (stage: Stage): Step => ({
	name: 'Send',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url: `${stage.simulator.url}/v25.0/${stage.simulator.account.phoneNumberId}/messages`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'whatsAppConsentApi',
		sendBody: true,
		specifyBody: 'json',
		jsonBody:
			"={{ JSON.stringify({ messaging_product: 'whatsapp', to: $json.consent.recipient, type: 'template', template: { name: 'related_products', language: { code: 'en_US' }, components: [{ type: 'body', parameters: [{ type: 'text', text: 'bread' }] }] } }) }}",
	},
	node: { credentials: { whatsAppConsentApi: stage.credentials.whatsAppConsentApi }, onError: 'continueRegularOutput' },
});

const reached = (stage: Stage) => stage.simulator.log.sends({ outcome: 'accepted' }).map(({ to, recipient }) => String(to ?? recipient)).sort();

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

describe('when PostgreSQL fails the gate', () => {
	let stage: Stage;
	let way: WatchedConnection;
	let watched: Credential;
	let config: PostgresConfig;

	beforeAll(async () => {
		stage = await Stage.open('postgres');
		await fill(stage, MANY);
		config = stage.store as PostgresConfig;
		way = await WatchedConnection.to(config.host, config.port);
		watched = await onceOf(stage.n8n, 'On the watched way', { ...(config as unknown as Record<string, string | number>), port: way.port });
	}, 5 * MINUTE);
	afterAll(async () => {
		way?.close();
		await stage?.close();
	}, MINUTE);
	beforeEach(() => stage.simulator.log.clear());

	/** Half of what the gate reads of everybody has come when the server goes. */
	const halfWay = 90 * MANY;

	it.each([
		['stops on the first problem', {}],
		['continues on its error output', { onError: 'continueErrorOutput' }],
	])('by dying half-way through many items, and the node %s: nobody is sent to', async (_how, settings) => {
		const died = way.whenAnswered(halfWay, async () => await stage.postgres?.kill());
		const run = await stage.run(everybody, [gate(watched, settings), send(stage)]);
		await died;
		expect(reached(stage)).toEqual([]);
		expect(run.ran('Send')).toBe(false);
		if ('onError' in settings) {
			expect(run.json('Gate', 1)).toHaveLength(MANY);
			expect(new Set(run.json('Gate', 1).map(({ consent }) => (consent as { reason: string }).reason))).toEqual(new Set(['store_unavailable']));
		} else expect(run.errorMessage()).toMatch(/consent store|database|connection/i);
		await stage.postgres?.start();
	}, 5 * MINUTE);

	it('by freezing half-way: nobody is sent to, and the run ends by itself', async () => {
		const froze = way.whenAnswered(halfWay, () => stage.postgres?.freeze());
		const run = await stage.run(everybody, [gate(watched), send(stage)]);
		await froze;
		stage.postgres?.thaw();
		expect(reached(stage)).toEqual([]);
		expect(run.status).toBe('error');
	}, 5 * MINUTE);

	it('by being slow: whoever may be sent to is, and nobody else', async () => {
		const stopped = phone(1);
		await stage.write([{ phone: stopped }], 'optOut');
		way.slowDown(150);
		const run = await stage.run([{ phone: phone(0) }, { phone: stopped }, { phone: '+15559999999' }], [gate(watched), send(stage)]);
		way.slowDown(0);
		expect(run.status).toBe('success');
		expect(reached(stage)).toEqual([phone(0)]);
	}, 2 * MINUTE);

	it('by refusing the password: nobody is sent to, and the password is told nowhere', async () => {
		const refused = await onceOf(stage.n8n, 'Wrong password', { ...(config as unknown as Record<string, string | number>), password: 'guessed-in-vain' });
		for (const settings of [{}, { onError: 'continueRegularOutput' }]) {
			const run = await stage.run(everybody.slice(0, 5), [gate(refused, settings), send(stage)]);
			expect(reached(stage)).toEqual([]);
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
		await stage.run([{ phone: phone(0) }], [gate(credential), send(stage)]);
		expect(reached(stage)).toEqual([phone(0)]);
		stage.simulator.log.clear();

		await sql('drop table elsewhere.consent_store');
		await stage.run([{ phone: phone(0) }], [gate(credential), send(stage)]);
		expect(reached(stage)).toEqual([]);

		await sql('drop schema if exists forbidden cascade', "create role reader login password 'only-reads'", 'create schema forbidden', 'grant usage on schema forbidden to reader');
		const reader = await onceOf(stage.n8n, 'May not create', { ...elsewhere, schema: 'forbidden', user: 'reader', password: 'only-reads' });
		const run = await stage.run([{ phone: phone(0) }], [gate(reader), send(stage)]);
		expect(run.status).toBe('error');
		expect(reached(stage)).toEqual([]);
	}, 3 * MINUTE);
});

describe.each<Backend>(['sqlite', 'postgres'])('when one record of the store is damaged (%s)', (backend) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await Stage.open(backend);
		await fill(stage, 20);
	}, 5 * MINUTE);
	afterAll(async () => await stage?.close(), MINUTE);

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
		await damage(`default:s:marketing:${phone(7)}`);
		const run = await stage.run(everybody.slice(0, 20), [gate(stage.credentials.consentStoreApi ?? { id: '', name: '' }), send(stage)]);
		expect(run.status).toBe('success');
		const blocked = run.json('Gate', 1).map(({ phone: number, consent }) => [number, (consent as { reason: string }).reason]);
		expect(blocked).toEqual([[phone(3), 'corrupt_record'], [phone(7), 'corrupt_record']]);
		expect(reached(stage)).toEqual(everybody.slice(0, 20).map((one) => one.phone).filter((one) => one !== phone(3) && one !== phone(7)));
		expect(run.json('Gate', 2)).toEqual([expect.objectContaining({ total: 20, allowed: 18, blocked: 2, byReason: { opted_in: 18, corrupt_record: 2 } })]);
	}, 2 * MINUTE);
});
