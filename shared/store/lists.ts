import { z } from 'zod';
import { DEFAULT_LIST, iso, LIST_KEY } from '../consent';
import type { Backend } from './backend';
import { definitionRow, readDefinition } from './directory';
import type { Directory } from './directory';
import { InvalidRequest } from './errors';
import type { Keys } from './keys';
import { toRow } from './rows';
import type { SubscriptionList } from './types';

const changeSchema = z.object({
	key: z.string().regex(LIST_KEY, 'must be 1 to 64 lower-case letters, digits, - and _'),
	name: z.string().min(1, 'is empty').max(200, 'is longer than 200 characters').optional(),
	description: z.string().max(2000, 'is longer than 2000 characters').optional(),
});

export class Lists {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly directory: Directory,
		private readonly now: () => number,
		private readonly stamp: () => string,
	) {}

	/** Those in use, by key. */
	async all(): Promise<SubscriptionList[]> {
		const rows = await this.backend.under([this.keys.spaces.definition]);
		return rows.map((row) => readDefinition(row, this.keys)).filter(({ deletedAt }) => deletedAt === undefined);
	}

	/** Makes a list, changes what is named of it, or takes it into use again. */
	async save(change: { key: string; name?: string; description?: string }): Promise<SubscriptionList> {
		const parsed = changeSchema.safeParse(change);
		if (!parsed.success) {
			const issue = parsed.error.issues[0];
			throw new InvalidRequest(`The list can't be saved: ${issue?.path.join('.') ?? 'list'} ${issue?.message ?? 'is not valid'}.`, 'Correct that field.');
		}
		const { key, name, description } = parsed.data;
		await this.ensure(key);
		return await this.change(key, (list) => {
			const { deletedAt: _, ...rest } = list;
			return { ...rest, ...(name === undefined ? {} : { name }), ...(description === undefined ? {} : { description }) };
		});
	}

	async remove(key: string): Promise<void> {
		if (key === DEFAULT_LIST) throw new InvalidRequest(`The list ${DEFAULT_LIST} always exists.`, 'Rename it instead.');
		const [row] = await this.backend.read([this.keys.definition(key)]);
		if (row === undefined) return;
		await this.change(key, (list) => ({ ...list, deletedAt: iso(this.now()) }));
	}

	private async ensure(key: string): Promise<void> {
		const [row] = await this.backend.read([this.keys.definition(key)]);
		if (row !== undefined) return;
		await this.backend.commit({
			inserts: [definitionRow(key, this.keys, iso(this.now()))],
			sets: [this.directory.newMark(this.stamp())],
		});
		await this.directory.refresh();
	}

	private async change(key: string, change: (list: SubscriptionList) => SubscriptionList): Promise<SubscriptionList> {
		for (;;) {
			const [row] = await this.backend.read([this.keys.definition(key)]);
			if (row === undefined) throw new InvalidRequest(`There is no list ${key}.`, 'Create it first.');
			const after = { ...change(readDefinition({ key: this.keys.definition(key), value: row }, this.keys)), updatedAt: iso(this.now()) };
			const { key: _, ...value } = after;
			if (await this.backend.swap(this.keys.definition(key), row, toRow(value))) return after;
		}
	}
}
