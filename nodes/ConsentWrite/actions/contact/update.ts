import type { IDataObject } from 'n8n-workflow';

import { parseIdentifier } from '../../../../shared';
import type { ProfileChange } from '../../../../shared';
import { attributesField, attributesIn } from '../../../common/attributesField';
import { contactFields, contactOf, writtenContact } from '../../../common/contactFields';
import { eachItem } from '../../../common/eachItem';
import { itemsFrom } from '../../../common/items';
import type { Operation } from '../../../common/run';
import { asItem } from '../../../ConsentRead/actions/contact/get';

export const update: Operation = {
	fields: [
		...contactFields,
		{
			displayName: 'Changes',
			name: 'changes',
			type: 'collection',
			default: {},
			placeholder: 'Add change',
			options: [
				{ displayName: 'Add Tags', name: 'addTags', type: 'string', default: '', placeholder: 'e.g. vip, berlin', description: 'Comma-separated tags to add' },
				attributesField('Attributes to set. Others stay as they are.', { description: 'Empty removes the attribute' }),
				{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Maria Gómez' },
				{ displayName: 'Remove Tags', name: 'removeTags', type: 'string', default: '', placeholder: 'e.g. trial', description: 'Comma-separated tags to take away' },
				{ displayName: 'Replace Tags', name: 'tags', type: 'string', default: '', placeholder: 'e.g. vip, berlin', description: 'Comma-separated tags to have instead of all present ones' },
			],
			description: 'What to change. Consent is not touched.',
		},
	],
	async execute(run) {
		const { read, store } = run;
		const now = Date.now();
		return await eachItem(run, async (item, index) => {
			const contact = contactOf(item.json, read, index);
			const readable = parseIdentifier(contact, { defaultCountry: store.defaultCountry });
			if (!readable.ok) {
				return itemsFrom([{ contact: writtenContact(contact), outcome: 'invalid', reason: `contact: ${readable.problem}` }], index);
			}
			const change = changeOf(read<IDataObject>('changes', index, {}));
			return itemsFrom([{ ...asItem(await store.updateProfile(contact, change), now), outcome: 'changed' }], index);
		});
	},
};

function changeOf(written: IDataObject): ProfileChange {
	const change: ProfileChange = {};
	if (typeof written.name === 'string') change.name = written.name === '' ? null : written.name;
	for (const part of ['tags', 'addTags', 'removeTags'] as const) {
		const value = written[part];
		if (typeof value === 'string') change[part] = value.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
	}
	const attributes = attributesIn(written);
	if (attributes !== undefined) change.attributes = Object.fromEntries(attributes.map(([name, value]) => [name, value === '' ? null : value]));
	return change;
}
