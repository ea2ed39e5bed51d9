import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { closeIdle } from '../../shared/store';
import type { ConsentStore, PostgresConfig } from '../../shared/store';
import { openPostgres } from '../../shared/store/adapters/postgres';
import { parseConfig } from '../../shared/store/config';
import { storeOn } from '../../shared/store/open';
import { freePort } from '../support/free-port';
import { findPostgres } from '../support/postgres-binaries';
import { startPostgres } from '../support/postgres';
import type { TestPostgres } from '../support/postgres';
import { at, NOON, phone } from './contract/harness';

/** Needs PgBouncer, which npm does not carry: `apt-get install pgbouncer`. Part of `npm run soak` only. */
const ROUNDS = 30;

let server: TestPostgres;
let pooler: ChildProcess;
let home: string;
let config: PostgresConfig;

beforeAll(async () => {
	if (spawnSync('pgbouncer', ['--version']).status !== 0) throw new Error('PgBouncer is not installed: apt-get install pgbouncer');
	server = await startPostgres();
	const direct = await server.createDatabase('pooled');
	const port = await freePort();
	home = mkdtempSync(join(tmpdir(), 'consent-pooler-'));
	const { owner } = findPostgres();
	const [ini, users] = [join(home, 'pgbouncer.ini'), join(home, 'users.txt')];
	writeFileSync(users, `"${direct.user}" "${direct.password}"\n`);
	writeFileSync(
		ini,
		[
			'[databases]', `* = host=${direct.host} port=${direct.port}`, '[pgbouncer]', `listen_addr=${direct.host}`, `listen_port=${port}`, 'unix_socket_dir=', 'auth_type=scram-sha-256',
			`auth_file=${users}`, 'pool_mode=transaction', 'default_pool_size=3', 'max_client_conn=100', 'server_round_robin=1',
		].join('\n'),
	);
	if (owner !== undefined) for (const path of [home, ini, users]) chownSync(path, owner.uid, owner.gid);
	pooler = spawn('pgbouncer', [ini], { ...owner, stdio: ['ignore', 'ignore', 'pipe'] });
	await new Promise<void>((resolve, reject) => {
		let log = '';
		pooler.once('exit', () => reject(new Error(`PgBouncer ended: ${log}`)));
		pooler.stderr?.on('data', (chunk: Buffer) => {
			log += chunk.toString();
			if (/process up/.test(log)) resolve();
		});
	});
	config = { backend: 'postgres', ...direct, port };
}, 120_000);
afterAll(async () => {
	await closeIdle();
	pooler?.removeAllListeners('exit');
	pooler?.kill('SIGTERM');
	await server?.stop();
	if (home !== undefined) rmSync(home, { recursive: true, force: true });
}, 60_000);

/** A worker of its own, with connections of its own. */
async function worker(): Promise<ConsentStore> {
	const settings = parseConfig(config);
	if (settings.backend !== 'postgres') throw new Error('not a PostgreSQL store');
	return await storeOn(await openPostgres(settings), settings, { now: () => NOON + 86_400_000 });
}

const event = (n: number, minute: number, action: 'opt_in' | 'opt_out') => ({ action, contact: phone(n), origin: 'person' as const, source: 'keyword', occurredAt: at(minute), id: `${minute} ${n}` });

describe('behind a pooler that hands every transaction another connection', () => {
	it('four workers read, record alone, record batches and page at once, without an error and without losing a word', async () => {
		const workers = await Promise.all([worker(), worker(), worker(), worker()]);
		const busy = workers.map(async (store, which) => {
			for (let round = 0; round < ROUNDS; round++) {
				const from = (which * ROUNDS + round) * 2500;
				const many = Array.from({ length: 2500 }, (_, n) => event(from + n, 1, 'opt_in'));
				const [results, alone] = await Promise.all([
					store.record(many),
					store.record([event(1_000_000 + from, 2, 'opt_out')]),
					store.states([phone(from), phone(1)]),
					store.contacts({ limit: 20 }),
					store.claim(`claim ${from}`),
				]);
				expect(results.every(({ outcome }) => outcome === 'changed')).toBe(true);
				expect(alone).toMatchObject([{ status: 'opted_out' }]);
				await pause(Math.random() * 20);
			}
		});
		await Promise.all(busy);
		const [store] = workers;
		const numbers = Array.from({ length: 4 * ROUNDS * 2500 }, (_, n) => phone(n));
		const states = await store?.states(numbers);
		expect(states?.filter(({ status }) => status === 'opted_in')).toHaveLength(numbers.length);
		for (const one of workers) await one.close();
	}, 600_000);
});
