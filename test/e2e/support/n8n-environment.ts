import { delimiter, join } from 'node:path';

import type { PostgresConfig } from '../../support/postgres';
import { ROOT } from '../../support/root';

/** Where Node keeps n8n's code as it compiled it: a tenth of a start. */
const COMPILED = join(ROOT, 'node_modules/.cache/n8n-compiled');

const N8N_NODE_FOLDER = join(ROOT, 'e2e/node_modules/node/bin');

/** Set by the test runner or npm; n8n and Node would act on them. */
const NOT_FOR_N8N = /^(NODE_ENV|NODE_OPTIONS|JEST_WORKER_ID|npm_.*|N8N_.*|WEBHOOK_URL|DB_.*|EXECUTIONS_.*|QUEUE_.*)$/;

/** Everything with which n8n would call home, and everything that would show a newcomer's dialogue in the editor. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_SENTRY_DSN: '',
	N8N_FRONTEND_SENTRY_DSN: '',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_MCP_ACCESS_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
};

export interface N8nAddress {
	port: number;
	brokerPort: number;
	userFolder: string;
	encryptionKey: string;
}

function databaseEnvironment(db: 'sqlite' | PostgresConfig): Record<string, string> {
	if (db === 'sqlite') return { DB_TYPE: 'sqlite' };
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: db.host,
		DB_POSTGRESDB_PORT: String(db.port),
		DB_POSTGRESDB_DATABASE: db.database,
		DB_POSTGRESDB_USER: db.user,
		DB_POSTGRESDB_PASSWORD: db.password,
	};
}

/** The variables one n8n process runs with; `extra` wins. */
export function n8nEnvironment(address: N8nAddress, db: 'sqlite' | PostgresConfig, extra: Record<string, string>): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_FOR_N8N.test(name)));
	const url = `http://127.0.0.1:${address.port}/`;
	return {
		...inherited,
		PATH: [N8N_NODE_FOLDER, process.env.PATH].join(delimiter),
		NODE_COMPILE_CACHE: COMPILED,
		...QUIET,
		N8N_USER_FOLDER: address.userFolder,
		N8N_ENCRYPTION_KEY: address.encryptionKey,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(address.port),
		N8N_RUNNERS_BROKER_PORT: String(address.brokerPort),
		N8N_WEBHOOK_URL: url,
		N8N_EDITOR_BASE_URL: url,
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: 'info',
		N8N_LOG_OUTPUT: 'console',
		EXECUTIONS_DATA_MAX_DISPLAY_SIZE: String(256 * 1024 * 1024),
		N8N_PAYLOAD_SIZE_MAX: '64',
		TZ: 'UTC',
		GENERIC_TIMEZONE: 'UTC',
		...databaseEnvironment(db),
		...extra,
	};
}
