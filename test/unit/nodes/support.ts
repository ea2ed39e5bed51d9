import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { ConsentGate } from '../../../nodes/ConsentGate/ConsentGate.node';
import { ConsentPages } from '../../../nodes/ConsentPages/ConsentPages.node';
import { ConsentRead } from '../../../nodes/ConsentRead/ConsentRead.node';
import { ConsentWrite } from '../../../nodes/ConsentWrite/ConsentWrite.node';
import { SendConfirmation } from '../../../nodes/SendConfirmation/SendConfirmation.node';
import { SendWithConsent } from '../../../nodes/SendWithConsent/SendWithConsent.node';
import { WhatsAppConsentTrigger } from '../../../nodes/WhatsAppConsentTrigger/WhatsAppConsentTrigger.node';

interface Described {
	description: INodeTypeDescription;
	methods: { listSearch?: Record<string, unknown> };
}

export const NODES: Described[] = [
	new WhatsAppConsentTrigger(),
	new ConsentGate(),
	new ConsentRead(),
	new ConsentWrite(),
	new SendConfirmation(),
	new SendWithConsent(),
	new ConsentPages(),
];

/** A parameter with all that stand inside it. */
export function withInner(property: INodeProperties): INodeProperties[] {
	const inner = (property.options ?? []).flatMap((option): INodeProperties[] => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
	return [property, ...inner.flatMap(withInner)];
}

export const allProperties = (description: INodeTypeDescription): INodeProperties[] => description.properties.flatMap(withInner);
