import type { ConsentEventInput } from '../shared/consent';
import { ADA_LOGIN, NOW, Site } from '../test/unit/pages/support/site';

/**
 * The operator's table with 10 thousand, 100 thousand and, if asked for, a million contacts: the first page, one far inside, and
 * filtered ones. What counts is the ratio between the sizes. SQLite in a file.
 * Run: node -r ./test/support/typescript.cjs bench/pages.ts [largest]
 */
const LARGEST = Number(process.argv[2] ?? 100_000);
const SIZES = [10_000, 100_000, 1_000_000].filter((size) => size <= LARGEST);
const ROUNDS = 15;
const BATCH = 5000;

const PAGES: Array<[name: string, query: string]> = [
	['first page', ''],
	['page in the middle', `&after=${Buffer.from('+15551005000').toString('base64url')}`],
	['opted out (one in ten)', '&status=opted_out'],
	['on a list', '&list=marketing'],
	['search for a whole number', '&search=%2B15551000042'],
	['search for part of one number', '&search=1000042'],
];

const phone = (n: number): string => `+1555${1_000_000 + n}`;

async function fill({ store }: Site, from: number, to: number): Promise<void> {
	for (let start = from; start < to; start += BATCH) {
		const events = Array.from({ length: BATCH }, (_, index): ConsentEventInput => {
			const n = start + index;
			const common = { contact: phone(n), origin: 'person', source: 'bench', occurredAt: NOW - 1_000_000_000 + n } as const;
			return n % 10 === 0 ? { ...common, action: 'opt_out' } : { ...common, action: 'opt_in', lists: ['marketing'] };
		});
		await store.record(events);
	}
}

async function median(site: Site, query: string): Promise<number> {
	const times: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const start = process.hrtime.bigint();
		const { status } = await site.get(`page=operator${query}`, { authorization: ADA_LOGIN });
		times.push(Number(process.hrtime.bigint() - start) / 1e6);
		if (status !== 200) throw new Error(`the page was answered with ${status}`);
	}
	return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
}

async function main(): Promise<void> {
	const site = await Site.open();
	const first = new Map<string, number>();
	let filled = 0;
	for (const size of SIZES) {
		await fill(site, filled, size);
		filled = size;
		for (const [name, query] of PAGES) {
			const ms = await median(site, query);
			const base = first.get(name) ?? ms;
			first.set(name, base);
			process.stdout.write(`${String(size).padStart(9)} contacts  ${name.padEnd(32)} ${ms.toFixed(1).padStart(8)} ms  ratio ${(ms / base).toFixed(2)}\n`);
		}
	}
	await site.close();
}

void main();
