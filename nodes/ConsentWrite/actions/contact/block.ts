import type { INodeProperties } from 'n8n-workflow';

import { blockEntry } from '../../../../shared';
import { contactFields, contactOf } from '../../../common/contactFields';
import { pairedItems } from '../../../common/items';
import type { Operation } from '../../../common/run';

const reasonField: INodeProperties = {
	displayName: 'Reason',
	name: 'reason',
	type: 'string',
	default: '',
	placeholder: 'e.g. asked by e-mail never to be contacted again',
	description: 'Why. It is kept with the event.',
};

function operation(action: 'block' | 'unblock'): Operation {
	return {
		fields: [...contactFields, reasonField],
		async execute({ items, read, store }) {
			const now = Date.now();
			const events = items.map((item, index) =>
				blockEntry(action, contactOf(item.json, read, index), { reason: read<string>('reason', index, '') }, now),
			);
			return pairedItems(await store.record(events));
		},
	};
}

export const block = operation('block');
export const unblock = operation('unblock');
