import keyvTestSuite, { keyvIteratorTests } from '@keyv/test-suite';
import Keyv from 'keyv';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vitest from 'vitest';
import { openPostgres } from '../../../shared/store/adapters/postgres';
import type { PostgresAdapter } from '../../../shared/store/adapters/postgres';
import { SqliteAdapter } from '../../../shared/store/adapters/sqlite';
import { parseConfig } from '../../../shared/store/config';
import { startPostgres } from '../../support/postgres';
import type { TestPostgres } from '../../support/postgres';

// Keyv's own idea of what a storage adapter owes it. Run: npx vitest run --config test/store/keyv/vitest.config.mts

const { afterAll, beforeAll, describe } = vitest;

const home = mkdtempSync(join(tmpdir(), 'consent-keyv-'));
let server: TestPostgres;
let sqlite: SqliteAdapter;
let postgres: PostgresAdapter;

beforeAll(async () => {
	sqlite = await SqliteAdapter.open(join(home, 'keyv.db'));
	server = await startPostgres();
	const settings = parseConfig({ backend: 'postgres', ...(await server.createDatabase('keyv')) });
	if (settings.backend !== 'postgres') throw new Error('not PostgreSQL settings');
	postgres = await openPostgres(settings);
}, 60_000);
afterAll(async () => {
	await sqlite.close();
	await postgres.close();
	await server.stop();
	rmSync(home, { recursive: true, force: true });
}, 60_000);

describe('SQLite', () => {
	keyvTestSuite(vitest as never, Keyv, () => Object.create(sqlite) as SqliteAdapter);
	keyvIteratorTests(vitest as never, Keyv, () => Object.create(sqlite) as SqliteAdapter);
});
describe('PostgreSQL', () => {
	keyvTestSuite(vitest as never, Keyv, () => Object.create(postgres) as PostgresAdapter);
	keyvIteratorTests(vitest as never, Keyv, () => Object.create(postgres) as PostgresAdapter);
});
