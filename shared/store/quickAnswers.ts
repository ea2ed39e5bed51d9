import { DEFAULT_LIST } from '../consent';
import { variantsOf } from '../identity';
import type { IdKey } from '../identity';
import { mergeRows } from './cells';
import { isPlain } from './encode';
import type { Encoded } from './encode';
import { put } from './incoming';
import type { Incoming } from './incoming';
import type { Keys } from './keys';
import { changeBetween } from './outcome';
import { plainState } from './plainStates';
import type { OtherList } from './plainStates';
import type { RecordResult } from './types';

export interface Written {
	one: Incoming;
	encoded: Encoded;
}

/**
 * What most events did, told from the rows that stood before them and what each adds to these. Whoever is not as plain as that is
 * answered with, for the reader of events: a person's events belong together, so one that is not plain takes all of theirs along.
 */
export function quickAnswers(written: Written[], before: Map<string, string>, lists: string[], keys: Keys, results: RecordResult[]): Incoming[] {
	const others = lists.filter((list) => list !== DEFAULT_LIST);
	const byId = new Map<IdKey, Written[]>();
	const unclear = new Set<IdKey>();
	for (const each of written) {
		const { ids, event, isNew } = each.one;
		const [id = ''] = ids;
		if (ids.length > 1 || !isPlain(event) || !isNew) {
			for (const own of ids) unclear.add(own);
			continue;
		}
		const some = byId.get(id);
		if (some === undefined) byId.set(id, [each]);
		else some.push(each);
	}
	const left = new Set<Incoming>();
	for (const [id, some] of byId) {
		const hasVariant = variantsOf(id).some((variant) => byId.has(variant) || unclear.has(variant) || before.has(keys.base(variant)));
		const answers = unclear.has(id) || hasVariant ? undefined : answersAbout(id, some, before, others, keys);
		some.forEach(({ one }, index) => {
			const answer = answers?.[index];
			if (answer === undefined) left.add(one);
			else put(results, one, answer);
		});
	}
	return written.map(({ one }) => one).filter((one) => unclear.has(one.ids[0] ?? '') || one.ids.length > 1 || left.has(one));
}

function answersAbout(id: IdKey, some: Written[], before: Map<string, string>, others: string[], keys: Keys): RecordResult[] | undefined {
	const rows = new Map<string, string>();
	for (const key of [keys.base(id), ...others.map((list) => keys.list(list, id))]) {
		const row = before.get(key);
		if (row !== undefined) rows.set(key, row);
	}
	const stateOf = ({ event }: Incoming) => {
		const listed: OtherList[] = [];
		for (const list of others) {
			const row = rows.get(keys.list(list, id));
			if (row !== undefined) listed.push({ list, row });
		}
		return plainState(id, event.contact, true, rows.get(keys.base(id)), listed);
	};
	const answers: RecordResult[] = [];
	for (const { one, encoded } of some) {
		const was = stateOf(one);
		for (const { key, value, layout } of encoded.merges) {
			const known = rows.get(key);
			rows.set(key, known === undefined ? value : mergeRows(known, value, layout));
		}
		const is = stateOf(one);
		if (was === undefined || is === undefined) return undefined;
		answers.push(changeBetween(one.event, was, is));
	}
	return answers;
}
