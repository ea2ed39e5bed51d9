import type { INodeProperties } from 'n8n-workflow';

export const listKeyField: INodeProperties = {
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
	const keys = written.split(',').map((key) => key.trim()).filter((key) => key !== '');
	return keys.length === 0 ? undefined : keys;
}

export const listsField: INodeProperties = {
	displayName: 'Subscription Lists',
	name: 'lists',
	type: 'string',
	default: '',
	placeholder: 'e.g. marketing, order-updates',
};
