import { DatabaseSync } from 'node:sqlite';
import { PHONE_SQL } from '../support/audience';
import { main, pair, say } from '../support/pairs';
import { size } from '../support/sizes';
import { bareFile, inFolder, openFilled } from '../support/sqlite';
import { asEvent, EVENT, eventColumns, NEWEST, REGISTER, registerColumns, weigh, word, words } from '../support/written';
import type { Weights, Word } from '../support/written';

/** A batch of events into SQLite, beside bare prepared upserts of as many rows with the same facts in the same bytes, in one transaction. */
const STORED = size('stored', 100_000, 1_000_000);
const EVENTS = size('events', 5000, 5000);

function fillBare(file: DatabaseSync, { register, event }: Weights): void {
	const all = `with recursive n(n) as (select 0 union all select n + 1 from n where n + 1 < ${STORED})`;
	const rest = (length: number) => `substr(hex(zeroblob(${length})), 1, ${length})`;
	file.exec(`create table register ${REGISTER} without rowid; create table event ${EVENT} without rowid; begin;
		${all} insert into register select ${PHONE_SQL('n')}, 'marketing', 'person', 'in', 0, printf('%022d', n), ${rest(register - 60)} from n;
		${all} insert into event select ${PHONE_SQL('n')}, letter || printf('%021d', n), 'opt_in', 'person', 'keyword', 'marketing', 0, 0, ${rest(event - 79)} from n, (select 'a' as letter union all select 'b');
		commit; pragma wal_checkpoint(truncate)`);
}

main(async () => {
	await inFolder(async (home) => {
		const { store, filePath } = await openFilled(home, 'store', STORED);
		const weights = await weigh(store, (contact) => asEvent(word(contact)), async (contact) => {
			const reader = new DatabaseSync(filePath, { readOnly: true });
			const rows = reader.prepare('select key, value from consent_store where instr(key, ?) > 0').all(contact) as unknown as Array<{ key: string; value: string }>;
			reader.close();
			return await Promise.resolve(rows);
		});
		const bare = bareFile(home, 'bare');
		fillBare(bare, weights);
		const register = bare.prepare(`insert into register values (?, ?, ?, ?, ?, ?, ?) ${NEWEST}`);
		const event = bare.prepare('insert into event values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing');
		const rows = (columns: unknown[][], count: number) => Array.from({ length: count }, (_, n) => columns.map((column) => column[n] as string | number));
		let batch: Word[] = [];
		say(`SQLite, ${STORED} contacts stored; an event is a register of ${weights.register} bytes and an event of ${weights.event}`);
		await pair({
			name: `SQLite batch record of ${EVENTS}, half about known contacts / bare upserts`,
			each: EVENTS,
			goal: { ratio: 1.2 },
			rounds: 15,
			before: () => {
				batch = words(EVENTS, STORED);
			},
			ours: async () => await store.record(batch.map(asEvent)),
			bare: async () => {
				bare.exec('begin immediate');
				for (const row of rows(registerColumns(batch, weights.register), batch.length)) register.run(...row);
				for (const row of rows(eventColumns(batch, weights.event), batch.length)) event.run(...row);
				bare.exec('commit');
				await Promise.resolve();
			},
		});
		bare.close();
		await store.close();
	});
});
