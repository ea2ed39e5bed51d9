import type { INodeProperties } from 'n8n-workflow';

import { eachItem } from '../../../common/eachItem';
import { itemsFrom } from '../../../common/items';
import type { Operation } from '../../../common/run';

const fields: INodeProperties[] = [
	{
		displayName: 'Campaign Key',
		name: 'campaignKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring-sale-2027',
		description: 'Gets the reports of all runs of this campaign, such as one per page, in their order. Empty means the latest of all campaigns.',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10_000 },
		default: 50,
		description: 'Max number of results to return',
	},
];

export const getManyReports: Operation = {
	fields,
	async execute(run) {
		const { read, store } = run;
		return await eachItem(run, async (_, index) => {
			const campaignKey = String(read<string>('campaignKey', index, '')).trim();
			const limit = read<number>('limit', index, 50);
			const reports = await store.reports(campaignKey === '' ? undefined : campaignKey, { limit });
			return itemsFrom(reports.map(({ report, ...about }) => ({ ...report, ...about })), index);
		});
	},
};
