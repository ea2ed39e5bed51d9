import type { INodeExecutionData } from 'n8n-workflow';

import { asOf } from '../../../../shared';
import type { ContactRecord, IdentifierInput } from '../../../../shared';
import { contactFields, contactOf } from '../../../common/contactFields';
import { oneBatch } from '../../../common/oneBatch';
import type { Operation } from '../../../common/run';

export const get: Operation = {
	fields: contactFields,
	async execute(run) {
		const { read, store } = run;
		const now = Date.now();
		const contactAt = (item: INodeExecutionData, index: number): IdentifierInput => contactOf(item.json, read, index);
		return await oneBatch(run, contactAt, async (contacts) => {
			const [records, undelivered] = await Promise.all([store.records(contacts), store.undelivered(contacts)]);
			return records.map((record, index) => {
				const failures = undelivered[index];
				const item = asItem(record, now);
				return failures === undefined ? item : { ...item, undelivered: { count: failures.count, lastAt: new Date(failures.lastAt).toISOString() } };
			});
		});
	},
};

/** The contact as it stands now, with what has run out already taken off. */
export function asItem(record: ContactRecord, now: number): ContactRecord {
	return { ...record, ...asOf(record, now) };
}
