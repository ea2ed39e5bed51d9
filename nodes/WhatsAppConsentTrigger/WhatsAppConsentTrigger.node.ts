import type { IHookFunctions, INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { consentStoreConnection } from '../common/connections';
import { searchLists } from '../common/storeSearch';
import { triggerFields } from './fields';
import { isRegistered, register, unregister } from './registration';
import { answerWebhook } from './webhook';

export class WhatsAppConsentTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Consent Trigger',
		name: 'whatsAppConsentTrigger',
		icon: { light: 'file:../../icons/trigger.svg', dark: 'file:../../icons/trigger.dark.svg' },
		group: ['trigger'],
		// Of triggers of version 1 n8n evaluates an expression for every request.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: '={{ "opt-ins from " + ({ anyone: "anyone", nobody: "nobody", pending: "pending contacts", previouslyOptedOut: "people who come back" })[$parameter["optInFrom"]] }}',
		description: 'Hear every STOP and START in WhatsApp, record it, and hand all other messages on',
		eventTriggerDescription: 'Waiting for a message to your WhatsApp number',
		activationMessage: 'Every STOP to your WhatsApp number is now recorded before WhatsApp gets its answer.',
		defaults: { name: 'WhatsApp Consent Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Opt-In', 'Opt-Out', 'Other'],
		credentials: [
			{ name: 'whatsAppConsentApi', displayName: 'WhatsApp Account', required: true },
			{ name: 'consentStoreApi', displayName: 'Consent Store', required: true, testedBy: 'consentStoreConnection' },
		],
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'whatsapp-consent' },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: 'noData', path: 'whatsapp-consent' },
		],
		triggerPanel: {
			header: '',
			executionsHelp: {
				inactive:
					"<b>While building</b>: click “Listen”, then write to your number from a phone. Listening never takes the place of an active workflow's webhook: use a second Meta app for tests if one is in use.<br /><br /><b>When it works</b>: publish the workflow. From then on every message starts it, and the runs are listed under <a data-key=\"executions\">executions</a>.",
				active:
					"Every message to your number starts this workflow; the runs are listed under <a data-key=\"executions\">executions</a>. Meta delivers to the production URL: listening for a test event here leaves that untouched.",
			},
			activationHint: 'Publish this workflow so that every STOP is heard, also while this window is closed.',
		},
		properties: triggerFields,
	};

	methods = { credentialTest: { consentStoreConnection }, listSearch: { searchLists } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerWebhook(this);
	}
}
