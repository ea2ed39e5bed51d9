import type { INodeExecutionData } from 'n8n-workflow';

import { recordEntries } from '../../../../shared';
import type { ConsentEventInput } from '../../../../shared';
import { contactFields, contactOf, writtenContact } from '../../../common/contactFields';
import { oneBatch } from '../../../common/oneBatch';
import type { Operation } from '../../../common/run';
import type { WrittenEntry } from '../../entryFields';

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
	async execute(run) {
		const { read, store } = run;
		const now = Date.now();
		const entryAt = (item: INodeExecutionData, index: number): WrittenEntry => {
			const contact = contactOf(item.json, read, index);
			const reason = read<string>('reason', index, '').trim();
			if (reason === '') {
				return { contact: writtenContact(contact), entry: { ok: false, reason: 'reason: say why the event is a mistake; it is part of the proof' } };
			}
			const event: ConsentEventInput = {
				action: 'correct',
				contact,
				origin: 'business',
				source: 'operator',
				door: 'manual',
				occurredAt: now,
				eventId: read<string>('eventId', index, ''),
				evidence: { reason },
			};
			return { contact: writtenContact(contact), entry: { ok: true, events: [event] } };
		};
		return await oneBatch(run, entryAt, async (entries) => await recordEntries(store, entries));
	},
};
