import type { INodeExecutionData } from 'n8n-workflow';

import { optOutEntry, recordEntries } from '../../../../shared';
import type { OptOutEntry, Origin } from '../../../../shared';
import { contactFields, contactOf, writtenContact } from '../../../common/contactFields';
import { listKeys, listsField } from '../../../common/listFields';
import { oneBatch } from '../../../common/oneBatch';
import type { Operation } from '../../../common/run';
import { evidenceAt, evidenceField, momentAt, occurredAtField, sourceField } from '../../entryFields';
import type { WrittenEntry } from '../../entryFields';

export const optOut: Operation = {
	fields: [
		...contactFields,
		{
			displayName: 'What Stops',
			name: 'scope',
			type: 'options',
			options: [
				{ name: 'Marketing', value: 'marketing', description: 'Orders, codes and answers still go out' },
				{ name: 'Everything', value: 'everything', description: 'No message of any kind goes out: the contact is blocked' },
			],
			default: 'marketing',
		},
		{
			...listsField('The list the person leaves. Empty means all of them.'),
			displayOptions: { show: { scope: ['marketing'] } },
		},
		sourceField,
		{
			displayName: 'Whose Word',
			name: 'origin',
			type: 'options',
			options: [
				{ name: 'Business', value: 'business', description: 'You take them off, without having been asked' },
				{ name: 'Person', value: 'person', description: 'They asked. Only they can undo it.' },
			],
			default: 'person',
		},
		occurredAtField,
		evidenceField,
	],
	async execute(run) {
		const { read, store } = run;
		const now = Date.now();
		const entryAt = (item: INodeExecutionData, index: number): WrittenEntry => {
			const contact = contactOf(item.json, read, index);
			const entry: OptOutEntry = {
				contact,
				source: read<string>('source', index, 'n8n'),
				origin: read<Origin>('origin', index, 'person'),
				scope: read<'marketing' | 'everything'>('scope', index, 'marketing'),
				evidence: evidenceAt(read, index),
			};
			const lists = entry.scope === 'marketing' ? listKeys(String(read<string>('lists', index, ''))) : undefined;
			if (lists !== undefined) entry.lists = lists;
			const occurredAt = momentAt(read, 'occurredAt', index);
			if (occurredAt !== undefined) entry.occurredAt = occurredAt;
			return { contact: writtenContact(contact), entry: optOutEntry(entry, now) };
		};
		return await oneBatch(run, entryAt, async (entries) => await recordEntries(store, entries));
	},
};
