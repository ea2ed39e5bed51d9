import type { IHookFunctions, INodeType, INodeTypeDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { consentStoreConnection } from '../common/connections';
import { answerVisitor } from './answer';
import { consentPagesSecrets } from '../common/pagesCredential';
import { searchLists } from '../common/storeSearch';
import { pagesFields } from './fields';
import { checkSetUp } from './setUp';

export class ConsentPages implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Consent Pages',
		name: 'consentPages',
		icon: { light: 'file:../../icons/pages.svg', dark: 'file:../../icons/pages.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["pages"].map((page) => ({ operator: "operator", optIn: "opt-in", preferences: "preferences" })[page]).join(", ") }}',
		description: 'Serve an opt-in page, a preference centre and a page for operators, all over the same consent store',
		eventTriggerDescription: 'Waiting for somebody to use a page',
		activationMessage: 'The pages are up at the production URL of this node.',
		defaults: { name: 'Consent Pages' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Opt-In', 'Opt-Out', 'Changed'],
		credentials: [
			{ name: 'consentPagesApi', displayName: 'Consent Pages', required: true, testedBy: 'consentPagesSecrets' },
			{ name: 'consentStoreApi', displayName: 'Consent Store', required: true, testedBy: 'consentStoreConnection' },
		],
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'consent' },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'consent' },
		],
		triggerPanel: {
			header: '',
			executionsHelp: {
				inactive:
					'<b>While building</b>: click “Listen”, then open the test URL in a browser and sign up. Looking at pages goes on until the first change.<br /><br /><b>When it works</b>: publish the workflow and share the production URL. Every change starts the workflow, and the runs are listed under <a data-key="executions">executions</a>.',
				active:
					'The pages are up at the production URL. Every change starts this workflow; the runs are listed under <a data-key="executions">executions</a>.',
			},
			activationHint: 'Publish this workflow so that the pages are up, also while this window is closed.',
		},
		properties: pagesFields,
	};

	methods = { credentialTest: { consentStoreConnection, consentPagesSecrets }, listSearch: { searchLists } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				await checkSetUp(this);
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await answerVisitor(this);
	}
}
