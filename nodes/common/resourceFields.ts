import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

import { fieldsFor } from './fieldsFor';
import type { Operations } from './run';

/** What Consent Read and Consent Write work on, under one name in both. */
const RESOURCES: Record<string, string> = { campaign: 'Campaign', contact: 'Contact', settings: 'Settings', subscriptionList: 'Subscription List' };

/** Resource, operation (offered per resource), and the fields of each operation: the parameters of a node with resources. */
export function resourceFields(offers: Record<string, INodeProperties>, operations: Operations): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: Object.keys(offers)
				.map((value) => ({ name: RESOURCES[value] ?? value, value }))
				.sort((a, b) => (a.name < b.name ? -1 : 1)),
			default: 'contact',
		},
		...Object.entries(offers).flatMap(([resource, offered]) => updateDisplayOptions({ show: { resource: [resource] } }, [offered])),
		...Object.entries(operations).flatMap(([resource, byName]) =>
			Object.entries(byName).flatMap(([operation, { fields }]) => fieldsFor(resource, operation, fields)),
		),
	];
}
