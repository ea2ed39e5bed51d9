import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreConfig } from '../../../shared/store';
import { startWriter } from '../workers/start';
import { eventFor } from '../workers/events';
import type { Kind } from '../workers/events';
import { open, phone } from './harness';
import type { Ground } from './harness';

/** `npm run soak` runs the sizes the promises name: 10,000 contacts, 200 kills, ten starting at once, 3,000 plans of the property test; else a tenth or less. */
const SOAK = process.env.SOAK === '1';
const CONTACTS = SOAK ? 10_000 : 1000;
const KILLS = SOAK ? 200 : 10;
const STARTERS = SOAK ? 10 : 4;

/** The same shuffle in every run. */
function shuffled(count: number, seed: number): number[] {
	const order = Array.from({ length: count }, (_, n) => n);
	let state = seed;
	for (let n = count - 1; n > 0; n--) {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		const other = state % (n + 1);
		[order[n], order[other]] = [order[other] ?? 0, order[n] ?? 0];
	}
	return order;
}

export function processes(ground: Ground): void {
	describe(`several processes (${ground.name})`, () => {
		it(`lose no stop while four of them stop, subscribe and import the same ${CONTACTS} contacts`, async () => {
			const config = await ground.config();
			const kinds: Kind[] = ['stop', 'subscribe', 'import', 'restart'];
			const writers = kinds.map((kind, n) => startWriter({ kind, config, contacts: shuffled(CONTACTS, n + 1), batch: 100 }));
			await Promise.all(writers.map(async ({ ready }) => await ready));
			for (const writer of writers) writer.go();
			for (const { ended } of writers) expect(await ended).toMatchObject({ code: 0, errors: '' });

			const store = await open(config);
			const contacts = Array.from({ length: CONTACTS }, (_, n) => phone(n));
			const states = await store.states(contacts);
			const wrong = states.filter(
				({ everything, lists }) => everything?.status !== 'opted_out' || lists['news']?.status !== 'opted_out' || lists['offers']?.status !== 'opted_in',
			);
			expect(wrong).toEqual([]);
			for (const n of [0, 1, CONTACTS >> 1, CONTACTS - 1]) expect(await store.history(phone(n))).toHaveLength(4);
			expect(await eventCount(ground, config)).toBe(4 * CONTACTS);
			if (config.backend === 'postgres') {
				const [row] = await ground.sql(config, 'select sum(deadlocks)::int as deadlocks from pg_stat_database');
				expect(row).toEqual({ deadlocks: 0 });
			}
		}, 600_000);

		it(`keep what was acknowledged through ${KILLS} kills at random instants, and a redelivery completes the rest`, async () => {
			const config = await ground.config();
			const home = mkdtempSync(join(tmpdir(), 'consent-kills-'));
			const store = await open(config);
			let cut = 0;
			for (let round = 0; round < KILLS; round++) {
				const contacts = Array.from({ length: 4000 }, (_, n) => round * 4000 + n);
				const acknowledged = join(home, String(round));
				const ours = await connected(ground, config);
				const writer = startWriter({ kind: 'stop', config, contacts, batch: 20, acknowledged });
				await writer.ready;
				writer.go();
				await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 120));
				writer.kill();
				if ((await writer.ended).code === null) cut++;
				await settled(ground, config, ours);

				const noted = readIfThere(acknowledged).split(/\s+/).filter(Boolean).map(Number);
				const states = await store.states(contacts.map(phone));
				expect(noted.filter((n) => states[n - round * 4000]?.status !== 'opted_out')).toEqual([]);
				// Of a batch either everything is there, or nothing.
				const stopped = states.filter(({ status }) => status === 'opted_out').length;
				expect(stopped % 20).toBe(0);
				expect(stopped - noted.length).toBeLessThanOrEqual(20);
				const again = contacts.slice(0, stopped + 20).map((n) => eventFor('stop', n));
				const results = await store.record(again);
				expect(results.filter(({ duplicate }) => duplicate === true)).toHaveLength(stopped);
				expect(results.every(({ status }) => status === 'opted_out')).toBe(true);
			}
			expect(cut).toBeGreaterThan(0);
			if (config.backend === 'sqlite') expect(await ground.sql(config, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
			rmSync(home, { recursive: true, force: true });
		}, 3_600_000);

		it(`open a new database at the same moment, ${STARTERS} of them, without getting in each other’s way`, async () => {
			const config = await ground.config();
			const numbers = Array.from({ length: STARTERS }, (_, n) => n);
			const writers = numbers.map((n) => startWriter({ kind: 'stop', config, contacts: [n], batch: 1 }));
			await Promise.all(writers.map(async ({ ready }) => await ready));
			for (const writer of writers) writer.go();
			for (const { ended } of writers) expect(await ended).toMatchObject({ code: 0, errors: '' });
			expect((await (await open(config)).states(numbers.map(phone))).map(({ status }) => status)).toEqual(numbers.map(() => 'opted_out'));
		}, 120_000);
	});
}

/** Server processes that serve stores, by id. */
async function connected(ground: Ground, config: StoreConfig): Promise<number[]> {
	if (config.backend !== 'postgres') return [];
	const rows = await ground.sql(config, "select pid from pg_stat_activity where application_name = 'n8n-nodes-whatsapp-consent'");
	return rows.map((row) => (row as { pid: number }).pid);
}

/** A server goes on with a statement whose sender was killed, and reads to the end what was sent before it notices. */
async function settled(ground: Ground, config: StoreConfig, ours: number[]): Promise<void> {
	for (;;) {
		if ((await connected(ground, config)).every((pid) => ours.includes(pid))) return;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

async function eventCount(ground: Ground, config: StoreConfig): Promise<number> {
	const rows = await ground.sql(config, "select count(*) as n from consent_store where key like 'default:e:%'");
	return Number((rows[0] as { n: string | number }).n);
}

function readIfThere(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}
