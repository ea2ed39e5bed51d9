import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { closeIdle } from '../../../shared/store';
import type { StoreConfig } from '../../../shared/store';
import { closeAll } from '../contract/harness';
import type { Ground } from '../contract/harness';

/** Real files in a folder of their own, gone when the suite ends. */
export function sqliteGround(): Ground {
	const home = mkdtempSync(join(tmpdir(), 'consent-sqlite-'));
	let made = 0;
	afterEach(async () => {
		await closeAll();
		await closeIdle();
	});
	afterAll(() => rmSync(home, { recursive: true, force: true }));

	const sql = async (config: StoreConfig, statement: string): Promise<unknown[]> => {
		if (config.backend !== 'sqlite') throw new Error('not a SQLite store');
		const database = new DatabaseSync(config.filePath, { timeout: 5000 });
		try {
			return database.prepare(statement).all();
		} finally {
			database.close();
		}
	};
	return {
		name: 'SQLite',
		config: async () => ({ backend: 'sqlite', filePath: join(home, `${++made}.db`) }),
		forget: closeIdle,
		sql,
		rows: async (config) => (await sql(config, "select key || ' ' || value as row from consent_store")).map((row) => (row as { row: string }).row),
	};
}
