import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { consentStoreConnection } from '../common/connections';
import { searchTemplates } from '../common/templateSearch';
import { confirmationFields } from './fields';
import { sendConfirmations } from './send';

export class SendConfirmation implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Send Confirmation',
		name: 'sendConfirmation',
		icon: { light: 'file:../../icons/send.svg', dark: 'file:../../icons/send.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ ($parameter["form"] === "interactive" ? "text with buttons" : "text") + ($parameter["businessName"] ? " · " + $parameter["businessName"] : "") }}',
		description: 'Answer a STOP or START in WhatsApp once, in the language of the person',
		defaults: { name: 'Send Confirmation' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Sent', 'Skipped'],
		// Confirmations answer consent events; an AI agent has none to hand in.
		usableAsTool: undefined,
		credentials: [
			{ name: 'whatsAppConsentApi', displayName: 'WhatsApp Account', required: true },
			{ name: 'consentStoreApi', displayName: 'Consent Store', required: true, testedBy: 'consentStoreConnection' },
		],
		properties: confirmationFields,
	};

	methods = { credentialTest: { consentStoreConnection }, listSearch: { searchTemplates } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await sendConfirmations(this);
	}
}
