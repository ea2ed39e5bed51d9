import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { closeIdle, StoreUnavailable } from '../../shared/store';
import type { PostgresConfig } from '../../shared/store';
import { startPostgres } from '../support/postgres';
import type { TestPostgres } from '../support/postgres';
import { at, closeAll, open, phone } from './contract/harness';

let server: TestPostgres;
let config: PostgresConfig;
let home: string;
let certificate: string;

async function ask(statement: string): Promise<Array<Record<string, unknown>>> {
	const { host, port, user, password, database } = config;
	const client = new Client({ host, port, user, password, database });
	await client.connect();
	try {
		return (await client.query<Record<string, unknown>>(statement)).rows;
	} finally {
		await client.end();
	}
}

beforeAll(async () => {
	server = await startPostgres();
	config = { backend: 'postgres', ...(await server.createDatabase('tls')) };
	home = mkdtempSync(join(tmpdir(), 'consent-tls-'));
	const [key, cert] = [join(home, 'server.key'), join(home, 'server.crt')];
	execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert], { stdio: 'pipe' });
	certificate = readFileSync(cert, 'utf8');
	// The server reads its key only from a file that is its own.
	const [{ data_directory: data }] = (await ask('show data_directory')) as [{ data_directory: string }];
	const { uid, gid } = statSync(data);
	chmodSync(key, 0o600);
	for (const path of [home, key, cert]) chownSync(path, uid, gid);
	await ask(`alter system set ssl_cert_file = '${cert}'`);
	await ask(`alter system set ssl_key_file = '${key}'`);
	await ask('alter system set ssl = on');
	await server.restart();
}, 120_000);
afterEach(async () => {
	await closeAll();
	await closeIdle();
});
afterAll(async () => {
	await server.stop();
	rmSync(home, { recursive: true, force: true });
}, 60_000);

const stop = { action: 'opt_out' as const, contact: phone(1), origin: 'person' as const, source: 'keyword', occurredAt: at(1) };

/** How the store's own connections reach the server. */
async function encrypted(): Promise<boolean[]> {
	const rows = await ask("select s.ssl from pg_stat_ssl s join pg_stat_activity a using (pid) where a.application_name = 'n8n-nodes-whatsapp-consent'");
	return rows.map(({ ssl }) => ssl === true);
}

describe('a PostgreSQL that offers TLS with a certificate nobody has signed', () => {
	it('is refused where certificates are checked, with what to do', async () => {
		const refused = open({ ...config, ssl: 'require' });
		await expect(refused).rejects.toThrow(StoreUnavailable);
		await expect(refused).rejects.toThrow(/certificate that can't be trusted.*SSL to "allow"/);
		await expect(open({ ...config, ssl: true })).rejects.toThrow(/certificate that can't be trusted/);
	});

	it('is reached in encryption where any certificate is allowed', async () => {
		const store = await open({ ...config, ssl: 'allow' });
		expect(await store.record([stop])).toMatchObject([{ status: 'opted_out' }]);
		const ways = await encrypted();
		expect(ways.length).toBeGreaterThan(0);
		expect(ways).not.toContain(false);
	});

	it('is reached in the open where TLS is off', async () => {
		const store = await open({ ...config, ssl: 'disable' });
		await store.states([phone(1)]);
		expect(await encrypted()).toContain(false);
	});

	it('is trusted by its own certificate, but only under the name that stands in it', async () => {
		const store = await open({ ...config, ssl: { ca: certificate, servername: 'localhost' } });
		expect(await store.record([stop])).toMatchObject([{ status: 'opted_out' }]);
		expect(await encrypted()).not.toContain(false);
		await expect(open({ ...config, ssl: { ca: certificate, servername: 'consent.example' } })).rejects.toThrow(/certificate that can't be trusted/);
	});
});
