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
		return pairedItems((await store.records(contacts)).map((record) => asItem(record, now)));
	},
};

/** The contact as it stands now, with what has run out already taken off. */
export function asItem(record: ContactRecord, now: number): ContactRecord {
	return { ...record, ...asOf(record, now) };
}
