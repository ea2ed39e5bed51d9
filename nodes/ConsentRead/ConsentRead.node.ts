import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { consentStoreConnection } from '../common/connections';
import { consentPagesSecrets } from '../common/pagesCredential';
import { runOperation } from '../common/run';
import { searchLists, searchListsOrAny } from '../common/storeSearch';
import { operations, properties } from './operations';

export class ConsentRead implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Consent Read',
		name: 'consentRead',
		icon: { light: 'file:../../icons/read.svg', dark: 'file:../../icons/read.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase() }}',
		description: 'Look up who has opted in or out of WhatsApp messages, and the proof of it',
		defaults: { name: 'Consent Read' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [
			{ name: 'consentStoreApi', displayName: 'Consent Store', required: true, testedBy: 'consentStoreConnection' },
			{ name: 'consentPagesApi', displayName: 'Consent Pages', required: true, testedBy: 'consentPagesSecrets', displayOptions: { show: { operation: ['preferenceLink'] } } },
		],
		properties,
	};

	methods = { credentialTest: { consentPagesSecrets, consentStoreConnection }, listSearch: { searchLists, searchListsOrAny } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
