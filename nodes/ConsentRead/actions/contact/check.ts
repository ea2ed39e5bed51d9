import type { INodeProperties } from 'n8n-workflow';

import { askGate } from '../../../../shared';
import type { ConsentRule, MessageCategory } from '../../../../shared';
import { categoryOptions } from '../../../common/categories';
import { contactFields, contactOf } from '../../../common/contactFields';
import type { Operation } from '../../../common/run';

const fields: INodeProperties[] = [
	...contactFields,
	{
		displayName: 'Message Category',
		name: 'category',
		type: 'options',
		options: categoryOptions,
		default: 'marketing',
		description: 'What kind of message you would send. When in doubt, it is marketing.',
	},
	{
		displayName: 'Rule',
		name: 'rule',
		type: 'options',
		default: 'settings',
		options: [
			{ name: 'As in Settings', value: 'settings', description: 'The rule of the Consent Settings' },
			{ name: 'Opt-In Required', value: 'required', description: 'Only people with an opt-in on record' },
			{ name: 'Soft', value: 'soft', description: 'Also people without any record, flagged' },
		],
		description: 'Whether people without an opt-in on record would be let through',
	},
	{
		displayName: 'Subscription List',
		name: 'list',
		type: 'string',
		default: '',
		placeholder: 'e.g. order-updates',
		description: 'Key of the list you would send on. Empty means the marketing list for marketing; * means any list.',
	},
];

export const check: Operation = {
	fields,
	async execute({ items, read, store }) {
		const now = Date.now();
		return await Promise.all(
			items.map(async (item, index) => {
				const [answer] = await askGate(
					store,
					[contactOf(item.json, read, index)],
					{
						category: read<MessageCategory>('category', index, 'marketing'),
						rule: read<ConsentRule | 'settings'>('rule', index, 'settings'),
						list: read<string>('list', index, ''),
					},
					now,
				);
				// Only the gate hands out a pass: an address here would invite sending without one.
				return { json: { ...answer, recipient: undefined }, pairedItem: { item: index } };
			}),
		);
	},
};
