import { NodeOperationError } from 'n8n-workflow';

import { pageOf, withLink } from '../../../common/docs';
import { itemsFrom } from '../../../common/items';
import { existingListField } from '../../../common/listFields';
import type { Operation } from '../../../common/run';

export const getList: Operation = {
	fields: [existingListField],
	async execute({ functions, items, read, store }) {
		const lists = await store.lists();
		const found = await Promise.all(
			items.map(async (_, index) => {
				const key = String(read<string>('listKey', index, '')).trim();
				const list = lists.find((known) => known.key === key && known.deletedAt === undefined);
				if (list === undefined) {
					throw new NodeOperationError(functions.getNode(), `There is no subscription list “${key}”`, {
						itemIndex: index,
						description: withLink('Choose one From List in the parameter Subscription List. Get Many of subscription lists shows the lists there are.', pageOf(functions.getNode())),
					});
				}
				return itemsFrom([{ ...list, ...(await store.listCounts(key)) }], index);
			}),
		);
		return found.flat();
	},
};
