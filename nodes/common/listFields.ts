import type { INodeProperties } from 'n8n-workflow';

import { words } from './words';

/** The lists to choose from come from the store of the node's credential, by `listSearch` in `storeSearch.ts`. */
function listLocator(byKey: string, searchListMethod: 'searchLists' | 'searchListsOrAny' = 'searchLists'): Pick<INodeProperties, 'type' | 'default' | 'modes'> {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', placeholder: 'Select a list...', typeOptions: { searchListMethod, searchable: true } },
			{ displayName: 'By Key', name: 'id', type: 'string', placeholder: byKey },
		],
	};
}

/** The one list a message goes out on; `*` for any. */
export const sentOnField = (description: string): INodeProperties => ({
	displayName: 'Subscription List',
	name: 'list',
	...listLocator('e.g. order-updates', 'searchListsOrAny'),
	description,
});

/** One list that exists, under the name a parameter has in its place. */
export const oneListField = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	...listLocator('e.g. order-updates'),
	description,
});

/** One list from the store, or several by their keys. */
export const listsField = (description: string): INodeProperties => ({
	displayName: 'Subscription Lists',
	name: 'lists',
	...listLocator('e.g. marketing, order-updates'),
	description,
	hint: 'For several lists choose By Key and write their keys, comma-separated',
});

export const existingListField: INodeProperties = {
	displayName: 'Subscription List',
	name: 'listKey',
	...listLocator('e.g. order-updates'),
	required: true,
	description: 'The list, by the name people see or by its key',
};

export const newListField: INodeProperties = {
	displayName: 'List Key',
	name: 'listKey',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. order-updates',
	description: 'Short name of the list: lower-case letters, digits, - and _',
};

/** A comma-separated field as list keys; empty means what the action means without lists. */
export function listKeys(written: string): string[] | undefined {
	const keys = words(written);
	return keys.length === 0 ? undefined : keys;
}
