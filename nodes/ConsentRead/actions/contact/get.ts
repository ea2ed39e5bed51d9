import { asOf } from '../../../../shared';
import type { ContactRecord } from '../../../../shared';
import { contactFields, contactOf } from '../../../common/contactFields';
import { pairedItems } from '../../../common/items';
import type { Operation } from '../../../common/run';

export const get: Operation = {
	fields: contactFields,
	async execute({ items, read, store }) {
		const now = Date.now();
		const contacts = items.map((item, index) => contactOf(item.json, read, index));
		const [records, undelivered] = await Promise.all([store.records(contacts), store.undelivered(contacts)]);
		return pairedItems(
			records.map((record, index) => {
				const failures = undelivered[index];
				const item = asItem(record, now);
				return failures === undefined ? item : { ...item, undelivered: { count: failures.count, lastAt: new Date(failures.lastAt).toISOString() } };
			}),
		);
	},
};

/** The contact as it stands now, with what has run out already taken off. */
export function asItem(record: ContactRecord, now: number): ContactRecord {
	return { ...record, ...asOf(record, now) };
}
