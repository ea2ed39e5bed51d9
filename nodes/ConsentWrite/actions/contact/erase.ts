import { contactFields, contactOf } from '../../../common/contactFields';
import { pairedItems } from '../../../common/items';
import type { Operation } from '../../../common/run';

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
		for (const [index, item] of items.entries()) results.push(await store.erase(contactOf(item.json, read, index)));
		return pairedItems(results);
	},
};
