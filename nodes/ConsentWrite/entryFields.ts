import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Entry, Evidence } from '../../shared';
import type { ParameterReader } from '../common/parameters';

export const sourceField: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'string',
	default: 'n8n',
	required: true,
	placeholder: 'e.g. website form, shop counter, support call',
	description: 'Where this was said. It goes into the proof.',
};

export const occurredAtField: INodeProperties = {
	displayName: 'Occurred At',
	name: 'occurredAt',
	type: 'dateTime',
	default: '',
	description: 'When it was said. Empty means now.',
};

export const evidenceField: INodeProperties = {
	displayName: 'Evidence',
	name: 'evidence',
	type: 'collection',
	default: {},
	placeholder: 'Add evidence',
	options: [
		{ displayName: 'Actor', name: 'actor', type: 'string', default: '', placeholder: 'e.g. Nathan', description: 'Who entered it' },
		{
			displayName: 'Basis',
			name: 'basis',
			type: 'options',
			options: [
				{ name: 'Express', value: 'express' },
				{ name: 'Implied', value: 'implied' },
			],
			default: 'express',
		},
		{ displayName: 'Business Name', name: 'businessName', type: 'string', default: '', description: 'The business named to the person' },
		{ displayName: 'IP Address', name: 'ip', type: 'string', default: '' },
		{ displayName: 'Reason', name: 'reason', type: 'string', default: '' },
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			description: 'What the person said or wrote',
		},
		{ displayName: 'URL', name: 'url', type: 'string', default: '', description: 'Page or document where it can be seen' },
		{
			displayName: 'Wording',
			name: 'wording',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			description: 'The full sentence the person agreed to',
		},
		{ displayName: 'Wording Version', name: 'wordingVersion', type: 'string', default: '' },
	],
	description: 'The proof that is kept with the event',
};

export function evidenceAt(read: ParameterReader, index: number): Evidence {
	return { ...read<IDataObject>('evidence', index, {}) };
}

/** A date as n8n hands it over: text, a Luxon moment from an expression, or nothing. */
export function momentAt(read: ParameterReader, name: string, index: number): string | undefined {
	const value = read<unknown>(name, index, '');
	if (value === undefined || value === null || value === '') return undefined;
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'object' && 'toISO' in value && typeof value.toISO === 'function') return String(value.toISO());
	return String(value);
}

/** What an item asks to be recorded, and its contact as it was written. */
export interface WrittenEntry {
	contact: string;
	entry: Entry;
}
