import { z } from 'zod';
import { iso } from '../consent';
import { oldFromAnywhere } from './anywhere';
import type { Backend, Row } from './backend';
import { CorruptRecord } from './errors';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';
import type { Claim } from './types';

/** Nothing in it names anybody: whose claim it is lies in the hash that is its key. */
const claimSchema = z.object({
	/** Of claims not finished: makes each begin another. */
	stamp: z.string().optional(),
	at: z.number().int(),
	outcome: z.record(z.unknown()).optional(),
});

/** A claim not finished for this long was left by a worker that died. */
const STALE_MS = 2 * 60 * 1000;
/** Longer than anybody runs one campaign, or an old execution, again. */
const KEPT_MS = 365 * 24 * 3600 * 1000;

interface ClaimOptions {
	staleAfterMs?: number;
	retryUncertain?: boolean;
}

/** Things that must happen at most once, whichever worker comes first. Calls made together cost one write together. */
export class Claims {
	private readonly taking: (name: string) => Promise<Claim | undefined>;
	private readonly writing: (row: Row) => Promise<void>;

	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
		private readonly stamp: () => string,
	) {
		this.taking = together(async (names: string[]) => await this.take(names));
		this.writing = together(async (rows: Row[]) => {
			const last = new Map(rows.map((row) => [row.key, row]));
			await backend.commit({ sets: [...last.values()] });
			return rows.map(() => undefined);
		});
	}

	async claim(name: string, options: ClaimOptions = {}): Promise<Claim> {
		const key = this.keys.claim(name);
		for (;;) {
			const taken = await this.taking(name);
			if (taken !== undefined) return taken;
			const [row] = await this.backend.read([key]);
			if (row === undefined) continue;
			const now = this.now();
			const { at, outcome } = readRow(row, claimSchema, 'a claim');
			if (outcome !== undefined) return { state: 'done', at: iso(at), outcome };
			if (now - at < (options.staleAfterMs ?? STALE_MS)) return { state: 'in_progress', at: iso(at) };
			if (options.retryUncertain !== true) return { state: 'uncertain', at: iso(at) };
			const token = toRow({ stamp: this.stamp(), at: now });
			if (await this.backend.swap(key, row, token)) return { state: 'claimed', at: iso(now), token };
		}
	}

	async finish(name: string, outcome: Record<string, unknown>): Promise<void> {
		await this.writing({ key: this.keys.claim(name), value: finishedClaim(this.now(), outcome) });
	}

	/** The token is the claim's own row: one that was finished meanwhile, or taken over by another worker, is not it any more. */
	async release(name: string, token: string): Promise<void> {
		await this.backend.swap(this.keys.claim(name), token, undefined);
	}

	/** When each was begun and what became of it, in order; nothing of those nobody made, or that are damaged. */
	async of(names: string[]): Promise<Array<{ at: string; outcome?: Record<string, unknown> } | undefined>> {
		const rows = await this.backend.read(names.map((name) => this.keys.claim(name)));
		return rows.map((row) => {
			const claim = row === undefined ? undefined : understood(row);
			return claim && { at: iso(claim.at), ...(claim.outcome !== undefined && { outcome: claim.outcome }) };
		});
	}

	/** Takes what is free; of two askers of one key the first gets it. */
	private async take(names: string[]): Promise<Array<Claim | undefined>> {
		const now = this.now();
		const begun = toRow({ stamp: this.stamp(), at: now });
		const wanted = names.map((name) => this.keys.claim(name));
		const { inserted } = await this.backend.commit({ inserts: [...new Set(wanted)].map((key) => ({ key, value: begun })) });
		await this.sweep(names.length);
		const claim: Claim = { state: 'claimed', at: iso(now), token: begun };
		return wanted.map((key) => (inserted.delete(key) ? claim : undefined));
	}

	private async sweep(written: number): Promise<void> {
		const oldest = this.now() - KEPT_MS;
		const old = await oldFromAnywhere(this.backend, this.keys.spaces.claim, this.stamp(), written, ({ key, value }) => (begunBefore(value, oldest) ? [key] : []));
		if (old.length > 0) await this.backend.commit({ deletes: old });
	}
}

export function finishedClaim(at: number, outcome: Record<string, unknown>): string {
	return toRow({ at, outcome });
}

/** A damaged claim is none that has run out: it keeps what it stands for from happening twice. */
function begunBefore(row: string, moment: number): boolean {
	const claim = understood(row);
	return claim !== undefined && claim.at < moment;
}

function understood(row: string): z.output<typeof claimSchema> | undefined {
	try {
		return readRow(row, claimSchema, 'a claim');
	} catch (error) {
		if (error instanceof CorruptRecord) return undefined;
		throw error;
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
