import { z } from 'zod';
import type { Backend } from './backend';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';

const cachedSchema = z.object({ value: z.unknown(), at: z.number() });

/** Values with an age, shared by workers. */
export class Cache {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
	) {}

	async read(name: string): Promise<{ value: unknown; at: number } | undefined> {
		const [row] = await this.backend.read([this.keys.cached(name)]);
		if (row === undefined) return undefined;
		const { value, at } = readRow(row, cachedSchema, 'a cached value');
		return { value, at };
	}

	async write(name: string, value: unknown): Promise<void> {
		await this.backend.commit({ sets: [{ key: this.keys.cached(name), value: toRow({ value, at: this.now() }) }] });
	}
}
