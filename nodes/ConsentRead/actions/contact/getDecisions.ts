import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { contactFields, contactOf } from '../../../common/contactFields';
import { itemsFrom } from '../../../common/items';
import type { Operation } from '../../../common/run';

const fields: INodeProperties[] = [
	...contactFields,
	{
		displayName: 'Campaign Key',
		name: 'campaignKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring-sale-2027',
		description: 'Only decisions of this campaign. Empty means of all.',
	},
];

/** Newest first; a contact of whom nothing was kept gives no item. */
export const getDecisions: Operation = {
	fields,
	async execute({ items, read, store }) {
		const results: INodeExecutionData[][] = [];
		for (const [index, item] of items.entries()) {
			const campaignKey = String(read<string>('campaignKey', index, '')).trim();
			const kept = await store.decisions(contactOf(item.json, read, index), campaignKey === '' ? undefined : campaignKey);
			results.push(itemsFrom(kept, index));
		}
		return results.flat();
	},
};
