import { ownTime } from './processor';

/** Runs of ours and of the bare thing in turn, so that a busy moment of the machine meets both; what counts is the ratio. */

export type Run = () => Promise<unknown>;

/** `ratio`: ours may take at most so many times as long as the bare thing. `faster`: ours must be so many times as fast. */
export type Goal = { ratio: number } | { faster: number };

export interface Pair {
	name: string;
	/** Contacts, events or rows that one run works on. */
	each: number;
	ours: Run;
	bare: Run;
	/** Makes ready what the next run of both works on; not timed. */
	before?: () => Promise<void> | void;
	goal?: Goal;
	rounds?: number;
	/** Milliseconds of processor time used until now by all who take part; this process alone unless said. */
	processor?: () => number;
}

const ROUNDS = 7;

/** Milliseconds. */
export async function timed(run: Run): Promise<number> {
	const start = process.hrtime.bigint();
	await run();
	return Number(process.hrtime.bigint() - start) / 1e6;
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

export function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

/** Runs both in turn, first the one and then the other, after one round that does not count; prints the medians and the median of the ratios. */
export async function pair({ name, each, ours, bare, before, goal, rounds = ROUNDS, processor = ownTime }: Pair): Promise<void> {
	const [mine, theirs, ratios]: [number[], number[], number[]] = [[], [], []];
	const used = { ours: 0, bare: 0 };
	for (let round = -1; round < rounds; round++) {
		await before?.();
		let [a, b] = [0, 0];
		const start = processor();
		if (round % 2 === 0) a = await timed(ours);
		else b = await timed(bare);
		const middle = processor();
		if (round % 2 === 0) b = await timed(bare);
		else a = await timed(ours);
		if (round < 0) continue;
		const [first, second] = [middle - start, processor() - middle];
		used.ours += round % 2 === 0 ? first : second;
		used.bare += round % 2 === 0 ? second : first;
		mine.push(a);
		theirs.push(b);
		ratios.push(a / b);
	}
	const micros = (values: number[]) => ((median(values) * 1000) / each).toFixed(1).padStart(8);
	const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}; fastest round of each ${(Math.min(...mine) / Math.min(...theirs)).toFixed(2)}; processor time ${(used.ours / used.bare).toFixed(2)}`;
	say(`${name.padEnd(76)} ours ${micros(mine)} µs   bare ${micros(theirs)} µs   ${verdict(median(ratios), goal)}   (${spread})`);
}

/** The ratio beside its goal, and whether it misses it. */
export function verdict(ratio: number, goal: Goal | undefined): string {
	if (goal === undefined) return `ratio ${ratio.toFixed(2)}`;
	if ('ratio' in goal) return `ratio ${ratio.toFixed(2)}   goal ≤ ${goal.ratio}${ratio > goal.ratio ? '   MISSED' : ''}`;
	const faster = 1 / ratio;
	return `${faster.toFixed(1)} × as fast   goal ≥ ${goal.faster}${faster < goal.faster ? '   MISSED' : ''}`;
}

/** Runs a part as a process of its own does: with the part's failure as its exit code. */
export function main(part: () => Promise<void>): void {
	part().then(
		() => process.exit(0),
		(error: unknown) => {
			process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
			process.exit(1);
		},
	);
}
