import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { IdentifierInput } from '../../shared';
import type { ParameterReader } from './parameters';

/** The two fields that say, in every node, where on an item the contact stands. */
export const contactFields: INodeProperties[] = [
	{
		displayName: 'Contact Field',
		name: 'contactField',
		type: 'string',
		default: 'phone',
		required: true,
		requiresDataPath: 'single',
		placeholder: 'e.g. phone or customer.mobile',
		description: 'Name of the input field that holds the phone number (or the user ID)',
		hint: 'The name of the field, not its value',
	},
	{
		displayName: 'User ID Field',
		name: 'userIdField',
		type: 'string',
		default: 'userId',
		requiresDataPath: 'single',
		placeholder: 'e.g. userId',
		description:
			"Name of the input field that holds WhatsApp's business-scoped user ID, for people who hide their number. It may be missing on items.",
	},
];

/** Where an item's contact stands. Never throws: what can't be read is judged by the domain as an unreadable contact. */
export function contactOf(json: IDataObject, read: ParameterReader, itemIndex: number): IdentifierInput {
	const phone = fieldOrValue(json, read<string>('contactField', itemIndex, 'phone'));
	const userId = textAt(json, read<string>('userIdField', itemIndex, 'userId'));
	const waId = phone === undefined ? textAt(json, 'waId') : undefined;
	return { phone: phone ?? null, userId: userId ?? null, waId: waId ?? null };
}

/** What the person's contact reads like before the domain has parsed it, for a result about an item that can't be recorded. */
export function writtenContact(contact: unknown): string {
	if (typeof contact !== 'object' || contact === null) return String(contact ?? '');
	const { phone, userId } = contact as { phone?: unknown; userId?: unknown };
	return String(phone ?? userId ?? '');
}

/** A value dragged in as an expression arrives as the number itself instead of the name of its field; both are understood. */
function fieldOrValue(json: IDataObject, field: string): string | undefined {
	const found = textAt(json, field);
	if (found !== undefined) return found;
	return /^\+?[\d\s().-]{7,}$|^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(String(field).trim()) ? String(field) : undefined;
}

export function valueAt(json: IDataObject, path: string): unknown {
	if (Object.hasOwn(json, path)) return json[path];
	let value: unknown = json;
	for (const part of String(path).split('.')) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
		value = (value as IDataObject)[part];
	}
	return value;
}

function textAt(json: IDataObject, path: string): string | undefined {
	const value = valueAt(json, path);
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
