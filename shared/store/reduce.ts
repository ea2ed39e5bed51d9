import { byKey } from './backend';
import type { Merge } from './backend';
import { LAYOUTS, mergeRows } from './cells';

/** Registers of one key become one row before they are written, in the order of keys. */
export function reduce(merges: Merge[]): Merge[] {
	const rows = new Map<string, Merge>();
	for (const merge of merges) {
		const known = rows.get(merge.key);
		rows.set(merge.key, known === undefined ? merge : { ...known, value: mergeRows(known.value, merge.value, merge.layout) });
	}
	return LAYOUTS.flatMap((layout) => [...rows.values()].filter((row) => row.layout === layout).sort(byKey));
}
