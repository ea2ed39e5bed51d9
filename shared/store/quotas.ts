import { z } from 'zod';
import type { Backend } from './backend';
import { StoreUnavailable } from './errors';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';

const usedSchema = z.object({ hours: z.array(z.tuple([z.number().int(), z.number().int().nonnegative()])) });

const HOUR_MS = 3600 * 1000;
const HOURS = 24;
const ATTEMPTS = 100;

/** How much of something is used up within a day, counted by the hour and shared by workers. */
export class Quotas {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
	) {}

	/** Takes up to `wanted` of what is left of `most`. @returns how many; never does the day hold more than `most`. */
	async take(name: string, wanted: number, most: number): Promise<number> {
		return await this.change(name, (hours) => {
			const left = most - [...hours.values()].reduce((sum, count) => sum + count, 0);
			const taken = Math.max(0, Math.min(wanted, left));
			const hour = Math.floor(this.now() / HOUR_MS);
			hours.set(hour, (hours.get(hour) ?? 0) + taken);
			return taken;
		});
	}

	/** What was taken last comes back first. */
	async giveBack(name: string, count: number): Promise<void> {
		await this.change(name, (hours) => {
			let left = count;
			for (const [hour, used] of [...hours].sort(([a], [b]) => b - a)) {
				const back = Math.min(left, used);
				hours.set(hour, used - back);
				left -= back;
			}
			return count - left;
		});
	}

	/** Compares and sets until nobody else came between. */
	private async change(name: string, work: (hours: Map<number, number>) => number): Promise<number> {
		const key = this.keys.quota(name);
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			const [row] = await this.backend.read([key]);
			// One hour more than a day, since the oldest has only partly passed.
			const oldest = Math.floor(this.now() / HOUR_MS) - HOURS;
			const hours = new Map(row === undefined ? [] : readRow(row, usedSchema, 'a quota').hours.filter(([hour]) => hour >= oldest));
			const changed = work(hours);
			if (changed === 0) return 0;
			if (await this.backend.swap(key, row, toRow({ hours: [...hours].filter(([, used]) => used > 0) }))) return changed;
		}
		throw new StoreUnavailable('Too many workers count against one limit at once.', 'Send with fewer workers, or again later.');
	}
}
