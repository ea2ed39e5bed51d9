import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { consentStoreConnection } from '../common/connections';
import { searchListsOrAny } from '../common/storeSearch';
import { searchTemplateLanguages, searchTemplates } from '../common/templateSearch';
import { campaignFields } from './fields';
import { sendWithConsent } from './send';

export class SendWithConsent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Send With Consent',
		name: 'sendWithConsent',
		icon: { light: 'file:../../icons/campaign.svg', dark: 'file:../../icons/campaign.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ ($parameter["templateName"] || "no template yet") + ({ settings: "", required: " · opt-in required", soft: " · soft" })[$parameter["rule"]] }}',
		description: 'Send a WhatsApp template to many people, asking the consent store again right before each send',
		defaults: { name: 'Send With Consent' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Sent', 'Blocked', 'Failed', 'Report'],
		// An AI agent is shown the first output only, so a refusal or a failure would look like an empty answer.
		usableAsTool: undefined,
		credentials: [
			{ name: 'whatsAppConsentApi', displayName: 'WhatsApp Account', required: true },
			{ name: 'consentStoreApi', displayName: 'Consent Store', required: true, testedBy: 'consentStoreConnection' },
		],
		properties: [
			{
				displayName:
					'Runs from the editor reach the <b>Test Recipients</b> only; everyone else leaves through <b>Blocked</b>. A published workflow sends to everyone who may get the message.',
				name: 'testNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { armed: [false] } },
			},
			{
				displayName: '<b>Armed:</b> a click on Execute in the editor sends to everyone who may get the message. WhatsApp can’t take a message back.',
				name: 'armedNotice',
				type: 'notice',
				default: '',
				displayOptions: { show: { armed: [true] } },
			},
			...campaignFields,
		],
	};

	methods = { credentialTest: { consentStoreConnection }, listSearch: { searchListsOrAny, searchTemplateLanguages, searchTemplates } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await sendWithConsent(this);
	}
}
