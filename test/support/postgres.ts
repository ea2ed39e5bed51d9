import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

import { freePort } from './free-port';
import { findPostgres } from './postgres-binaries';

export interface PostgresConfig {
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
}

export interface TestPostgres extends Omit<PostgresConfig, 'database'> {
	/** A new, empty database; a suffix keeps the name unique, so read the real one from the answer. */
	createDatabase(name: string): Promise<PostgresConfig>;
	/** Orderly end of the server; its files are removed. */
	stop(): Promise<void>;
	/** SIGKILL, as a crash. `start()` or `restart()` brings it back with its data. */
	kill(): Promise<void>;
	/** Starts a stopped or killed server on the same port with the same data. */
	start(): Promise<void>;
	/** Cuts every connection and starts again on the same port with the same data. */
	restart(): Promise<void>;
	/** SIGSTOP to every process of the server: connections stay open, nothing answers. */
	freeze(): void;
	thaw(): void;
}

const HOST = '127.0.0.1';
const USER = 'postgres';

/**
 * Sorting as in the official image (`en_US.UTF-8`): under "C" some orderings and index uses differ, and a test
 * would prove something operators do not have. Without that locale ICU sorts the same way.
 */
function localeFlags(): string[] {
	const known = spawnSync('locale', ['-a'], { encoding: 'utf8' }).stdout ?? '';
	const enUs = known.split('\n').find((name) => /^en_US\.utf-?8$/i.test(name));
	return enUs ? [`--locale=${enUs}`] : ['--locale=C', '--locale-provider=icu', '--icu-locale=en-US'];
}

function childrenOf(pid: number): number[] {
	return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').map(Number).filter(Boolean);
}

/** Starts a real PostgreSQL of its own on a free loopback port. Always `stop()` it. */
export async function startPostgres(): Promise<TestPostgres> {
	const { initdb, postgres, owner } = findPostgres();
	const home = mkdtempSync(join(tmpdir(), 'consent-postgres-'));
	const data = join(home, 'data');
	const passwordFile = join(home, 'password');
	const password = randomBytes(12).toString('hex');
	writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
	if (owner) [home, passwordFile].forEach((path) => chownSync(path, owner.uid, owner.gid));
	const env = { ...process.env, HOME: home };
	try {
		execFileSync(
			initdb,
			[`--pgdata=${data}`, `--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--no-sync', ...localeFlags()],
			{ ...owner, env, cwd: home, stdio: 'pipe' },
		);
	} catch (error) {
		rmSync(home, { recursive: true, force: true });
		throw new Error(`initdb did not finish: ${String((error as { stderr?: Buffer }).stderr ?? error)}`);
	}
	const port = await freePort();

	let server: ChildProcess | undefined;
	let exited: Promise<void> = Promise.resolve();
	const endWithUs = () => server?.kill('SIGKILL');
	process.once('exit', endWithUs);

	/** Backends of a killed server take a moment to go, and a new one refuses to start before. */
	async function launch(attempts = 20): Promise<void> {
		for (let attempt = 1; ; attempt++) {
			const failure = await launchOnce();
			if (failure === undefined) return;
			if (attempt >= attempts || !/still in use|already in use/.test(failure)) throw new Error(`PostgreSQL ended while starting:\n${failure}`);
			await pause(250);
		}
	}

	/** The server's log where it does not come up. */
	async function launchOnce(): Promise<string | undefined> {
		const flags = ['-D', data, '-p', String(port), '-c', `listen_addresses=${HOST}`, '-c', 'unix_socket_directories=', '-c', 'max_connections=200'];
		const child = spawn(postgres, flags, { ...owner, env, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] });
		server = child;
		exited = new Promise((resolve) => child.once('exit', () => resolve()));
		let log = '';
		return await new Promise<string | undefined>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', () => resolve(log || 'without a word'));
			child.stderr.on('data', (chunk: Buffer) => {
				log = (log + chunk.toString()).slice(-4000);
				if (log.includes('ready to accept connections')) resolve(undefined);
			});
		});
	}

	async function end(signal: NodeJS.Signals): Promise<void> {
		const backends = signal === 'SIGKILL' && server?.pid ? childrenOf(server.pid) : [];
		server?.kill(signal);
		// A killed server leaves its backends to notice; a new one refuses to start while they hold shared memory.
		for (const pid of backends) signalIfAlive(pid, 'SIGKILL');
		await exited;
		server = undefined;
	}

	function signalAll(signal: NodeJS.Signals): void {
		if (!server?.pid) throw new Error('PostgreSQL is not running');
		for (const pid of [server.pid, ...childrenOf(server.pid)]) signalIfAlive(pid, signal);
	}

	async function createDatabase(name: string): Promise<PostgresConfig> {
		const database = `${name}_${randomBytes(4).toString('hex')}`;
		const client = new Client({ host: HOST, port, user: USER, password, database: 'postgres' });
		await client.connect();
		try {
			await client.query(`create database ${client.escapeIdentifier(database)}`);
		} finally {
			await client.end();
		}
		return { host: HOST, port, user: USER, password, database };
	}

	await launch();
	return {
		host: HOST,
		port,
		user: USER,
		password,
		createDatabase,
		kill: async () => await end('SIGKILL'),
		start: async () => {
			if (!server) await launch();
		},
		restart: async () => {
			await end('SIGINT');
			await launch();
		},
		freeze: () => signalAll('SIGSTOP'),
		thaw: () => signalAll('SIGCONT'),
		stop: async () => {
			await end('SIGINT');
			process.removeListener('exit', endWithUs);
			rmSync(home, { recursive: true, force: true });
		},
	};
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}
