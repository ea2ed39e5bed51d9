import { itemsFrom } from '../../../common/items';
import { existingListField } from '../../../common/listFields';
import type { Operation } from '../../../common/run';

export const deleteList: Operation = {
	fields: [existingListField],
	async execute({ items, read, store }) {
		const results = [];
		for (const index of items.keys()) {
			await store.deleteList(String(read<string>('listKey', index, '')).trim());
			results.push(...itemsFrom([{ deleted: true }], index));
		}
		return results;
	},
};
