import { phone, pieces, sample } from '../support/audience';
import { verify } from '../support/filled';
import { main, median, say, timed } from '../support/pairs';
import { fillStore, fillTyped, onServer, openGround, settle } from '../support/postgres';
import type { Ground } from '../support/postgres';
import { size, sizes } from '../support/sizes';

/** What a contact costs as the store grows: databases of several sizes side by side, asked in turn about contacts anywhere in their range. */
const STORED = sizes('stored', [10_000, 100_000], [10_000, 100_000, 1_000_000, 10_000_000]);
const ASKED = size('asked', 20_000, 50_000);
const ROUNDS = 11;
const GOAL = 1.3;
const ANY = "select contact, scope, origin, status, at, event from typed where contact = any($1) and scope in ('*', 'marketing')";

main(async () => {
	await onServer(async (server) => {
		const grounds: Array<{ stored: number; ground: Ground; ours: number[]; bare: number[] }> = [];
		for (const stored of STORED) {
			const ground = await openGround(server, `growth_${stored}`);
			// Nothing is lost here that matters, and ten million contacts are filled in minutes.
			await ground.bare.query('alter table consent_store set unlogged');
			await fillStore(ground, stored);
			await fillTyped(ground, stored);
			await settle(ground);
			await verify(ground.store, stored, sample(20_000, stored));
			const { rows } = await ground.bare.query<{ size: string }>("select pg_size_pretty(pg_total_relation_size('consent_store')) as size");
			say(`${stored} contacts: ${rows[0]?.size ?? '?'} on disk, a sample of 20000 reads as it should`);
			grounds.push({ stored, ground, ours: [], bare: [] });
		}
		for (let round = -2; round < ROUNDS; round++) {
			for (const { stored, ground, ours, bare } of grounds) {
				const contacts = sample(ASKED, stored).map(phone);
				const a = await timed(async () => await ground.store.states(contacts, { lists: ['marketing'] }));
				const b = await timed(async () => {
					for (const some of pieces(contacts, 5000)) await ground.bare.query(ANY, [some]);
				});
				if (round < 0) continue;
				ours.push((a * 1000) / ASKED);
				bare.push((b * 1000) / ASKED);
			}
		}
		const [first] = grounds;
		for (const { stored, ours, bare } of grounds) {
			const times = (values: number[], start: number[] = []) => median(values.map((value, round) => value / (start[round] ?? NaN))).toFixed(2);
			say(`${String(stored).padStart(9)} stored: ours ${median(ours).toFixed(1)} µs a contact (${times(ours, first?.ours)} × the first)   bare ${median(bare).toFixed(1)} µs (${times(bare, first?.bare)} ×)`);
		}
		say(`goal: the last at most ${GOAL} × the first`);
		for (const { ground } of grounds) await ground.close();
	});
});
