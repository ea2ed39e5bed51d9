import { z } from 'zod';
import type { Backend, Row } from './backend';
import { tail } from './keys';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';
import { DEFAULT_LIST } from '../consent';
import type { SubscriptionList } from './types';

const listSchema = z.object({
	name: z.string(),
	description: z.string().optional(),
	createdAt: z.string(),
	updatedAt: z.string(),
	deletedAt: z.string().optional(),
});

export interface Known {
	/** The mark's text at the time; every read compares it, so a list another worker made is never overlooked. */
	mark: string | undefined;
	/** Every list that anything was ever recorded on, deleted ones too. */
	lists: string[];
	/** Somebody was erased, so tombstones have to be asked. */
	erasures: boolean;
}

/** What a brand's readers must know beforehand: which lists there are, and whether tombstones have to be asked. */
export class Directory {
	private current: Known | undefined;

	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
	) {}

	async known(): Promise<Known> {
		return this.current ?? (await this.refresh());
	}

	async refresh(): Promise<Known> {
		// The mark first: what is added in between belongs to a later mark.
		const [mark, erased] = await this.backend.read([this.keys.mark, this.keys.erased]);
		const rows = await this.backend.under([this.keys.spaces.definition]);
		const named = rows.map(({ key }) => tail(key, this.keys.spaces.definition));
		this.current = {
			mark,
			lists: [...new Set([DEFAULT_LIST, ...named])].sort(),
			erasures: erased !== undefined,
		};
		return this.current;
	}

	/** The mark to be written with a new list or an erasure. Its text matters only in being new. */
	newMark(stamp: string): Row {
		return { key: this.keys.mark, value: toRow(stamp) };
	}
}

export function definitionRow(key: string, keys: Keys, now: string): Row {
	return { key: keys.definition(key), value: toRow({ name: key, createdAt: now, updatedAt: now }) };
}

export function readDefinition(row: Row, keys: Keys): SubscriptionList {
	return { key: tail(row.key, keys.spaces.definition), ...readRow(row.value, listSchema, 'a subscription list') };
}
