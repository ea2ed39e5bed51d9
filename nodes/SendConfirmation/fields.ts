import type { INodeProperties } from 'n8n-workflow';

import { templateLocator } from '../common/templateFields';
import { whatToSay, wordingsField } from '../common/wordingFields';

export const confirmationFields: INodeProperties[] = [
	{
		displayName: 'Business Name',
		name: 'businessName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Bella Pizza',
		description: 'Who writes. Every confirmation names it. Empty means as in the Consent Settings.',
		hint: 'Needed, here or in the Consent Settings: without a name nothing is confirmed',
	},
	{
		displayName: 'Message',
		name: 'form',
		type: 'options',
		options: [
			{ name: 'Text', value: 'text', description: 'A plain text that says how to come back or leave' },
			{ name: 'Text With Buttons', value: 'interactive', description: 'With a button to come back or leave' },
		],
		default: 'text',
		description: 'How confirmations look while the person may be answered freely (24 hours after their last message)',
	},
	{
		displayName: 'Different for',
		name: 'forms',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add exception',
		options: [
			{
				displayName: 'Exception',
				name: 'form',
				values: [
					{ displayName: 'For', name: 'for', type: 'options', options: whatToSay, default: 'opt_in' },
					{
						displayName: 'Message',
						name: 'message',
						type: 'options',
						options: [
							{ name: 'None', value: 'off', description: 'No answer at all' },
							{ name: 'Template', value: 'template', description: 'Always the template named below' },
							{ name: 'Text', value: 'text' },
							{ name: 'Text With Buttons', value: 'interactive' },
						],
						default: 'text',
					},
				],
			},
		],
		description: 'What is answered in another way, or not at all',
	},
	wordingsField('Own Wording', 'for', '*', 'Texts of your own. Without them the ready-made wording of the person\'s language is used.'),
	{
		displayName: 'Templates Outside the Window',
		name: 'templates',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add template',
		options: [
			{
				displayName: 'Template',
				name: 'template',
				values: [
					{
						displayName: 'Answer Buttons',
						name: 'quickReplies',
						type: 'number',
						typeOptions: { minValue: 0 },
						default: 0,
						description: 'How many quick-reply buttons, from the first on, carry our answer: 1 for “Yes, confirm”. Taps on other buttons opt nobody in.',
					},
					{ displayName: 'For', name: 'for', type: 'options', options: whatToSay, default: 'opt_out' },
					{
						displayName: 'Languages',
						name: 'languages',
						type: 'string',
						default: 'en_US',
						placeholder: 'e.g. en_US, es',
						description: 'Comma-separated codes the template is approved in',
					},
					{ displayName: 'Template Name', name: 'name', ...templateLocator },
					{
						displayName: 'Variables',
						name: 'parameters',
						type: 'string',
						default: '',
						placeholder: 'e.g. {name}, {business}',
						description: 'Comma-separated values of the variables in the body, in order',
					},
				],
			},
		],
		description: 'Templates of the category utility, for when more than 24 hours have passed since the last message. Without one such confirmations are skipped.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add option',
		options: [
			{
				displayName: 'Also When Nothing Changed',
				name: 'whenUnchanged',
				type: 'boolean',
				default: false,
				description: 'Whether a second STOP or START is answered too. Each answer costs a message.',
			},
			{
				displayName: 'Default Language',
				name: 'defaultLanguage',
				type: 'string',
				default: 'en',
				placeholder: 'e.g. en',
				description: 'For people whose language is not known',
			},
			{
				displayName: 'Longest Delay (Minutes)',
				name: 'optOutMaxAgeMinutes',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 5,
				description: 'Opt-outs older than this are not confirmed any more',
			},
			{
				displayName: 'Send Again When Uncertain',
				name: 'retryUncertain',
				type: 'boolean',
				default: false,
				description: 'Whether to repeat a confirmation of which nobody knows if it went out. The person may get it twice.',
			},
		],
	},
];
