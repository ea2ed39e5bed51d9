import type { INodeProperties } from 'n8n-workflow';

import { contactFields } from '../common/contactFields';
import { keepDecisionsField } from '../common/keepDecisionsField';
import { categoryOptions, gateCategoryOptions } from '../common/categories';
import { furtherRuleFields } from './furtherRuleFields';

export const gateFields: INodeProperties[] = [
	...contactFields,
	{
		displayName: 'Message Category',
		name: 'category',
		type: 'options',
		default: 'marketing',
		options: gateCategoryOptions,
		description: 'What kind of message is sent after this node. When in doubt, it is marketing.',
	},
	{
		displayName: 'Template Name',
		name: 'templateName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. summer_sale',
		displayOptions: { show: { category: ['fromTemplate'] } },
		description: 'Name of the template as in WhatsApp Manager. If Meta does not answer or does not know it, it counts as marketing.',
	},
	{
		displayName: 'Template Language',
		name: 'templateLanguage',
		type: 'string',
		default: 'en_US',
		required: true,
		placeholder: 'e.g. en_US',
		displayOptions: { show: { category: ['fromTemplate'] } },
		description: 'Language code of the template. Each language has a category of its own.',
	},
	{
		displayName: 'Rule',
		name: 'rule',
		type: 'options',
		default: 'settings',
		options: [
			{
				name: 'As in Settings',
				value: 'settings',
				description:
					'The rule of the Consent Settings (opt-in required, unless somebody has changed it there) and, where no list is given, their default list',
			},
			{ name: 'Opt-In Required', value: 'required', description: 'Only people with an opt-in on record' },
			{
				name: 'Soft',
				value: 'soft',
				description: 'Also people without any record, flagged. Never anyone who said stop.',
			},
		],
		description: 'Whether people without an opt-in on record are let through',
	},
	{
		displayName:
			'The soft rule lets people through who never opted in. WhatsApp asks for an opt-in before you write to anyone, and so does the law in many countries. The report counts them as flagged.',
		name: 'softNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { rule: ['soft'] } },
	},
	{
		displayName: 'Subscription List',
		name: 'list',
		type: 'string',
		default: '',
		placeholder: 'e.g. order-updates',
		description:
			'Key of the list the message is sent on. Empty means the marketing list for marketing (as in settings: their default list) and no list for other categories; * means any list.',
	},
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
				description: 'Message categories that need an opt-in on record',
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
