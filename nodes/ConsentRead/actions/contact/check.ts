import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { askGate } from '../../../../shared';
import type { ConsentRule, ConsentStore, GateQuestion, IdentifierInput, MessageCategory } from '../../../../shared';
import { categoryOptions } from '../../../common/categories';
import { contactFields, contactOf } from '../../../common/contactFields';
import { sentOnField } from '../../../common/listFields';
import { oneBatch } from '../../../common/oneBatch';
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

interface Asked {
	question: GateQuestion;
	contact: IdentifierInput;
}

export const check: Operation = {
	fields,
	async execute(run) {
		const { read, store } = run;
		const now = Date.now();
		const askedAt = (item: INodeExecutionData, index: number): Asked => ({
			question: {
				category: read<MessageCategory>('category', index, 'marketing'),
				rule: read<ConsentRule | 'settings'>('rule', index, 'settings'),
				list: String(read<string>('list', index, '')).trim(),
			},
			contact: contactOf(item.json, read, index),
		});
		return await oneBatch(run, askedAt, async (asked) => await answersTo(store, asked, now));
	},
	failed: (message) => ({ decision: 'block', reason: 'store_unavailable', detail: message }),
};

/** One look at the store for all who are asked about in the same way. */
async function answersTo(store: ConsentStore, asked: Asked[], now: number): Promise<object[]> {
	const groups = new Map<string, { question: GateQuestion; positions: number[] }>();
	for (const [position, { question }] of asked.entries()) {
		const key = JSON.stringify(question);
		const group = groups.get(key) ?? { question, positions: [] };
		group.positions.push(position);
		groups.set(key, group);
	}
	const told = new Array<object>(asked.length);
	for (const { question, positions } of groups.values()) {
		const further = await furtherRulesOf({}, question.rule, async () => await store.settings());
		const contacts = positions.map((position) => asked[position]?.contact ?? '');
		(await askGate(store, contacts, { ...question, policy: { ...(further !== undefined && { further }) } }, now)).forEach((answer, index) => {
			// Only the gate hands out a pass: an address here would invite sending without one.
			told[positions[index] ?? 0] = { ...answer, recipient: undefined };
		});
	}
	return told;
}
