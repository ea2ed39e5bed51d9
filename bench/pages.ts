import type { ConsentEventInput } from '../shared/consent';
import type { StoreConfig } from '../shared/store';
import { startPostgres } from '../test/support/postgres';
import { ADA_LOGIN, NOW, Site } from '../test/unit/pages/support/site';
import { ownTime } from './support/processor';

/**
 * The operator's table with 10 thousand, 100 thousand and, if asked for, a million contacts: the first page, one far inside, ordered,
 * searched and filtered, for common and for rare things. What counts is the ratio between the sizes: of the medians, and of this
 * process's processor time, in which SQLite works too and which a busy machine changes less.
 * Run: node -r ./test/support/typescript.cjs bench/pages.ts [largest] [sqlite,postgres]
 */
const LARGEST = Number(process.argv[2] ?? 100_000);
const BACKENDS = (process.argv[3] ?? 'sqlite,postgres').split(',');
const SIZES = [10_000, 100_000, 1_000_000].filter((size) => size <= LARGEST);
const ROUNDS = 15;
const BATCH = 5000;
const DAY = 86_400_000;

const phone = (n: number): string => `+1415${2_000_000 + n}`;
const after = (place: object): string => `&after=${Buffer.from(JSON.stringify(place)).toString('base64url')}`;

const PAGES: Array<[name: string, query: string]> = [
	['first page', ''],
	['page in the middle', after({ way: 0, after: phone(5000) })],
	['by last event', '&sort=lastEvent'],
	['by last event, in the middle', `&sort=lastEvent${after({ way: 0, after: `${NOW - 30 * DAY} ${phone(5000)}` })}`],
	['by creation', '&sort=created'],
	['by name', '&sort=name'],
	['opted out (one in ten)', '&status=opted_out'],
	['opted out, in the middle', `&status=opted_out${after({ way: 0, after: `o ${phone(5000)}` })}`],
	['blocked (ten of all)', '&status=blocked'],
	['on the default list', '&list=marketing'],
	['on a list (one in a hundred)', '&list=news'],
	['with a tag (ten of all)', '&tag=vip'],
	['opted in since yesterday', '&from=2026-06-02'],
	['by source (one in ten)', '&source=shop'],
	['by source (ten of all)', '&source=fair'],
	['search for a whole number', `&search=${encodeURIComponent(phone(42))}`],
	['search for a number’s end', `&search=${phone(42).slice(-7)}`],
	['search for a number’s beginning', `&search=${encodeURIComponent(phone(42).slice(0, 9))}`],
	['search for a number’s middle', `&search=${phone(4242).slice(4, 9)}`],
	['search for a name', '&search=rare'],
	['search for nobody', '&search=xyzzy'],
];

function eventOf(n: number): ConsentEventInput[] {
	const rare = n % 1000 === 7 && n < 10_000;
	const source = rare ? 'fair' : n % 10 === 3 ? 'shop' : 'bench';
	const common = { contact: phone(n), origin: 'person', source, occurredAt: NOW - 60 * DAY + (n % 1000) * 1000 } as const;
	if (rare) return [{ ...common, action: 'block', origin: 'business' }];
	if (n % 10 === 0) return [{ ...common, action: 'opt_out' }];
	return [{ ...common, action: 'opt_in', lists: n % 100 === 1 ? ['marketing', 'news'] : ['marketing'] }];
}

async function fill({ store }: Site, from: number, to: number): Promise<void> {
	for (let start = from; start < to; start += BATCH) {
		await store.record(Array.from({ length: BATCH }, (_, index) => eventOf(start + index)).flat());
	}
	if (from > 0) return;
	for (let n = 0; n < 10; n++) await store.updateProfile(phone(n * 1000 + 8), { name: `Rare Person ${n}`, tags: ['vip'] });
}

interface Times {
	ms: number;
	processor: number;
}

async function medians(site: Site, query: string): Promise<Times> {
	const times: Times[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const [start, used] = [process.hrtime.bigint(), ownTime()];
		const { status } = await site.get(`page=operator${query}`, { authorization: ADA_LOGIN });
		times.push({ ms: Number(process.hrtime.bigint() - start) / 1e6, processor: ownTime() - used });
		if (status !== 200) throw new Error(`the page was answered with ${status}`);
	}
	const middle = (which: keyof Times) => times.map((time) => time[which]).sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
	return { ms: middle('ms'), processor: middle('processor') };
}

async function measure(backend: string, config?: StoreConfig): Promise<void> {
	const site = await Site.open(config);
	const first = new Map<string, Times>();
	let filled = 0;
	for (const size of SIZES) {
		const start = Date.now();
		await fill(site, filled, size);
		process.stdout.write(`${backend.padEnd(9)} ${String(size).padStart(8)} contacts, ${((Date.now() - start) / (size - filled) * 1000).toFixed(0)} µs each to fill\n`);
		filled = size;
		for (const [name, query] of PAGES) {
			// The first of its kind makes the index it takes.
			const begin = process.hrtime.bigint();
			await site.get(`page=operator${query}`, { authorization: ADA_LOGIN });
			const cold = Number(process.hrtime.bigint() - begin) / 1e6;
			const times = await medians(site, query);
			const base = first.get(name) ?? times;
			first.set(name, base);
			const { ms, processor } = times;
			process.stdout.write(
				`${backend.padEnd(9)} ${String(size).padStart(8)}  ${name.padEnd(34)} ${ms.toFixed(1).padStart(8)} ms, ratio ${(ms / base.ms).toFixed(2)}   processor ${processor.toFixed(1).padStart(6)} ms, ratio ${(processor / base.processor).toFixed(2)}   (first time ${cold.toFixed(0)} ms)\n`,
			);
		}
	}
	await site.close();
}

async function main(): Promise<void> {
	if (BACKENDS.includes('sqlite')) await measure('SQLite');
	if (!BACKENDS.includes('postgres')) return;
	const server = await startPostgres();
	try {
		await measure('Postgres', { backend: 'postgres', ...(await server.createDatabase('pages')) });
	} finally {
		await server.stop();
	}
}

void main();
