import { NodeOperationError } from 'n8n-workflow';

import { pageOf, withLink } from '../../../common/docs';
import { eachItem } from '../../../common/eachItem';
import { itemsFrom } from '../../../common/items';
import { existingListField } from '../../../common/listFields';
import type { Operation } from '../../../common/run';

export const getList: Operation = {
	fields: [existingListField],
	async execute(run) {
		const { functions, read, store } = run;
		const lists = await store.lists();
		return await eachItem(run, async (_, index) => {
			const key = String(read<string>('listKey', index, '')).trim();
			const list = lists.find((known) => known.key === key && known.deletedAt === undefined);
			if (list !== undefined) return itemsFrom([{ ...list, ...(await store.listCounts(key)) }], index);
			throw new NodeOperationError(functions.getNode(), `There is no subscription list “${key}”`, {
				itemIndex: index,
				description: withLink('Choose one From List in the parameter Subscription List. Get Many of subscription lists shows the lists there are.', pageOf(functions.getNode())),
			});
		});
	},
};
