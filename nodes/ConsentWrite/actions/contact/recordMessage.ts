import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { readSettings, receiveAll } from '../../../../shared/receiving';
import type { Operation } from '../../../common/run';
import { receivingOptions } from '../../../WhatsAppConsentTrigger/options';
import { understandingFields } from '../../../WhatsAppConsentTrigger/understandingFields';

/** A Webhook node that takes raw bodies puts them out as text; all other shapes the domain knows by itself. */
function withReadBody(json: IDataObject): unknown {
	if (typeof json.body !== 'string') return json;
	try {
		return JSON.parse(json.body);
	} catch {
		return json;
	}
}

export const recordMessage: Operation = {
	fields: [
		{
			displayName:
				'Takes the items of n8n’s own WhatsApp Trigger, of a Webhook node, or any payload in Meta’s shape, and gives the same items as WhatsApp Consent Trigger. WhatsApp’s own stop switch reaches only WhatsApp Consent Trigger.',
			name: 'recordMessageNotice',
			type: 'notice',
			default: '',
		},
		...understandingFields.filter(({ name }) => name !== 'recordConsent' && name !== 'notKeptNotice'),
	],
	async execute({ items, read, store }) {
		const now = Date.now();
		const { settings } = await readSettings(store);
		const handed = items.map((item, index) => {
			const options = receivingOptions((name, fallback) => read(name, index, fallback), settings);
			// The workflow is run for these items anyway, also when somebody runs it again by hand.
			return { body: withReadBody(item.json), options: { ...options, dedupe: false, settingsDamaged: settings === undefined } };
		});
		const received = await receiveAll(handed, store, now);
		return received.map(({ json, from }): INodeExecutionData => ({ json: json as IDataObject, pairedItem: { item: from } }));
	},
};
