import { parseIdentifier } from '../../../../shared';
import { contactFields, contactOf, writtenContact } from '../../../common/contactFields';
import { eachItem } from '../../../common/eachItem';
import { itemsFrom } from '../../../common/items';
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
	async execute(run) {
		const { read, store } = run;
		return await eachItem(run, async (item, index) => {
			const contact = contactOf(item.json, read, index);
			const readable = parseIdentifier(contact, { defaultCountry: store.defaultCountry });
			if (!readable.ok) {
				const reason = `contact: ${readable.problem}`;
				return itemsFrom([{ contact: writtenContact(contact), outcome: 'invalid', reason, erased: false, events: 0 }], index);
			}
			const done = await store.erase(contact);
			return itemsFrom([{ ...done, outcome: done.erased ? 'changed' : 'unchanged' }], index);
		});
	},
};
