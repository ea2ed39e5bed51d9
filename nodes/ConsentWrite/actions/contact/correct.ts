import { NodeOperationError } from 'n8n-workflow';

import type { ConsentEventInput } from '../../../../shared';
import { contactFields, contactOf } from '../../../common/contactFields';
import { pairedItems } from '../../../common/items';
import type { Operation } from '../../../common/run';

export const correct: Operation = {
	fields: [
		...contactFields,
		{
			displayName: 'Event ID',
			name: 'eventId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.eventId }}',
			description: 'The event that is a mistake, from Get History of Consent Read. What the person did themselves stays.',
		},
		{
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. “stop” was about the delivery',
			description: 'Why the event is a mistake. It is kept with the correction.',
		},
	],
	async execute({ functions, items, read, store }) {
		const now = Date.now();
		const events = items.map((item, index): ConsentEventInput => {
			const reason = read<string>('reason', index, '').trim();
			if (reason === '') {
				throw new NodeOperationError(functions.getNode(), 'A correction needs a reason', {
					itemIndex: index,
					description: 'Fill in the parameter Reason: it is part of the proof.',
				});
			}
			return {
				action: 'correct',
				contact: contactOf(item.json, read, index),
				origin: 'business',
				source: 'operator',
				door: 'manual',
				occurredAt: now,
				eventId: read<string>('eventId', index, ''),
				evidence: { reason },
			};
		});
		return pairedItems(await store.record(events));
	},
};
