import type { INodeProperties } from 'n8n-workflow';

import { categoryOptions } from '../common/categories';
import { quietFromField, quietToField } from '../common/quietHoursFields';

/** The optional rules, each off as long as nobody chooses otherwise. Sorted by what they are called. */
export const furtherRuleFields: INodeProperties[] = [
	{
		displayName: 'Blocked Countries',
		name: 'blockedCountries',
		type: 'string',
		default: '',
		placeholder: 'e.g. CU, IR, KP',
		description:
			'Comma-separated country codes. Nobody with a number of these countries gets anything, such as where Meta does not let your business write (code 130497).',
	},
	{
		displayName: 'Consent No Older Than (Months)',
		name: 'consentMaxAgeMonths',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 24,
		description: 'Opt-ins older than this count no more. Whoever opts in again is let through again.',
	},
	{
		displayName: 'Cool-Down',
		name: 'coolDown',
		type: 'boolean',
		default: false,
		description: 'Whether marketing waits a day after Meta held back a message to the person (code 131049)',
	},
	{
		displayName: 'Customer Service Window',
		name: 'window',
		type: 'boolean',
		default: false,
		description: 'Whether service messages pass only within 24 hours of the last message of the person',
	},
	{
		displayName: 'Frequency Cap',
		name: 'frequencyCaps',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add cap',
		options: [
			{
				displayName: 'Cap',
				name: 'cap',
				values: [
					{
						displayName: 'At Most',
						name: 'max',
						type: 'number',
						typeOptions: { minValue: 0, numberPrecision: 0 },
						default: 2,
						description: 'How many marketing messages a person gets within the period; the next one is blocked',
					},
					{
						displayName: 'Counting',
						name: 'per',
						type: 'options',
						options: [
							{ name: 'All Marketing to the Person', value: 'contact' },
							{ name: 'Messages on This Subscription List', value: 'list' },
						],
						default: 'contact',
					},
					{
						displayName: 'Within',
						name: 'period',
						type: 'options',
						options: [
							{ name: 'A Day', value: 'day', description: 'The last 24 hours' },
							{ name: 'A Month', value: 'month', description: 'The last 30 days' },
							{ name: 'A Week', value: 'week', description: 'The last 7 days' },
						],
						default: 'week',
					},
				],
			},
		],
		description:
			'No more than so many marketing messages to one person. Counted are those that Send With Consent sent and those whose delivery the trigger heard of.',
	},
	{
		displayName: 'Quiet Hours',
		name: 'quietHours',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add hours',
		options: [
			{
				displayName: 'Hours',
				name: 'hours',
				values: [
					{
						displayName: 'For',
						name: 'categories',
						type: 'multiOptions',
						options: categoryOptions,
						default: ['marketing'],
						description: 'Message categories that wait',
					},
					quietFromField,
					{
						displayName: 'Time Zone if Unknown',
						name: 'timeZone',
						type: 'string',
						default: '',
						placeholder: 'e.g. Europe/Berlin',
						description: 'For people whose number does not tell where they live. Left empty, they get nothing.',
					},
					quietToField,
				],
			},
		],
		description:
			"When nothing is sent, by the person's own clock. Blocked items say in consent.nextAllowedAt when they may go, for a Wait node.",
	},
	{
		displayName: 'Quiet Hours as in Settings',
		name: 'quietHoursAsInSettings',
		type: 'boolean',
		default: true,
		description: 'Whether the quiet hours of the Consent Settings hold for marketing. Without this option they do where the rule is as in settings. Hours given here come first.',
	},
	{
		displayName: 'US Marketing Stop',
		name: 'usMarketingStop',
		type: 'boolean',
		default: false,
		description: 'Whether marketing to numbers of the United States is left out, because Meta does not deliver it',
	},
];
