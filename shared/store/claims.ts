import { z } from 'zod';
import { iso } from '../consent';
import type { Backend, Row } from './backend';
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

interface ClaimOptions {
	staleAfterMs?: number;
	retryUncertain?: boolean;
}

/** Things that must happen at most once, whichever worker comes first. Calls made together cost one write together. */
export class Claims {
	private readonly taking: (name: string) => Promise<boolean>;
	private readonly writing: (row: Row) => Promise<void>;

	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
		private readonly stamp: () => string,
	) {
		this.taking = together(async (keys: string[]) => await this.take(keys));
		this.writing = together(async (rows: Row[]) => {
			const last = new Map(rows.map((row) => [row.key, row]));
			await backend.commit({ sets: [...last.values()] });
			return rows.map(() => undefined);
		});
	}

	async claim(name: string, options: ClaimOptions = {}): Promise<Claim> {
		const key = this.keys.claim(name);
		for (;;) {
			const now = this.now();
			if (await this.taking(name)) return { state: 'claimed', at: iso(now) };
			const [row] = await this.backend.read([key]);
			if (row === undefined) continue;
			const { at, outcome } = readRow(row, claimSchema, 'a claim');
			if (outcome !== undefined) return { state: 'done', at: iso(at), outcome };
			if (now - at < (options.staleAfterMs ?? STALE_MS)) return { state: 'in_progress', at: iso(at) };
			if (options.retryUncertain !== true) return { state: 'uncertain', at: iso(at) };
			if (await this.backend.swap(key, row, this.begun(name, now))) return { state: 'claimed', at: iso(now) };
		}
	}

	async finish(name: string, outcome: Record<string, unknown>): Promise<void> {
		const value = toRow({ key: name, stamp: this.stamp(), at: this.now(), outcome });
		await this.writing({ key: this.keys.claim(name), value });
	}

	async release(name: string): Promise<void> {
		const key = this.keys.claim(name);
		const [row] = await this.backend.read([key]);
		if (row === undefined || readRow(row, claimSchema, 'a claim').outcome !== undefined) return;
		await this.backend.swap(key, row, undefined);
	}

	/** Takes what is free; of two askers of one key the first gets it. */
	private async take(names: string[]): Promise<boolean[]> {
		const wanted = [...new Set(names)];
		const there = await this.backend.read(wanted.map((name) => this.keys.claim(name)));
		const free = wanted.filter((_, index) => there[index] === undefined);
		if (free.length === 0) return names.map(() => false);
		const now = this.now();
		const { inserted } = await this.backend.commit({ inserts: free.map((name) => ({ key: this.keys.claim(name), value: this.begun(name, now) })) });
		return names.map((name) => inserted.delete(this.keys.claim(name)));
	}

	private begun(name: string, at: number): string {
		return toRow({ key: name, stamp: this.stamp(), at });
	}
}

/** Does what was asked for at the same moment in one go; each asker gets their own answer. */
function together<Asked, Answer>(work: (asked: Asked[]) => Promise<Answer[]>): (asked: Asked) => Promise<Answer> {
	let waiting: Asked[] | undefined;
	let result: Promise<Answer[]> = Promise.resolve([]);
	return async (asked) => {
		if (waiting === undefined) {
			const batch: Asked[] = [];
			waiting = batch;
			result = Promise.resolve().then(async () => {
				waiting = undefined;
				return await work(batch);
			});
		}
		const position = waiting.push(asked) - 1;
		const mine = await result;
		return mine[position] as Answer;
	};
}
