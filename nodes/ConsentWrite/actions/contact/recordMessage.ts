import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { receive, understand } from '../../../../shared';
import type { Operation } from '../../../common/run';
import { receivingOptions } from '../../../WhatsAppConsentTrigger/options';
import { understandingFields } from '../../../WhatsAppConsentTrigger/understandingFields';

/** Items that n8n's own WhatsApp Trigger or a Webhook node put out, and bare values of a webhook, as the webhook they came from. */
export function asWebhook(json: IDataObject): unknown {
	const body = json.body;
	if (typeof body === 'object' && body !== null && !Array.isArray(body)) return asWebhook(body as IDataObject);
	if (Array.isArray(json.entry)) return json;
	const { field, ...value } = json;
	const change = { field: typeof field === 'string' ? field : 'messages', value };
	return { object: 'whatsapp_business_account', entry: [{ changes: [change] }] };
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
		...understandingFields.filter(({ name }) => name !== 'recordConsent'),
	],
	async execute({ items, read, store }) {
		const now = Date.now();
		const settings = await store.settings();
		const out: INodeExecutionData[] = [];
		for (const [index, item] of items.entries()) {
			// The workflow is run for these items anyway, also when somebody runs it again by hand.
			const options = { ...receivingOptions((name, fallback) => read(name, index, fallback), settings), dedupe: false };
			const emitted = await receive(understand(asWebhook(item.json), options, now), store, options, now);
			out.push(...emitted.map(({ json }) => ({ json: json as IDataObject, pairedItem: { item: index } })));
		}
		return out;
	},
};
