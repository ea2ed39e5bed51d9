import { phone, sample } from '../support/audience';
import { verify } from '../support/filled';
import { main, median, say, timed } from '../support/pairs';
import { size, sizes } from '../support/sizes';
import { inFolder, openFilled } from '../support/sqlite';
import type { SqliteGround } from '../support/sqlite';

/** The same on SQLite: files of several sizes side by side, asked in turn. */
const STORED = sizes('stored', [20_000, 100_000], [100_000, 1_000_000]);
const ASKED = size('asked', 20_000, 50_000);
const ROUNDS = 11;
const GOAL = 3;

main(async () => {
	await inFolder(async (home) => {
		const files: Array<{ stored: number; file: SqliteGround; times: number[] }> = [];
		for (const stored of STORED) {
			const file = await openFilled(home, `store-${stored}`, stored);
			await verify(file.store, stored, sample(20_000, stored));
			files.push({ stored, file, times: [] });
		}
		for (let round = -2; round < ROUNDS; round++) {
			for (const { stored, file, times } of files) {
				const contacts = sample(ASKED, stored).map(phone);
				const ms = await timed(async () => await file.store.states(contacts, { lists: ['marketing'] }));
				if (round >= 0) times.push((ms * 1000) / ASKED);
			}
		}
		const first = files[0]?.times ?? [];
		for (const { stored, times } of files) {
			const ratio = median(times.map((time, round) => time / (first[round] ?? NaN)));
			say(`SQLite, ${String(stored).padStart(9)} stored: ${median(times).toFixed(1)} µs a contact (${ratio.toFixed(2)} × the first)`);
		}
		say(`goal: the last at most ${GOAL} × the first`);
		for (const { file } of files) await file.store.close();
	});
});
