import type { ImportRow } from '../../shared/store';
import { NOON, phone } from '../support/audience';
import { copyIn } from '../support/copy';
import { memory, settled } from '../support/memory';
import { main, median, say, timed, verdict } from '../support/pairs';
import { onServer, openGround } from '../support/postgres';
import type { Ground } from '../support/postgres';
import { isFull, size } from '../support/sizes';
import { EVENT, NEWEST, REGISTER, weigh } from '../support/written';

/** An import of a customer list, fed in pieces as Consent Write does, beside COPY into a temporary table and a merge into typed tables. */
const ROWS = size('rows', 100_000, 1_000_000);
const PIECE = 10_000;
const ROUNDS = isFull() ? 2 : 3;

interface Line {
	contact: string;
	out: boolean;
	at: string;
}

function* lines(first: number): Generator<Line[]> {
	for (let from = 0; from < ROWS; from += PIECE) {
		yield Array.from({ length: Math.min(PIECE, ROWS - from) }, (_, n) => ({
			contact: phone(first + from + n), out: (from + n) % 10 === 0, at: new Date(NOON + (from + n) * 10).toISOString(),
		}));
	}
}

const asRow = ({ contact, out, at }: Line): ImportRow => ({ contact, status: out ? 'opted_out' : 'opted_in', occurredAt: at, lists: ['marketing'] });

async function ours({ store }: Ground, first: number, tell: boolean): Promise<void> {
	const start = settled();
	let done = 0;
	let peak = 0;
	for (const some of lines(first)) {
		const results = await store.import(some.map(asRow));
		if (!results.every(({ outcome }) => outcome === 'changed')) throw new Error('a row was not imported');
		done += some.length;
		const now = memory();
		peak = Math.max(peak, now.rss - start.rss);
		if (tell && done % 100_000 === 0) say(`  ${done} imported: RSS ${now.rss.toFixed(0)} MB (at the start ${start.rss.toFixed(0)}), heap ${now.heap.toFixed(0)} MB`);
	}
	if (tell) say(`  at most ${peak.toFixed(0)} MB above the start`);
}

async function bare({ bare: pool }: Ground, first: number, weights: { register: number; event: number }): Promise<void> {
	const client = await pool.connect();
	try {
		await client.query('begin');
		await client.query('create temp table incoming (contact text, status text, at timestamptz, list text, event text) on commit drop');
		let n = 0;
		const texts = function* (): Generator<string> {
			for (const some of lines(first)) yield some.map(({ contact, out, at }) => `${contact}\t${out ? 'out' : 'in'}\t${at}\tmarketing\tz${String(first + n++).padStart(21, '0')}\n`).join('');
		};
		await copyIn(client, 'copy incoming from stdin', texts());
		const at = '(extract(epoch from at) * 1000)::bigint';
		const origin = "case status when 'out' then 'person' else 'business' end";
		await client.query(`insert into register select contact, list, ${origin}, status, ${at}, event, repeat('r', ${weights.register - 60}) from incoming ${NEWEST}`);
		await client.query(
			`insert into event select contact, event, 'opt_' || status, ${origin}, 'import', list, ${at}, (extract(epoch from now()) * 1000)::bigint, repeat('r', ${Math.max(0, weights.event - 79)}) from incoming on conflict do nothing`,
		);
		await client.query('commit');
	} finally {
		client.release();
	}
}

main(async () => {
	await onServer(async (server) => {
		const ground = await openGround(server, 'import');
		const weights = await weigh(ground.store, (contact) => ({ action: 'opt_in', contact, lists: ['marketing'], origin: 'business', source: 'import', door: 'import', occurredAt: NOON }), async (contact) =>
			(await ground.bare.query<{ key: string; value: string }>('select key, value from consent_store where strpos(key, $1) > 0', [contact])).rows);
		await ground.bare.query(`create table register ${REGISTER}; create table event ${EVENT}`);
		const [mine, theirs, ratios]: [number[], number[], number[]] = [[], [], []];
		for (let round = 0; round < ROUNDS; round++) {
			const first = round * ROWS;
			const a = await timed(async () => await ours(ground, first, round === 0));
			const b = await timed(async () => await bare(ground, first, weights));
			mine.push(a);
			theirs.push(b);
			ratios.push(a / b);
		}
		const rate = (times: number[]) => `${Math.round(ROWS / median(times)).toString()} k rows a second`;
		say(`import of ${ROWS} rows, new contacts: ours ${rate(mine)}, COPY and merge ${rate(theirs)}; ${verdict(median(ratios), { ratio: 2 })} (half the speed)`);
		const { rows } = await ground.bare.query<{ n: string }>("select count(*) as n from consent_store where key > 'default:e:' and key < 'default:e;'");
		const missing = ROUNDS * ROWS + 1 - Number(rows[0]?.n);
		say(`events missing: ${missing}`);
		if (missing !== 0) throw new Error('events are missing');
		await ground.close();
	});
});
