import type { INodeProperties } from 'n8n-workflow';

import { confirmWithinField } from '../common/confirmWithinField';
import { understandingFields } from './understandingFields';

export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Registration',
		name: 'registration',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Publishing the workflow tells Meta to send everything here. A webhook of another system is never replaced.',
			},
			{ name: 'Manual', value: 'manual', description: 'You paste URL and verify token into the Meta app yourself' },
		],
		default: 'automatic',
		description: 'Who tells Meta where to deliver',
	},
	{
		displayName:
			'In the Meta app, under WhatsApp > Configuration, paste the production URL shown above and the Verify Token of the credential. Then subscribe to the fields messages, user_preferences and user_id_update.',
		name: 'manualNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { registration: ['manual'] } },
	},
	{
		displayName: 'Meta delivers to one webhook per app, so no other WhatsApp trigger can share this app. Everything that is not consent leaves through Other, for your bot.',
		name: 'oneWebhookNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { registration: ['automatic'] } },
	},
	...understandingFields,
	{
		displayName: 'Brands of Numbers',
		name: 'brands',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add number',
		options: [
			{
				displayName: 'Mapping',
				name: 'mapping',
				values: [
					{ displayName: 'Phone Number ID', name: 'phoneNumberId', type: 'string', default: '', placeholder: 'e.g. 106540352242922' },
					{ displayName: 'Brand', name: 'brand', type: 'string', default: '', placeholder: 'e.g. my-shop' },
				],
			},
		],
		description: 'Brands of business numbers, where one account serves several. Others belong to the brand of the store credential.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add option',
		options: [
			confirmWithinField,
			{
				displayName: 'Delivery Statuses',
				name: 'emitStatuses',
				type: 'boolean',
				default: false,
				description: 'Whether sent, delivered and read statuses leave through Other too',
			},
		],
	},
];
