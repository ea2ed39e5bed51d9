import type { INodePropertyOptions } from 'n8n-workflow';

export const categoryOptions: INodePropertyOptions[] = [
	{ name: 'Authentication', value: 'authentication', description: 'One-time codes' },
	{ name: 'Marketing', value: 'marketing', description: 'Offers, news, anything that promotes' },
	{ name: 'Service', value: 'service', description: 'Answers in a conversation the person began' },
	{ name: 'Utility', value: 'utility', description: 'Orders, appointments and accounts of the person' },
];

export const gateCategoryOptions: INodePropertyOptions[] = [
	...categoryOptions,
	{
		name: 'From Template',
		value: 'fromTemplate',
		description: 'Ask Meta for the category of the template that is about to be sent',
	},
];
