import { eachItem } from '../../../common/eachItem';
import { itemsFrom } from '../../../common/items';
import { existingListField } from '../../../common/listFields';
import type { Operation } from '../../../common/run';

export const deleteList: Operation = {
	fields: [existingListField],
	async execute(run) {
		return await eachItem(run, async (_, index) => {
			await run.store.deleteList(String(run.read<string>('listKey', index, '')).trim());
			return itemsFrom([{ deleted: true }], index);
		});
	},
};
