import { itemsFrom } from '../../../common/items';
import type { Operation } from '../../../common/run';

export const getManyLists: Operation = {
	fields: [],
	async execute({ items, store }) {
		const lists = (await store.lists()).filter((list) => list.deletedAt === undefined);
		const counted = await Promise.all(lists.map(async (list) => ({ ...list, ...(await store.listCounts(list.key)) })));
		return items.flatMap((_, index) => itemsFrom(counted, index));
	},
};
