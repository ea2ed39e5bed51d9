import type { INodeProperties } from 'n8n-workflow';

import { contactFields } from '../common/contactFields';
import { keepDecisionsField } from '../common/keepDecisionsField';
import { categoryOptions, gateCategoryOptions } from '../common/categories';
import { sentOnField } from '../common/listFields';
import { ruleFields } from '../common/ruleFields';
import { templateFields } from '../common/templateFields';
import { furtherRuleFields } from './furtherRuleFields';

export const gateFields: INodeProperties[] = [
	{
		displayName: 'Message Category',
		name: 'category',
		type: 'options',
		default: 'marketing',
		options: gateCategoryOptions,
		description: 'What kind of message is sent after this node. When in doubt, it is marketing.',
	},
	{
		displayName:
			'Messages of this category go to people who never opted in, and also to those who stopped marketing. An offer inside makes it marketing, for WhatsApp and for most laws.',
		name: 'exemptNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { category: ['authentication', 'service', 'utility'] } },
	},
	...templateFields(
		{
			name: 'The template that is about to be sent. If Meta does not answer or does not know it, it counts as marketing.',
			language: 'Language code of the template. Each language has a category of its own.',
		},
		{ show: { category: ['fromTemplate'] } },
	),
	...contactFields,
	...ruleFields('Whether people without an opt-in on record are let through'),
	sentOnField(
		'The list the message is sent on. Empty means the marketing list for marketing (as in settings: their default list) and no list for other categories; * means any list.',
	),
	{
		displayName: 'Campaign Key',
		name: 'campaignKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring-sale-2027',
		description:
			'Name under which the report is kept in the store, for 90 days unless the Consent Settings say otherwise. Empty means the ID of this execution; without a key only reports on marketing are kept.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add option',
		options: [
			{
				displayName: 'Block Duplicates',
				name: 'duplicates',
				type: 'options',
				default: 'auto',
				options: [
					{ name: 'Always', value: 'always' },
					{ name: 'Except for Utility', value: 'auto' },
					{ name: 'Never', value: 'never' },
				],
				description: 'Whether a second item of the same person in one run is blocked',
			},
			keepDecisionsField('Of Those Left Out or Flagged'),
			...furtherRuleFields,
			{
				displayName: 'Opt-In Required For',
				name: 'optInRequiredFor',
				type: 'multiOptions',
				options: categoryOptions,
				default: ['marketing'],
				description:
					'Message categories that need an opt-in on record. Without Marketing here offers go to people who never opted in; WhatsApp, and the law in many countries, asks for an opt-in.',
			},
			{
				displayName: 'Opt-Out Applies To',
				name: 'optOutAppliesTo',
				type: 'multiOptions',
				options: categoryOptions,
				default: ['marketing'],
				description: 'Message categories that an opt-out stops. Marketing is always among them.',
			},
		],
	},
];
