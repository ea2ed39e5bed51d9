import { contactFields, contactOf } from '../../../common/contactFields';
import { itemsFrom } from '../../../common/items';
import type { Operation } from '../../../common/run';

export const getHistory: Operation = {
	fields: contactFields,
	async execute({ items, read, store }) {
		const histories = await Promise.all(
			items.map(async (item, index) => itemsFrom(await store.history(contactOf(item.json, read, index)), index)),
		);
		return histories.flat();
	},
};
