import type { INodeProperties } from 'n8n-workflow';

import { LANGUAGES } from '../../shared/keywords';
import { DEFAULT_ACCENT } from '../../shared/pages';
import { confirmWithinField } from '../common/confirmWithinField';
import { oneListField } from '../common/listFields';

const languages = LANGUAGES.map(({ code, name }) => ({ name, value: code })).sort((a, b) => (a.name < b.name ? -1 : 1));

const wordingText = (displayName: string, name: string, placeholder: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder,
});

export const pagesFields: INodeProperties[] = [
	{
		displayName: 'Pages',
		name: 'pages',
		type: 'multiOptions',
		options: [
			{ name: 'Operator’s Page', value: 'operator', description: 'Contacts, lists and settings, behind a login. Add ?page=operator to the URL.' },
			{ name: 'Opt-In Page', value: 'optIn', description: 'Where people sign up. The URL itself, or with ?page=opt-in.' },
			{ name: 'Preference Centre', value: 'preferences', description: 'One person’s own page, behind the link that Consent Read makes' },
		],
		default: ['operator', 'optIn', 'preferences'],
		required: true,
		description: 'Which pages are served. The others answer that there is nothing.',
	},
	{
		displayName: 'Business Name',
		name: 'businessName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Blue Door Bakery',
		description: 'The business that consent is given to, as people know it. Empty means the one in the Consent Settings.',
		hint: 'Needed, here or in the Consent Settings: consent that names nobody proves little',
	},
	{
		...oneListField('Lists', 'list', 'The list that people sign up for'),
		default: { mode: 'list', value: 'marketing' },
		hint: 'For several lists choose By Key and write their keys, comma-separated. The first is shown when the URL names none (?list=…).',
		displayOptions: { show: { pages: ['optIn'] } },
	},
	{
		displayName: 'Double Opt-In',
		name: 'doubleOptIn',
		type: 'boolean',
		default: true,
		description: 'Whether an opt-in counts only once the person has confirmed it in WhatsApp, since anybody can type anybody’s number. Whoever said stop before always has to confirm.',
		displayOptions: { show: { pages: ['optIn'] } },
	},
	{
		displayName: 'Double opt-in needs Send Confirmation on the output Opt-In: it asks the person to confirm.',
		name: 'doubleOptInNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { pages: ['optIn'], doubleOptIn: [true] } },
	},
	{
		displayName: 'Wording',
		name: 'wording',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add language',
		options: [
			{
				displayName: 'Language',
				name: 'language',
				values: [
					wordingText('Consent Sentence', 'consent', 'e.g. Yes, {business} may send me {list} on WhatsApp.'),
					wordingText('How Often', 'often', 'e.g. About twice a month'),
					wordingText('How to Stop', 'stop', 'e.g. Reply STOP at any time'),
					{
						displayName: 'Language',
						name: 'code',
						type: 'options',
						// n8n shows options in the order given, and all languages comes first.
						options: [{ name: 'All Languages', value: '*' }, ...languages],
						default: '*',
					},
					wordingText('Thanks, Signed Up', 'thanksDone', 'e.g. You are signed up.'),
					wordingText('Thanks, to Be Confirmed', 'thanksPending', 'e.g. Please confirm in WhatsApp.'),
					wordingText('Title', 'title', 'e.g. The bread letter of {business}'),
					wordingText('What They Get', 'what', 'e.g. The bread of the week'),
				],
			},
		],
		description: 'Your own texts instead of the ready-made ones in 20 languages. What a person read is kept as evidence, with its version.',
	},
	{
		displayName: 'Appearance',
		name: 'appearance',
		type: 'collection',
		default: {},
		placeholder: 'Add property',
		options: [{ displayName: 'Colour', name: 'accent', type: 'color', default: DEFAULT_ACCENT, description: 'Colour of buttons' }],
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
				displayName: 'Default Country',
				name: 'defaultCountry',
				type: 'string',
				default: '',
				placeholder: 'e.g. DE',
				description: 'Two-letter country chosen beforehand. Empty means that of the store credential.',
			},
			{
				displayName: 'Default Language',
				name: 'defaultLanguage',
				type: 'options',
				options: languages,
				default: 'en',
				description: 'For visitors whose browser asks for a language that is not known',
			},
			{
				displayName: 'Keep IP Address and Browser',
				name: 'keepAddress',
				type: 'boolean',
				default: false,
				description: 'Whether they become part of the evidence. They are personal data: say so in your privacy notice.',
			},
			{
				displayName: 'Opt-Ins per Hour and Address',
				name: 'optInsPerHour',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60,
				description: 'How many opt-ins one IP address may send in an hour',
			},
			{
				displayName: 'WhatsApp Number',
				name: 'joinNumber',
				type: 'string',
				default: '',
				placeholder: 'e.g. +15550001111',
				description: 'Your number, for links and QR codes that open WhatsApp',
			},
		],
	},
];
