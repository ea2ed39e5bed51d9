import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { oneListField } from './listFields';
import { words } from './words';

/** Words of the operator's own, on top of the built-in ones. */
export const keywordsField = (displayName: string, name: string, placeholder: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder,
	description,
});

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

/** What that field holds, and how many of its lines lack a keyword or a list. */
export function listsByKeyword(written: IDataObject | undefined): { lists: Record<string, string[]>; incomplete: number } {
	const mapping = (written?.mapping ?? []) as Array<{ keyword?: string; list?: string }>;
	const named = mapping.map(({ keyword, list }): [string, string[]] => [String(keyword ?? '').trim(), words(list)]);
	const complete = named.filter(([keyword, lists]) => keyword !== '' && lists.length > 0);
	return { lists: Object.fromEntries(complete), incomplete: named.length - complete.length };
}
