import type { INodeProperties } from 'n8n-workflow';

import { oneListField } from './listFields';

/** Which keyword joins or leaves which lists. */
export const keywordListsField = (description: string): INodeProperties => ({
	displayName: 'Keywords for Lists',
	name: 'keywordLists',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add keyword',
	options: [
		{
			displayName: 'Mapping',
			name: 'mapping',
			values: [
				{ displayName: 'Keyword', name: 'keyword', type: 'string', default: '', placeholder: 'e.g. pizza club' },
				oneListField('Subscription List', 'list', 'The list it joins or leaves. For several choose By Key and write their keys, comma-separated.'),
			],
		},
	],
	description,
});
