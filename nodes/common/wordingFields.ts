import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** What Send Confirmation may have to say. */
export const whatToSay: INodePropertyOptions[] = [
	{ name: 'Ask Back After “Please Stop Messaging Me”', value: 'opt_out_likely' },
	{ name: 'Ask to Confirm Opt-In (Double Opt-In)', value: 'confirm_opt_in' },
	{ name: 'Block', value: 'block' },
	{ name: 'Help', value: 'help' },
	{ name: 'Opt-In', value: 'opt_in' },
	{ name: 'Opt-Out', value: 'opt_out' },
];

/** Texts of the operator's own. `what` is the name of the inner parameter that says what each is for. */
export function wordingsField(displayName: string, what: string, language: string, description: string): INodeProperties {
	return {
		displayName,
		name: 'wordings',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add wording',
		options: [
			{
				displayName: 'Wording',
				name: 'wording',
				values: [
					{ displayName: 'For', name: what, type: 'options', options: whatToSay, default: 'opt_out' },
					{
						displayName: 'Language',
						name: 'language',
						type: 'string',
						default: language,
						placeholder: 'e.g. en',
						description: 'Language code, or * for every language',
					},
					{
						displayName: 'Text',
						name: 'text',
						type: 'string',
						typeOptions: { rows: 3 },
						default: '',
						placeholder: 'e.g. {business}: you will get no more offers. Reply START to come back.',
						description: 'May hold {name}, {business}, {keyword} and {lists}',
					},
				],
			},
		],
		description,
	};
}
