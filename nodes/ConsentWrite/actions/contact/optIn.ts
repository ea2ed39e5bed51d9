import { optInEntry, recordEntries } from '../../../../shared';
import type { OptInEntry, Origin } from '../../../../shared';
import { contactFields, contactOf } from '../../../common/contactFields';
import { pairedItems } from '../../../common/items';
import { listKeys, listsField } from '../../../common/listFields';
import type { Operation } from '../../../common/run';
import { evidenceAt, evidenceField, momentAt, occurredAtField, sourceField, writtenContact } from '../../entryFields';

export const optIn: Operation = {
	fields: [
		...contactFields,
		{ ...listsField, description: 'Comma-separated keys of the lists the person joins. Empty means the marketing list.' },
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
					default: true,
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
	async execute({ items, read, store }) {
		const now = Date.now();
		const entries = items.map((item, index) => {
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
		});
		return pairedItems(await recordEntries(store, entries));
	},
};
