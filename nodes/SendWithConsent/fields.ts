import type { INodeProperties } from 'n8n-workflow';

import { furtherRuleFields } from '../ConsentGate/furtherRuleFields';
import { contactFields } from '../common/contactFields';
import { keepDecisionsField } from '../common/keepDecisionsField';
import { sentOnField } from '../common/listFields';
import { ruleFields } from '../common/ruleFields';
import { templateFields } from '../common/templateFields';

export const campaignFields: INodeProperties[] = [
	...contactFields,
	...templateFields({
		name: 'The template that is sent, as in WhatsApp Manager. One per run: an expression is read for the first item.',
		language: 'Language code of the template. One per run, as with the name.',
	}),
	{
		displayName: 'Template Parameters',
		name: 'templateParameters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add parameter',
		options: [
			{
				displayName: 'Body Variable',
				name: 'body',
				values: [
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. {{ $json.name }}',
						description: 'The first value stands for {{1}}, the second for {{2}}, or in the order of named variables',
					},
				],
			},
			{
				displayName: 'Button Variable',
				name: 'button',
				values: [
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. {{ $json.orderNumber }}',
						description: 'The end of a link, a coupon or a code; one per button that has a variable',
					},
				],
			},
			{
				displayName: 'Header',
				name: 'header',
				values: [
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://example.com/offer.jpg',
						description: 'The variable of a text header, or the link to a picture, video or document',
					},
				],
			},
		],
		description: 'What the variables of the template stand for. Counted against the template before anything is sent.',
	},
	...ruleFields('Whether people without an opt-in on record get the message. Only marketing templates need one.'),
	sentOnField(
		'The list the message is sent on. Empty means the marketing list for marketing and no list for other categories; * means any list.',
	),
	{
		displayName: 'Campaign Key',
		name: 'campaignKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. summer-sale-2027',
		description:
			'Nobody gets two messages under one key within a year, so a campaign that broke off can be run again with it. The report is kept under it. Empty means this execution alone.',
	},
	{
		displayName: 'Messages per Second',
		name: 'messagesPerSecond',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1000 },
		default: 80,
		description:
			'How fast to send. WhatsApp allows a number 80 a second, and 1,000 after an upgrade. Workers that send from one number at the same setting share it.',
	},
	{
		displayName: 'Ask the Gate Here',
		name: 'gateHere',
		type: 'boolean',
		default: true,
		description:
			'Whether no Consent Gate is needed before this node. Turned off, only items with a fresh pass of a gate are sent. The store is asked either way.',
	},
	{
		displayName: 'Test Recipients',
		name: 'testRecipients',
		type: 'string',
		default: '',
		placeholder: 'e.g. +15551234567, +4915112345678',
		displayOptions: { show: { armed: [false] } },
		description: 'Who may get messages when the workflow is run from the editor or as a sub-workflow: phone numbers or user IDs, comma-separated',
	},
	{
		displayName: 'Armed in the Editor',
		name: 'armed',
		type: 'boolean',
		default: false,
		description: 'Whether runs from the editor, and runs as a sub-workflow, send to everyone and not to the test recipients only',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		placeholder: 'Add option',
		options: [
			keepDecisionsField('Of Those Who Got Nothing or Were Flagged'),
			// Unlike the gate, this node hears of what Meta held back itself, so it waits unless told otherwise.
			...furtherRuleFields.filter(({ name }) => name !== 'window').map((field) => (field.name === 'coolDown' ? { ...field, default: true } : field)),
			{
				displayName: 'Send Through',
				name: 'endpoint',
				type: 'options',
				default: 'automatic',
				options: [
					{
						name: 'Automatic',
						value: 'automatic',
						description: 'Cloud API, and the Marketing Messages API where WhatsApp asks for it',
					},
					{ name: 'Cloud API', value: 'messages', description: 'Templates of every category' },
					{ name: 'Marketing Messages API', value: 'marketing_messages', description: 'Marketing templates only' },
				],
				description: 'Which of the two ways WhatsApp offers to use',
			},
			{
				displayName: 'Send Uncertain Again',
				name: 'retryUncertain',
				type: 'boolean',
				default: false,
				description:
					'Whether people get the message again of whom an earlier run under this key does not know if it was sent. Some may then get it twice.',
			},
			{
				displayName: 'Stop Before the Messaging Limit',
				name: 'heedMessagingLimit',
				type: 'boolean',
				default: true,
				description: 'Whether the run ends before the number reaches the limit of people it may write to within 24 hours',
			},
		],
	},
];
