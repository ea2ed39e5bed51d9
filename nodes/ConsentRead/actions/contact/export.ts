import type { INodeProperties } from 'n8n-workflow';
import { Readable } from 'node:stream';

import { exportRows } from '../../../../shared';
import { eachItem } from '../../../common/eachItem';
import type { Operation } from '../../../common/run';
import { filterAt, filterFields } from './getMany';

const fields: INodeProperties[] = [
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'CSV', value: 'csv', description: 'A table that opens in any spreadsheet' },
			{ name: 'JSON', value: 'json', description: 'One contact a line, with everything that is known' },
		],
		default: 'csv',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the output binary field to put the file in',
	},
	filterFields,
];

export const exportContacts: Operation = {
	fields,
	async execute(run) {
		const { functions, read, store } = run;
		return await eachItem(run, async (_, index) => {
			const format = read<'csv' | 'json'>('format', index, 'csv');
			const field = read<string>('binaryPropertyName', index, 'data');
			const now = Date.now();
			const rows = exportRows(store.exportContacts(await filterAt(run, index, now)), format, now);
			const file = await functions.helpers.prepareBinaryData(
				Readable.from(rows),
				`consent.${format === 'csv' ? 'csv' : 'jsonl'}`,
				format === 'csv' ? 'text/csv' : 'application/x-ndjson',
			);
			return [{ json: { format }, binary: { [field]: file }, pairedItem: { item: index } }];
		});
	},
};
