/** More keys than this are not remembered: the oldest go, so that a flood of them does not fill the memory. */
const MOST_KEYS = 20_000;

interface Count {
	used: number;
	/** Milliseconds since 1970; the count starts again then. */
	until: number;
}

/** So many times in so long, per key. One per process. */
export class Throttle {
	private readonly counts = new Map<string, Count>();

	constructor(private readonly windowMs: number) {}

	/** Counts one use. Answers the seconds to wait when there were too many, else 0. */
	use(key: string, limit: number, now: number): number {
		const known = this.counts.get(key);
		const count = known === undefined || known.until <= now ? { used: 0, until: now + this.windowMs } : known;
		count.used += 1;
		keep(this.counts, key, count);
		return count.used <= limit ? 0 : Math.ceil((count.until - now) / 1000);
	}
}

const FREE_TRIES = 5;
const LONGEST_WAIT_MS = 60_000;

/** Makes guessing slow: after five failures each further one doubles the wait, up to a minute. One per process. */
export class Slowdown {
	private readonly failures = new Map<string, { count: number; notBefore: number }>();

	/** Seconds that have to pass before this key may try again. */
	wait(key: string, now: number): number {
		return Math.max(0, Math.ceil(((this.failures.get(key)?.notBefore ?? 0) - now) / 1000));
	}

	failed(key: string, now: number): void {
		const count = (this.failures.get(key)?.count ?? 0) + 1;
		const wait = count < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(count - FREE_TRIES, 10));
		keep(this.failures, key, { count, notBefore: now + wait });
	}

	succeeded(key: string): void {
		this.failures.delete(key);
	}
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
	map.delete(key);
	map.set(key, value);
	const [oldest] = map.keys();
	if (map.size > MOST_KEYS && oldest !== undefined) map.delete(oldest);
}
