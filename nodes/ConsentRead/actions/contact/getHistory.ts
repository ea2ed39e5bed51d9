import { contactFields, contactOf } from '../../../common/contactFields';
import { itemsFrom } from '../../../common/items';
import type { Operation } from '../../../common/run';
import { sideBySide } from '../../../common/sideBySide';

export const getHistory: Operation = {
	fields: contactFields,
	async execute(run) {
		const { read, store } = run;
		return await sideBySide(run, async (item, index) => itemsFrom(await store.history(contactOf(item.json, read, index)), index));
	},
};
