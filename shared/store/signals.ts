import { z } from 'zod';
import { iso } from '../consent';
import type { Backend } from './backend';
import { CorruptRecord } from './errors';
import { tail } from './keys';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';
import type { SignalMemory } from './types';

const signalSchema = z.object({ at: z.number().int(), handedOver: z.boolean() });

/** Meta delivers again for up to seven days; a day more for clocks. Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
const KEPT_DAYS = 8;
const DAY_MS = 24 * 3600 * 1000;
/** Old memories removed per call, so that no call pays for many. */
const SWEEP = 200;
const SWEEP_EVERY_MS = 60_000;

/** A memory that can't be read counts as none: better emitted twice than never, and it holds up nothing else. */
function isHandedOver(row: string): boolean {
	try {
		return readRow(row, signalSchema, 'a delivered signal').handedOver;
	} catch (error) {
		if (error instanceof CorruptRecord) return false;
		throw error;
	}
}

/** The memory by which every worker knows a redelivered signal. */
export class Signals {
	private sweptAt = -Infinity;

	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
	) {}

	async remember(signalIds: string[]): Promise<SignalMemory[]> {
		const at = this.now();
		const day = iso(at).slice(0, 10);
		const ids = [...new Set(signalIds)];
		const value = toRow({ at, handedOver: false });
		const { before, inserted } = await this.backend.commit({
			before: ids.map((id) => this.keys.signal(id)),
			inserts: ids.flatMap((id) => [
				{ key: this.keys.signal(id), value },
				{ key: this.keys.signalAge(day, id), value: toRow(1) },
			]),
		});
		await this.sweep(at);
		const mentioned = new Set<string>();
		return signalIds.map((signalId) => {
			const fresh = inserted.has(this.keys.signal(signalId)) && !mentioned.has(signalId);
			mentioned.add(signalId);
			const row = before.get(this.keys.signal(signalId));
			const handedOver = row !== undefined && isHandedOver(row);
			return { signalId, fresh, handedOver };
		});
	}

	async handedOver(signalIds: string[]): Promise<void> {
		const value = toRow({ at: this.now(), handedOver: true });
		await this.backend.commit({ sets: [...new Set(signalIds)].map((id) => ({ key: this.keys.signal(id), value })) });
	}

	private async sweep(now: number): Promise<void> {
		if (now - this.sweptAt < SWEEP_EVERY_MS) return;
		this.sweptAt = now;
		const oldest = iso(now - KEPT_DAYS * DAY_MS).slice(0, 10);
		const { signal, signalAge } = this.keys.spaces;
		const rows = await this.backend.page(signalAge, undefined, SWEEP);
		const old = rows.filter(({ key }) => tail(key, signalAge).slice(0, 10) < oldest).map(({ key }) => key);
		if (old.length === 0) return;
		await this.backend.commit({ deletes: [...old, ...old.map((key) => signal + tail(key, signalAge).slice(11))] });
	}
}
