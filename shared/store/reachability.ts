import { z } from 'zod';
import type { IdentifierInput, IdKey } from '../identity';
import type { Backend } from './backend';
import { CorruptRecord, StoreUnavailable } from './errors';
import { isTheirs, placesOf } from './holders';
import type { Holders } from './holders';
import { hash } from './keys';
import type { Keys } from './keys';
import { ANY_NUMBER, momentIn } from './messages';
import { readRow, toRow } from './rows';
import type { Undelivered } from './types';

const rowSchema = z.object({
	/** Messages that could not be delivered, by hash of their id. */
	failures: z.array(z.tuple([z.string(), z.number()])),
	/** When something got through, or the person wrote. */
	reachedAt: z.number().optional(),
});
type Known = z.output<typeof rowSchema>;

const ATTEMPTS = 100;
/** The latest; more make nobody less reachable. */
const MOST = 10;

/** Messages in a row that did not reach somebody (131026). Says nothing of consent: a number without WhatsApp looks like a block. */
export class Reachability {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly holders: Holders,
		private readonly keysOf: (identifier: IdentifierInput) => IdKey[],
	) {}

	/** A message counts once, however often it is told of. */
	async failed(identifier: IdentifierInput, messageId: string, at: number): Promise<void> {
		const name = hash(messageId);
		for (const id of this.keysOf(identifier)) {
			await this.change(id, ({ failures, reachedAt }) => {
				if (failures.some(([known]) => known === name) || (reachedAt !== undefined && at <= reachedAt)) return undefined;
				return { failures: [...failures, [name, at] as [string, number]].slice(-MOST), ...(reachedAt !== undefined && { reachedAt }) };
			});
		}
	}

	/** One read for those who were always reached. */
	async reached(people: Array<{ identifier: IdentifierInput; at: number }>): Promise<void> {
		const latest = new Map<IdKey, number>();
		for (const { identifier, at } of people) for (const id of this.keysOf(identifier)) latest.set(id, Math.max(at, latest.get(id) ?? 0));
		const ids = [...latest.keys()];
		const rows = await this.backend.read(ids.map((id) => this.keys.undelivered(id)));
		for (const [index, id] of ids.entries()) {
			if (rows[index] === undefined) continue;
			await this.change(id, ({ failures, reachedAt = 0 }) => {
				const at = Math.max(reachedAt, latest.get(id) ?? 0);
				return { failures: failures.filter(([, failedAt]) => failedAt > at), reachedAt: at };
			});
		}
	}

	/** Per identifier, in order; nothing of those whom the last message reached, or who wrote since. */
	async of(identifiers: IdentifierInput[]): Promise<Array<Undelivered | undefined>> {
		const people = await this.holders.ofEach(identifiers.map((identifier) => this.keysOf(identifier)));
		const places = people.map(placesOf);
		const rows = await this.backend.read(places.flat().flatMap((id) => [this.keys.undelivered(id), this.keys.inbound(id, ANY_NUMBER)]));
		let next = 0;
		return people.map((holder, index) => {
			const known: Known[] = [];
			for (const id of places[index] ?? []) {
				const [undelivered, inbound] = [rows[next++], rows[next++]];
				const heard = inbound === undefined ? NaN : momentIn(inbound);
				if (undelivered !== undefined) known.push({ failures: understood(undelivered).failures.filter(([, at]) => isTheirs(holder, id, at)) });
				const reached = [undelivered === undefined ? undefined : understood(undelivered).reachedAt, heard];
				for (const at of reached) if (at !== undefined && isTheirs(holder, id, at)) known.push({ failures: [], reachedAt: at });
			}
			return summary(known);
		});
	}

	private async change(id: IdKey, work: (known: Known) => Known | undefined): Promise<void> {
		const key = this.keys.undelivered(id);
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			const [row] = await this.backend.read([key]);
			const after = work(row === undefined ? { failures: [] } : understood(row));
			if (after === undefined || (await this.backend.swap(key, row, toRow(after)))) return;
		}
		throw new StoreUnavailable('Too many statuses of one contact came at once.', 'They are delivered again.');
	}
}

/** Several identifiers of one person may have noted the same message. */
function summary(rows: Known[]): Undelivered | undefined {
	const reachedAt = Math.max(0, ...rows.map((row) => row.reachedAt ?? 0).filter((at) => !Number.isNaN(at)));
	const failures = new Map(rows.flatMap((row) => row.failures).filter(([, at]) => at > reachedAt));
	if (failures.size === 0) return undefined;
	return { count: failures.size, lastAt: Math.max(...failures.values()) };
}

/** A damaged count is none. */
function understood(row: string): Known {
	try {
		return readRow(row, rowSchema, 'a count of undelivered messages');
	} catch (error) {
		if (error instanceof CorruptRecord) return { failures: [] };
		throw error;
	}
}
