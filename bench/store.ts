import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import KeyvPostgres from '@keyv/postgres';
import Keyv from 'keyv';
import { Pool } from 'pg';
import { openStore } from '../shared/store';
import type { ConsentStore, StoreConfig } from '../shared/store';
import type { ConsentEventInput } from '../shared/consent';
import { startPostgres } from '../test/support/postgres';

/**
 * The consent store against the bare driver, in pairs of runs one after the other; what counts is the ratio.
 * Run: npm run bench:store -- [stored, 100000 unless said] [asked, 10000 unless said, and ten times as many]
 */
const STORED = Number(process.argv[2] ?? 100_000);
const ASKED = Number(process.argv[3] ?? 10_000);
const ROUNDS = 7;

const phone = (n: number) => `+1555${String(1_000_000 + n).padStart(7, '0')}`;
const NOON = Date.parse('2026-03-01T12:00:00Z');

type Run = () => Promise<unknown>;

async function timed(run: Run): Promise<number> {
	const start = process.hrtime.bigint();
	await run();
	return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** Runs both in turn and prints the medians and the median of the paired ratios. */
async function pair(name: string, unit: number, ours: Run, bare: Run, rounds = ROUNDS): Promise<void> {
	await ours();
	await bare();
	const [mine, theirs, ratios]: [number[], number[], number[]] = [[], [], []];
	for (let round = 0; round < rounds; round++) {
		const [a, b] = [await timed(ours), await timed(bare)];
		mine.push(a);
		theirs.push(b);
		ratios.push(a / b);
	}
	const each = (values: number[]) => `${((median(values) * 1000) / unit).toFixed(1)} µs`;
	process.stdout.write(`${name.padEnd(64)} store ${each(mine).padStart(10)}   bare ${each(theirs).padStart(10)}   ratio ${median(ratios).toFixed(2)}\n`);
}

function sample(count: number): string[] {
	return Array.from({ length: count }, () => phone(Math.floor(Math.random() * STORED * 1.1)));
}

async function fill(store: ConsentStore): Promise<void> {
	for (let from = 0; from < STORED; from += 5000) {
		const events: ConsentEventInput[] = [];
		for (let n = from; n < Math.min(from + 5000, STORED); n++) {
			const out = n % 10 === 0;
			events.push({
				action: out ? 'opt_out' : 'opt_in', contact: phone(n), origin: n % 3 ? 'person' : 'business', source: 'bench', occurredAt: NOON + n, id: `e${n}`,
				...(out ? {} : { lists: ['marketing'] }),
			});
		}
		await store.record(events);
	}
}

async function postgres(): Promise<void> {
	const server = await startPostgres();
	try {
		const database = await server.createDatabase('bench');
		const config: StoreConfig = { backend: 'postgres', ...database };
		const store = await openStore(config);
		await fill(store);
		const pool = new Pool({ ...database, max: 1 });
		pool.on('error', () => undefined);
		// The same facts in typed columns, as one would write it without this package: scopes and origins, default collation.
		await pool.query('create table typed (contact text, scope text, origin text, status text, at bigint, event text, primary key (contact, scope, origin))');
		await pool.query(
			`insert into typed select '+1555' || lpad((1000000 + n)::text, 7, '0'), case when n % 10 = 0 then '*' else 'marketing' end,
			 case when n % 3 = 0 then 'business' else 'person' end, case when n % 10 = 0 then 'out' else 'in' end, ${NOON} + n, 'e' || n from generate_series(0, ${STORED - 1}) n`,
		);
		await pool.query('vacuum analyze');
		const typed = async (contacts: string[]) => {
			for (let from = 0; from < contacts.length; from += 5000) {
				await pool.query("select contact, scope, origin, status, at, event from typed where contact = any($1) and scope in ('*', 'marketing')", [contacts.slice(from, from + 5000)]);
			}
		};
		for (const count of [ASKED, ASKED * 10]) {
			const contacts = sample(count);
			await pair(`PostgreSQL gate read, ${count} of ${STORED}: raw = any, typed`, count, async () => await store.states(contacts, { lists: ['marketing'] }), async () => await typed(contacts), count > 20_000 ? 3 : ROUNDS);
		}
		const one = sample(ASKED);
		await pair(`PostgreSQL gate read, ${ASKED}: one query an item`, ASKED, async () => await store.states(one, { lists: ['marketing'] }), async () => {
			for (const contact of one) await pool.query("select * from typed where contact = $1 and scope in ('*', 'marketing')", [contact]);
		}, 3);

		let made = 0;
		const batch = (count: number) => Array.from({ length: count }, (): ConsentEventInput => ({ action: 'opt_in', contact: phone(5_000_000 + made++), origin: 'person', source: 'bench', occurredAt: NOON, id: `n${made}` }));
		let rows = 0;
		await pool.query('create table upserted (contact text primary key, status text, at bigint, event text)');
		await pair('PostgreSQL batch record, 5000 (event, base, list rows): unnest upsert of as many rows', 5000, async () => await store.record(batch(5000)), async () => {
			const keys = Array.from({ length: 15_000 }, () => `default:c:${phone(rows++)}`);
			const value = JSON.stringify({ value: { eventId: 'Op0HUx0OB8N_SEQsH5zrKd', at: NOON, status: 'in', source: 'bench' } });
			await pool.query(
				'insert into upserted select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) on conflict (contact) do update set status = excluded.status, at = excluded.at, event = excluded.event',
				[keys, keys.map(() => 'in'), keys.map(() => NOON), keys.map(() => value)],
			);
		}, 5);
		const keyv = new Keyv({ store: new KeyvPostgres({ uri: `postgresql://${database.user}:${database.password}@${database.host}:${database.port}/${database.database}`, table: 'plain' }), throwOnErrors: true });
		keyv.on('error', () => undefined);
		await pair('PostgreSQL one event alone: one Keyv.set', 200, async () => {
			for (const event of batch(200)) await store.record([event]);
		}, async () => {
			for (let n = 0; n < 200; n++) await keyv.set(`k${rows++}`, { at: NOON });
		}, 5);
		await keyv.disconnect();
		await pool.end();
		await store.close();
	} finally {
		await server.stop();
	}
}

async function sqlite(): Promise<void> {
	const home = mkdtempSync(join(tmpdir(), 'consent-bench-'));
	try {
		const filePath = join(home, 'store.db');
		const store = await openStore({ backend: 'sqlite', filePath });
		await fill(store);
		const bare = new DatabaseSync(filePath, { readOnly: true });
		const join_ = bare.prepare('select t.value from json_each(?) j left join consent_store t on t.key = j.value order by j.key');
		join_.setReturnArrays(true);
		for (const count of [ASKED, ASKED * 10]) {
			const contacts = sample(count);
			await pair(`SQLite gate read, ${count} of ${STORED}: bare json_each join`, count, async () => await store.states(contacts, { lists: ['marketing'] }), async () => {
				for (let from = 0; from < contacts.length; from += 2500) {
					join_.all(JSON.stringify(contacts.slice(from, from + 2500).flatMap((contact) => [`default:c:${contact}`, `default:s:marketing:${contact}`])));
				}
			}, count > 20_000 ? 3 : ROUNDS);
		}
		bare.close();
		await store.close();
	} finally {
		rmSync(home, { recursive: true, force: true });
	}
}

async function main(): Promise<void> {
	await postgres();
	await sqlite();
	process.exit(0);
}

void main();
