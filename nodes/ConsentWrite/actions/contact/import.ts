import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { statusOf } from '../../../../shared';
import type { ImportRow, RecordResult } from '../../../../shared';
import { contactFields, contactOf, valueAt, writtenContact } from '../../../common/contactFields';
import { pairedItems } from '../../../common/items';
import { listKeys } from '../../../common/listFields';
import type { Operation, Run } from '../../../common/run';

const field = (displayName: string, name: string, value: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: value,
	requiresDataPath: 'single',
	placeholder: `e.g. ${value}`,
	description,
});

export const importRows: Operation = {
	fields: [
		{
			displayName:
				'Each input item is one row. Opt-outs are taken first, nobody is welcomed, and a row that says opted in never undoes a STOP.',
			name: 'importNotice',
			type: 'notice',
			default: '',
		},
		...contactFields,
		field('Status Field', 'statusField', 'status', 'Field with opted_in, opted_out or blocked (yes, no, subscribed, unsubscribed are understood too)'),
		field('Date Field', 'dateField', 'date', 'Field with the date of the opt-in or opt-out. An opt-in without a date is not taken; an opt-out without one counts from now.'),
		field('Lists Field', 'listsField', 'lists', 'Field with the keys of the lists, comma-separated. Empty means marketing for opt-ins, all for opt-outs.'),
		field('Name Field', 'nameField', 'name', 'Field with the name of the person'),
		{
			displayName: 'Evidence Fields',
			name: 'evidenceFields',
			type: 'string',
			default: '',
			requiresDataPath: 'multiple',
			placeholder: 'e.g. form_url, signed_by',
			description: 'Comma-separated names of the fields that are kept as evidence',
		},
		{
			displayName: 'Source',
			name: 'source',
			type: 'string',
			default: 'import',
			required: true,
			placeholder: 'e.g. customer sheet of March',
			description: 'Where these rows come from. It goes into the proof.',
		},
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: true,
			description: 'Whether to only say what would happen, without changing anything',
		},
	],
	async execute(run) {
		const { items, read, store } = run;
		const parsed = items.map((item, index) => rowOf(run, item.json, index));
		const rows = parsed.flatMap(({ row }) => (row === undefined ? [] : [row]));
		const options = { dryRun: read<boolean>('dryRun', 0, true), source: read<string>('source', 0, 'import') };
		const taken = await store.import(rows, options);
		let next = 0;
		return pairedItems(parsed.map(({ row, invalid }) => (row === undefined ? invalid : (taken[next++] ?? invalid))));
	},
};

/** `invalid` is the result where there is no row, or where the store gave none for it. */
interface Parsed {
	row?: ImportRow;
	invalid: RecordResult;
}

function rowOf({ read }: Run, json: IDataObject, index: number): Parsed {
	const contact = contactOf(json, read, index);
	const at = (parameter: string): unknown => valueAt(json, read<string>(parameter, index, ''));
	const invalid = (reason: string): RecordResult => ({
		contact: writtenContact(contact),
		outcome: 'invalid',
		reason,
		previousStatus: 'none',
		status: 'none',
		lists: [],
		known: false,
	});
	const status = statusOf(at('statusField'));
	const statusField = read<string>('statusField', index, 'status');
	if (status === undefined) {
		return { invalid: invalid(`${statusField}: “${String(at('statusField') ?? '').slice(0, 40)}” is not opted_in, opted_out or blocked`) };
	}
	const row: ImportRow = { contact, status };
	const date = at('dateField');
	if (date !== undefined && date !== null && date !== '') row.occurredAt = String(date);
	const lists = listKeys(String(at('listsField') ?? ''));
	if (lists !== undefined) row.lists = lists;
	const name = at('nameField');
	if (typeof name === 'string' && name.trim() !== '') row.name = name.trim();
	const evidence = (listKeys(read<string>('evidenceFields', index, '')) ?? [])
		.map((path) => [path, valueAt(json, path)] as const)
		.filter(([, value]) => value !== undefined && value !== null && value !== '');
	if (evidence.length > 0) row.evidence = Object.fromEntries(evidence);
	return { row, invalid: invalid('the row was not taken') };
}
