import { pairedItems } from '../../../common/items';
import type { Operation } from '../../../common/run';

export const getSettings: Operation = {
	fields: [],
	async execute({ items, store }) {
		const settings = await store.settings();
		return pairedItems(items.map(() => settings));
	},
};
