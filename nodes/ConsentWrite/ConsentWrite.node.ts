import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { consentStoreConnection } from '../common/connections';
import { runOperation } from '../common/run';
import { searchLists } from '../common/storeSearch';
import { operations, properties } from './operations';

export class ConsentWrite implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Consent Write',
		name: 'consentWrite',
		icon: { light: 'file:../../icons/write.svg', dark: 'file:../../icons/write.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase() }}',
		description: 'Record opt-ins and opt-outs for WhatsApp with their proof, and keep contacts and lists',
		defaults: { name: 'Consent Write' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// An AI agent fills in parameters by itself, and an opt-in it made up would be worse than none.
		usableAsTool: undefined,
		credentials: [{ name: 'consentStoreApi', displayName: 'Consent Store', required: true, testedBy: 'consentStoreConnection' }],
		properties,
	};

	methods = { credentialTest: { consentStoreConnection }, listSearch: { searchLists } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
