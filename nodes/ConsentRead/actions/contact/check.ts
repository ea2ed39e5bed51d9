import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { askGate } from '../../../../shared';
import type { ConsentRule, GateQuestion, MessageCategory } from '../../../../shared';
import { categoryOptions } from '../../../common/categories';
import { contactFields, contactOf } from '../../../common/contactFields';
import { sentOnField } from '../../../common/listFields';
import { ruleFields } from '../../../common/ruleFields';
import type { Operation } from '../../../common/run';
import { furtherRulesOf } from '../../../ConsentGate/furtherRules';

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
	...ruleFields('Whether people without an opt-in on record would be let through'),
	sentOnField('The list you would send on. Empty means the marketing list for marketing; * means any list.'),
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
				list: String(read<string>('list', index, '')).trim(),
			};
			const key = JSON.stringify(question);
			const group = groups.get(key) ?? { question, indexes: [] };
			group.indexes.push(index);
			groups.set(key, group);
		}
		const told = new Array<INodeExecutionData>(items.length);
		for (const { question, indexes } of groups.values()) {
			const contacts = indexes.map((index) => contactOf(items[index]?.json ?? {}, read, index));
			const further = await furtherRulesOf({}, question.rule, async () => await store.settings());
			(await askGate(store, contacts, { ...question, policy: { ...(further !== undefined && { further }) } }, now)).forEach((answer, position) => {
				const index = indexes[position] ?? 0;
				// Only the gate hands out a pass: an address here would invite sending without one.
				told[index] = { json: { ...answer, recipient: undefined }, pairedItem: { item: index } };
			});
		}
		return told;
	},
	failed: (message) => ({ decision: 'block', reason: 'store_unavailable', detail: message }),
};
