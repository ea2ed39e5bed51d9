import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { blockEntry } from '../../../../shared';
import type { ConsentEventInput } from '../../../../shared';
import { contactFields, contactOf } from '../../../common/contactFields';
import { oneBatch } from '../../../common/oneBatch';
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
		async execute(run) {
			const { read, store } = run;
			const now = Date.now();
			const eventAt = (item: INodeExecutionData, index: number): ConsentEventInput =>
				blockEntry(action, contactOf(item.json, read, index), { reason: read<string>('reason', index, '') }, now);
			return await oneBatch(run, eventAt, async (events) => await store.record(events));
		},
	};
}

export const block = operation('block');
export const unblock = operation('unblock');
