import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { consentStoreConnection } from '../common/connections';
import { searchListsOrAny } from '../common/storeSearch';
import { searchTemplateLanguages, searchTemplates } from '../common/templateSearch';
import { gateFields } from './fields';
import { passGate } from './gate';

export class ConsentGate implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Consent Gate',
		name: 'consentGate',
		icon: { light: 'file:../../icons/gate.svg', dark: 'file:../../icons/gate.dark.svg' },
		group: ['transform'],
		version: 1,
		// Where a category needs no opt-in, the rule says nothing.
		subtitle: '={{ (["fromTemplate", ...($parameter["options"]["optInRequiredFor"] || ["marketing"])].includes($parameter["category"]) ? ({ settings: "rule as in settings", required: "opt-in required", soft: "soft" })[$parameter["rule"]] : "no opt-in needed") + " · " + ($parameter["category"] === "fromTemplate" ? "category of template" : $parameter["category"]) }}',
		description: 'Let only those people through who may get a WhatsApp message, and say why',
		defaults: { name: 'Consent Gate' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Allowed', 'Blocked', 'Report'],
		// An AI agent is shown the first output only, so a refusal would look like an empty answer. Consent Read has Check instead.
		usableAsTool: undefined,
		credentials: [
			{ name: 'consentStoreApi', displayName: 'Consent Store', required: true, testedBy: 'consentStoreConnection' },
			{ name: 'whatsAppConsentApi', displayName: 'WhatsApp Account', required: true, displayOptions: { show: { category: ['fromTemplate'] } } },
		],
		properties: [
			{
				displayName:
					'Wire the sender after <b>Allowed</b> and send to <code>{{ $json.consent.recipient }}</code>: only people who passed have one',
				name: 'passNotice',
				type: 'notice',
				default: '',
			},
			...gateFields,
		],
	};

	methods = { credentialTest: { consentStoreConnection }, listSearch: { searchListsOrAny, searchTemplateLanguages, searchTemplates } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await passGate(this);
	}
}
