import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../../support/free-port';
import type { PostgresConfig } from '../../support/postgres';
import { N8nCredentials } from './n8n-credentials';
import { keepDatabase, placeDatabase } from './n8n-database';
import { n8nEnvironment } from './n8n-environment';
import { N8nExecutions } from './n8n-executions';
import { N8nProcess } from './n8n-process';
import { N8nRest } from './n8n-rest';
import { N8nWorkflows } from './n8n-workflows';
import { installedPackage, placePackage } from './package-install';

export interface N8nOptions {
	/** Kept after `stop()`. Without one a temporary folder is used and removed. */
	userFolder?: string;
	port?: number;
	env?: Record<string, string>;
	db?: 'sqlite' | PostgresConfig;
	/** Without its editor n8n starts in four fifths of the time, and all else is the same. With it by default. */
	editor?: boolean;
	/** Queue mode: needs a PostgreSQL `db` and a Redis; executions run in this many worker processes. */
	queue?: { redis: { host: string; port: number }; workers: number };
}

export interface N8n {
	baseUrl: string;
	port: number;
	userFolder: string;
	rest: N8nRest;
	workflows: N8nWorkflows;
	executions: N8nExecutions;
	credentials: N8nCredentials;
	main: N8nProcess;
	/** Queue mode's workers; empty otherwise. */
	workers: N8nProcess[];
	logFile: string;
	logs(): string;
	/** Production URL of a webhook path; answers once its workflow is active. */
	webhookUrl(path: string): string;
	/** SIGKILL to main and workers; `start()` brings them back with the same data. */
	kill(): Promise<void>;
	start(): Promise<void>;
	restart(): Promise<void>;
	/** Orderly end; a temporary user folder is removed. */
	stop(): Promise<void>;
}

const ENCRYPTION_KEY = 'a-key-for-tests-and-the-demo-only';

function queueEnvironment(options: N8nOptions): Record<string, string> {
	if (!options.queue) return {};
	if (!options.db || options.db === 'sqlite') throw new Error('Queue mode needs a PostgreSQL database for n8n');
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: options.queue.redis.host,
		QUEUE_BULL_REDIS_PORT: String(options.queue.redis.port),
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	};
}

/** Starts a real n8n with the package installed as a user would have it, and signs in as its owner. */
export async function startN8n(options: N8nOptions = {}): Promise<N8n> {
	const userFolder = options.userFolder ?? mkdtempSync(join(tmpdir(), 'consent-n8n-'));
	mkdirSync(userFolder, { recursive: true });
	placePackage(installedPackage(), userFolder);
	const port = options.port ?? (await freePort());
	const baseUrl = `http://127.0.0.1:${port}`;
	const db = options.db ?? 'sqlite';
	// A folder of the caller's begins, and goes on, as an operator's does.
	const hasOurDatabase = db === 'sqlite' && options.userFolder === undefined;
	if (hasOurDatabase) placeDatabase(userFolder);

	async function processEnvironment(extra: Record<string, string>): Promise<NodeJS.ProcessEnv> {
		const address = { port, brokerPort: await freePort(), userFolder, encryptionKey: ENCRYPTION_KEY };
		return n8nEnvironment(address, db, { ...queueEnvironment(options), ...(options.editor === false ? { N8N_DISABLE_UI: 'true' } : {}), ...extra, ...options.env });
	}

	async function worker(number: number): Promise<N8nProcess> {
		const healthPort = await freePort();
		const env = await processEnvironment({ QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(healthPort) });
		const health = `http://127.0.0.1:${healthPort}/healthz/readiness`;
		return new N8nProcess(['worker', '--concurrency=5'], env, health, join(userFolder, `worker-${number}.log`));
	}

	const main = new N8nProcess(['start'], await processEnvironment({}), `${baseUrl}/healthz/readiness`, join(userFolder, 'n8n.log'));
	const workers: N8nProcess[] = [];
	for (let number = 1; number <= (options.queue?.workers ?? 0); number++) workers.push(await worker(number));
	const rest = new N8nRest(baseUrl);

	async function start(forTheFirstTime = false): Promise<void> {
		// Workers only start on a database that main has migrated.
		await main.start();
		if (hasOurDatabase && forTheFirstTime) keepDatabase(userFolder);
		await Promise.all(workers.map(async (process) => await process.start()));
		await rest.signIn();
	}

	async function end(how: 'kill' | 'stop'): Promise<void> {
		await Promise.all([main, ...workers].map(async (process) => await process[how]()));
	}

	async function stop(): Promise<void> {
		await end('stop');
		if (!options.userFolder) rmSync(userFolder, { recursive: true, force: true });
	}

	try {
		await start(true);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		baseUrl,
		port,
		userFolder,
		rest,
		workflows: new N8nWorkflows(rest),
		executions: new N8nExecutions(rest),
		credentials: new N8nCredentials(rest),
		main,
		workers,
		logFile: main.logFile,
		logs: () => main.logs(),
		webhookUrl: (path) => `${baseUrl}/webhook/${path.replace(/^\//, '')}`,
		kill: async () => await end('kill'),
		start: async () => await start(),
		restart: async () => {
			await end('stop');
			await start();
		},
		stop,
	};
}
