import { chmodSync, chownSync, closeSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { closeIdle, StoreUnavailable } from '../../shared/store';
import { at, closeAll, open, phone } from './contract/harness';

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'consent-outage-'));
});
afterEach(async () => {
	await closeAll();
	await closeIdle();
	rmSync(home, { recursive: true, force: true });
});

const config = (filePath: string) => ({ backend: 'sqlite' as const, filePath });
const stop = (n: number) => ({ action: 'opt_out' as const, contact: phone(n), origin: 'person' as const, source: 'keyword', occurredAt: at(1) });

describe('a SQLite file that can’t be used is named, with what to do', () => {
	it('when its folder does not exist', async () => {
		await expect(open(config(join(home, 'no', 'such', 'store.db')))).rejects.toThrow(StoreUnavailable);
		await expect(open(config(join(home, 'no', 'such', 'store.db')))).rejects.toThrow(/folder exists/);
	});

	it('when it is a folder', async () => {
		mkdirSync(join(home, 'store.db'));
		await expect(open(config(join(home, 'store.db')))).rejects.toThrow(/file and not a folder/);
	});

	it('when it is something else', async () => {
		writeFileSync(join(home, 'store.db'), 'these are my holiday notes, not a database at all. '.repeat(50));
		await expect(open(config(join(home, 'store.db')))).rejects.toThrow(/not a database/);
	});

	it('when its database has no room left, keeping all of a batch or nothing', async () => {
		const path = join(home, 'store.db');
		const store = await open(config(path));
		await store.record([stop(1)]);
		const full = await open(config(path));
		limitPages(full);
		const many = Array.from({ length: 5000 }, (_, n) => stop(n + 2));
		await expect(full.record(many)).rejects.toThrow(/no room left/);
		expect((await store.states([phone(1), phone(2), phone(4000)])).map(({ status }) => status)).toEqual(['opted_out', 'none', 'none']);
		expect((await store.contacts({})).contacts).toHaveLength(1);
	});

	it.each([
		['deleted', (path: string) => rmSync(path)],
		['replaced by another', (path: string) => renameSync(path, `${path}.old`)],
	])('when it was %s while it was open: a stop that nobody would find again is not recorded', async (_, takeAway) => {
		const path = join(home, 'store.db');
		const store = await open(config(path));
		await store.record([{ ...stop(1), action: 'opt_in' }]);
		takeAway(path);
		await expect(store.record([stop(1)])).rejects.toThrow(/was deleted or replaced/);
		await expect(store.record([stop(1)])).rejects.toThrow(StoreUnavailable);
		const [anew, beside] = await Promise.all([open(config(path)), open(config(path))]);
		expect(await anew.record([stop(1)])).toMatchObject([{ outcome: 'changed', previousStatus: 'none' }]);
		expect((await beside.states([phone(1)]))[0]?.status).toBe('opted_out');
		await expect(store.record([stop(1)])).rejects.toThrow();
		await closeAll();
		await closeIdle();
		expect((await (await open(config(path))).states([phone(1)]))[0]?.status).toBe('opted_out');
	});

	it('when another process holds its lock for too long', async () => {
		const path = join(home, 'store.db');
		const store = await open(config(path));
		const other = new DatabaseSync(path);
		other.exec('begin immediate');
		const waiting = store.record([stop(1)]);
		expect((await store.states([phone(1)]))[0]?.status).toBe('none');
		await expect(waiting).rejects.toThrow(/locked by another process/);
		other.exec('rollback');
		other.close();
		expect(await store.record([stop(1)])).toMatchObject([{ outcome: 'changed' }]);
	}, 30_000);

	it('when it may be read but not written', async () => {
		const path = join(home, 'store.db');
		closeSync(openSync(path, 'w'));
		chmodSync(path, 0o400);
		chmodSync(home, 0o500);
		await asOrdinaryUser([path, home], async () => {
			await expect(open(config(path))).rejects.toThrow(/can be read but not written|can't be opened/);
		});
		chmodSync(home, 0o700);
	});
});

/** Root may write anywhere, so for root the files change hands and the work is done as somebody who is nobody special. */
async function asOrdinaryUser(paths: string[], work: () => Promise<void>): Promise<void> {
	if (process.getuid?.() !== 0) return await work();
	for (const path of paths) chownSync(path, NOBODY, NOBODY);
	process.seteuid?.(NOBODY);
	try {
		await work();
	} finally {
		process.seteuid?.(0);
	}
}

const NOBODY = 65534;

/** Makes the open database behave as on a full disk: SQLite itself refuses to let the file grow. */
function limitPages(store: unknown): void {
	const { backend } = (store as { parts: { backend: { writer: DatabaseSync } } }).parts;
	backend.writer.exec('pragma max_page_count = 20');
}
