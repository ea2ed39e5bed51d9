import type { INodeProperties } from 'n8n-workflow';

import { LANGUAGES } from '../../shared/keywords';
import { keywordListsField, keywordsField } from '../common/keywordFields';

/** How messages are understood: the same in the trigger and in Record Message. */
export const understandingFields: INodeProperties[] = [
	{
		displayName: 'Languages',
		name: 'languages',
		type: 'multiOptions',
		options: LANGUAGES.map(({ code, name }) => ({ name, value: code })).sort((a, b) => (a.name < b.name ? -1 : 1)),
		default: [],
		description: 'Languages whose words for stop, start and help count. Empty means all, except words of one or two letters. STOP and START always count.',
	},
	keywordsField('Your Opt-Out Keywords', 'optOutKeywords', 'e.g. no more pizza', 'Words and phrases of your own, comma-separated or one a line, on top of the built-in ones'),
	keywordsField('Your Opt-In Keywords', 'optInKeywords', 'e.g. pizza club', 'Words and phrases of your own that mean: sign me up. YES listed here opts in anybody who writes it.'),
	{
		displayName:
			'Whoever writes one of these words is signed up for marketing, also as the answer to a question about something else. Words such as YES or OK are better left out: as an answer to our own question they count anyway.',
		name: 'ownOptInNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { optInKeywords: [{ _cnd: { exists: true } }] } },
	},
	keywordsField('Your Help Keywords', 'helpKeywords', 'e.g. who are you', 'Words and phrases of your own that ask for help'),
	{
		displayName: 'Opt-Outs in Plain Language',
		name: 'naturalLanguage',
		type: 'options',
		options: [
			{ name: 'Act', value: 'act', description: '“Please stop messaging me” is an opt-out at once' },
			{ name: 'Ask', value: 'ask', description: 'Marketing waits, and Send Confirmation asks the person whether they meant it' },
			{ name: 'Off', value: 'off', description: 'Only whole-message keywords count' },
		],
		default: 'ask',
		description: 'What happens when somebody asks to stop in their own words',
	},
	{
		displayName: '“Please stop messaging me” is then not heard. Some laws, such as those of the United States, count every wording that a reasonable person understands.',
		name: 'wordsOnlyNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { naturalLanguage: ['off'] } },
	},
	{
		displayName: 'Opt-Ins From',
		name: 'optInFrom',
		type: 'options',
		options: [
			{ name: 'Anyone', value: 'anyone' },
			{ name: 'Nobody', value: 'nobody' },
			{ name: 'Pending Contacts', value: 'pending', description: 'Only people who were asked to confirm' },
			{ name: 'Previously Opted Out', value: 'previouslyOptedOut', description: 'Only people who come back' },
		],
		default: 'anyone',
		description: 'Whose START counts as an opt-in. Opt-outs count from everybody, always.',
	},
	{
		displayName: 'Double Opt-In',
		name: 'doubleOptIn',
		type: 'boolean',
		default: false,
		description: 'Whether an opt-in counts only once the person has confirmed it, as Send Confirmation asks them to',
	},
	keywordListsField('Lists that a keyword joins or leaves. Others join marketing and leave everything, as STOP and the other built-in opt-out words always do.'),
	{
		displayName: 'Take Opt-Ins and Answer Keywords',
		name: 'enabled',
		type: 'boolean',
		default: true,
		description: 'Whether keywords opt people in and are answered. Opt-outs are recorded even when this is off.',
	},
	{
		displayName: 'Keep in Consent Store',
		name: 'recordConsent',
		type: 'boolean',
		default: true,
		description: 'Whether what people say is kept in the consent store before WhatsApp gets its answer',
	},
	{
		displayName: '<b>Nothing is kept.</b> Whoever writes STOP now still gets marketing afterwards. Leave this off only to watch what would be recognised.',
		name: 'notKeptNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { recordConsent: [false] } },
	},
];
