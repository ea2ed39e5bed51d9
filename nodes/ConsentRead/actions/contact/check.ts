import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { askGate } from '../../../../shared';
import type { ConsentRule, GateQuestion, MessageCategory } from '../../../../shared';
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
		const groups = new Map<string, { question: GateQuestion; indexes: number[] }>();
		for (const index of items.keys()) {
			const question: GateQuestion = {
				category: read<MessageCategory>('category', index, 'marketing'),
				rule: read<ConsentRule | 'settings'>('rule', index, 'settings'),
				list: read<string>('list', index, ''),
			};
			const key = JSON.stringify(question);
			const group = groups.get(key) ?? { question, indexes: [] };
			group.indexes.push(index);
			groups.set(key, group);
		}
		const told = new Array<INodeExecutionData>(items.length);
		for (const { question, indexes } of groups.values()) {
			const contacts = indexes.map((index) => contactOf(items[index]?.json ?? {}, read, index));
			(await askGate(store, contacts, question, now)).forEach((answer, position) => {
				const index = indexes[position] ?? 0;
				// Only the gate hands out a pass: an address here would invite sending without one.
				told[index] = { json: { ...answer, recipient: undefined }, pairedItem: { item: index } };
			});
		}
		return told;
	},
	failed: (message) => ({ decision: 'block', reason: 'store_unavailable', detail: message }),
};
