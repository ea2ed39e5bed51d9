import type { INodeProperties } from 'n8n-workflow';

import { contactFields, contactOf } from '../../../common/contactFields';
import { eachItem } from '../../../common/eachItem';
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
	async execute(run) {
		const { read, store } = run;
		return await eachItem(run, async (item, index) => {
			const campaignKey = String(read<string>('campaignKey', index, '')).trim();
			return itemsFrom(await store.decisions(contactOf(item.json, read, index), campaignKey === '' ? undefined : campaignKey), index);
		});
	},
};
