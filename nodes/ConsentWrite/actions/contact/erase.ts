import { parseIdentifier } from '../../../../shared';
import { contactFields, contactOf } from '../../../common/contactFields';
import { pairedItems } from '../../../common/items';
import type { Operation } from '../../../common/run';
import { writtenContact } from '../../entryFields';

export const erase: Operation = {
	fields: [
		{
			displayName:
				"Removes the person's data for good, their history included. What stays is a keyed hash, so that their opt-out goes on.",
			name: 'eraseNotice',
			type: 'notice',
			default: '',
		},
		...contactFields,
	],
	async execute({ items, read, store }) {
		const results = [];
		for (const [index, item] of items.entries()) {
			const contact = contactOf(item.json, read, index);
			const readable = parseIdentifier(contact, { defaultCountry: store.defaultCountry });
			if (!readable.ok) {
				results.push({ contact: writtenContact(contact), outcome: 'invalid', reason: `contact: ${readable.problem}`, erased: false, events: 0 });
				continue;
			}
			const done = await store.erase(contact);
			results.push({ ...done, outcome: done.erased ? 'changed' : 'unchanged' });
		}
		return pairedItems(results);
	},
};
