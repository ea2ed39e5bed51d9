import type { INodeExecutionData } from 'n8n-workflow';

import { optInEntry, recordEntries } from '../../../../shared';
import type { OptInEntry, Origin } from '../../../../shared';
import { contactFields, contactOf, writtenContact } from '../../../common/contactFields';
import { listKeys, listsField } from '../../../common/listFields';
import { oneBatch } from '../../../common/oneBatch';
import type { Operation } from '../../../common/run';
import { evidenceAt, evidenceField, momentAt, occurredAtField, sourceField } from '../../entryFields';
import type { WrittenEntry } from '../../entryFields';

export const optIn: Operation = {
	fields: [
		...contactFields,
		listsField('The list the person joins. Empty means the marketing list.'),
		sourceField,
		{
			displayName: 'Whose Word',
			name: 'origin',
			type: 'options',
			options: [
				{ name: 'Business', value: 'business', description: 'You say so. It never undoes a STOP of the person.' },
				{
					name: 'Person',
					value: 'person',
					description: 'The person said so on paper or by phone. Needs a date and evidence; undoes an earlier STOP.',
				},
			],
			default: 'business',
		},
		{
			displayName:
				'The person’s word undoes their own earlier STOP. Choose it only for what they really said, with the day in <b>Occurred At</b> and the proof in <b>Evidence</b>; without them the item comes back as invalid.',
			name: 'personNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { origin: ['person'] } },
		},
		occurredAtField,
		evidenceField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			default: {},
			placeholder: 'Add option',
			options: [
				{
					displayName: 'Double Opt-In',
					name: 'doubleOptIn',
					type: 'boolean',
					default: false,
					description: 'Whether the opt-in counts only once the person has confirmed it in WhatsApp',
				},
				{
					displayName: 'Expires At',
					name: 'expiresAt',
					type: 'dateTime',
					default: '',
					description: 'When the opt-in runs out, if it was given for a time',
				},
			],
		},
	],
	async execute(run) {
		const { read, store } = run;
		const now = Date.now();
		const entryAt = (item: INodeExecutionData, index: number): WrittenEntry => {
			const contact = contactOf(item.json, read, index);
			const options = read<{ doubleOptIn?: boolean; expiresAt?: string }>('options', index, {});
			const entry: OptInEntry = {
				contact,
				source: read<string>('source', index, 'n8n'),
				origin: read<Origin>('origin', index, 'business'),
				evidence: evidenceAt(read, index),
			};
			const lists = listKeys(String(read<string>('lists', index, '')));
			if (lists !== undefined) entry.lists = lists;
			const occurredAt = momentAt(read, 'occurredAt', index);
			if (occurredAt !== undefined) entry.occurredAt = occurredAt;
			if (options.expiresAt) entry.expiresAt = String(options.expiresAt);
			if (options.doubleOptIn === true) entry.doubleOptIn = true;
			return { contact: writtenContact(contact), entry: optInEntry(entry, now) };
		};
		return await oneBatch(run, entryAt, async (entries) => await recordEntries(store, entries));
	},
};
