import { z } from 'zod';
import { iso } from '../consent';
import type { Backend } from './backend';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';
import type { Claim } from './types';

const claimSchema = z.object({
	key: z.string(),
	stamp: z.string(),
	at: z.number().int(),
	outcome: z.record(z.unknown()).optional(),
});

/** A claim not finished for this long was left by a worker that died. */
const STALE_MS = 2 * 60 * 1000;

/** Things that must happen at most once, whichever worker comes first. */
export class Claims {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
		private readonly stamp: () => string,
	) {}

	async claim(name: string, options: { staleAfterMs?: number; retryUncertain?: boolean } = {}): Promise<Claim> {
		const key = this.keys.claim(name);
		for (;;) {
			const [row] = await this.backend.read([key]);
			const now = this.now();
			const mine = toRow({ key: name, stamp: this.stamp(), at: now });
			if (row === undefined) {
				if (await this.backend.swap(key, undefined, mine)) return { state: 'claimed', at: iso(now) };
				continue;
			}
			const { at, outcome } = readRow(row, claimSchema, 'a claim');
			if (outcome !== undefined) return { state: 'done', at: iso(at), outcome };
			if (now - at < (options.staleAfterMs ?? STALE_MS)) return { state: 'in_progress', at: iso(at) };
			if (options.retryUncertain !== true) return { state: 'uncertain', at: iso(at) };
			if (await this.backend.swap(key, row, mine)) return { state: 'claimed', at: iso(now) };
		}
	}

	async finish(name: string, outcome: Record<string, unknown>): Promise<void> {
		const value = toRow({ key: name, stamp: this.stamp(), at: this.now(), outcome });
		await this.backend.commit({ sets: [{ key: this.keys.claim(name), value }] });
	}

	async release(name: string): Promise<void> {
		const key = this.keys.claim(name);
		const [row] = await this.backend.read([key]);
		if (row === undefined || readRow(row, claimSchema, 'a claim').outcome !== undefined) return;
		await this.backend.swap(key, row, undefined);
	}
}
