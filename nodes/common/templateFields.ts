import type { INodeProperties } from 'n8n-workflow';

/** Which template, as n8n lets people choose one; the names come from Meta, by `listSearch` in `templateSearch.ts`. */
export const templateLocator: Pick<INodeProperties, 'type' | 'default' | 'modes'> = {
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a template...',
			typeOptions: { searchListMethod: 'searchTemplates', searchable: true },
		},
		{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. summer_sale' },
	],
};

/** Name and language of a template: together they name one. */
export function templateFields(about: { name: string; language: string }, displayOptions?: INodeProperties['displayOptions']): INodeProperties[] {
	return [
		{
			displayName: 'Template Name',
			name: 'templateName',
			...templateLocator,
			required: true,
			...(displayOptions === undefined ? {} : { displayOptions }),
			description: about.name,
		},
		{
			displayName: 'Template Language',
			name: 'templateLanguage',
			type: 'resourceLocator',
			default: { mode: 'list', value: 'en_US' },
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select a language...',
					typeOptions: { searchListMethod: 'searchTemplateLanguages', searchable: true },
				},
				{ displayName: 'By Code', name: 'id', type: 'string', placeholder: 'e.g. en_US' },
			],
			required: true,
			...(displayOptions === undefined ? {} : { displayOptions }),
			description: about.language,
		},
	];
}
