import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../shared/store';
import type { ConsentStore } from '../../shared/store';
import { PERIOD, PHONE_SQL } from './audience';
import { EVERYTHING_ID, MARKETING_ID, recordSamples, templatesFrom, unmarked } from './filled';

export interface SqliteGround {
	/** Path of the store's file. */
	filePath: string;
	home: string;
	store: ConsentStore;
}

export async function inFolder(work: (home: string) => Promise<void>): Promise<void> {
	const home = mkdtempSync(join(tmpdir(), 'consent-bench-'));
	try {
		await work(home);
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
}

const pad = (n: string) => `printf('%021d', ${n})`;

/** A store's file with contacts 0 to `stored`, as copies of rows that the store itself recorded. */
export async function openFilled(home: string, name: string, stored: number): Promise<SqliteGround> {
	const filePath = join(home, `${name}.db`);
	const store = await openStore({ backend: 'sqlite', filePath });
	const ids = await recordSamples(store);
	const file = new DatabaseSync(filePath);
	const rows = file.prepare('select key, value from consent_store').all() as unknown as Array<{ key: string; value: string }>;
	const templates = templatesFrom(rows, ids);
	file.exec('pragma synchronous = off; begin; create temp table template (contact int, space text, key text, value text, primary key (space, contact, key)) without rowid');
	const insert = file.prepare('insert into template values (?, ?, ?, ?)');
	for (const { contact, space, key, value } of templates) insert.run(contact, space, key, value);
	for (const space of [...new Set(templates.map((template) => template.space))].sort()) {
		file.exec(
			`with recursive n(n) as (select ${PERIOD} union all select n + 1 from n where n + 1 < ${stored}),
			 f as (select n, ${PHONE_SQL('n')} as p, ${EVERYTHING_ID('n', pad)} as a, ${MARKETING_ID('n', pad)} as b from n)
			 insert into consent_store (key, value) select ${unmarked('t.key')}, ${unmarked('t.value')} from f join template t on t.contact = f.n % ${PERIOD} and t.space = '${space}'`,
		);
	}
	file.exec('commit; pragma wal_checkpoint(truncate)');
	file.close();
	return { filePath, home, store };
}

/** Another file as people would make it for speed: WAL, and every commit on disk. */
export function bareFile(home: string, name: string): DatabaseSync {
	const file = new DatabaseSync(join(home, `${name}.db`));
	file.exec('pragma journal_mode = wal; pragma synchronous = full');
	return file;
}
