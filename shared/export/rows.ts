import { asOf } from '../consent';
import type { ContactRecord } from '../store/types';
import { csvLine } from './csv';

const COLUMNS = [
	'contact',
	'phone',
	'wa_id',
	'user_id',
	'name',
	'status',
	'lists_opted_in',
	'lists_opted_out',
	'opted_in_at',
	'opted_out_at',
	'platform_stop',
	'tags',
	'attributes',
	'created_at',
	'updated_at',
];

/** Contacts as lines of a file, one at a time: CSV with a header line, or one JSON object a line. */
export async function* exportRows(
	contacts: AsyncIterable<ContactRecord>,
	format: 'csv' | 'json',
	now: number,
): AsyncGenerator<string> {
	if (format === 'csv') yield csvLine(COLUMNS);
	for await (const contact of contacts) {
		const current = { ...contact, ...asOf(contact, now) };
		yield format === 'csv' ? csvLine(cellsOf(current)) : `${JSON.stringify(current)}\n`;
	}
}

function cellsOf(contact: ContactRecord): Array<string | undefined> {
	const listsWith = (status: string): string =>
		Object.entries(contact.lists)
			.filter(([, list]) => list.status === status)
			.map(([key]) => key)
			.join(' ');
	return [
		contact.contact,
		contact.phone,
		contact.waId,
		contact.userId,
		contact.name,
		contact.status,
		listsWith('opted_in'),
		listsWith('opted_out'),
		contact.optedInAt,
		contact.optedOutAt,
		contact.platformStop ? 'yes' : 'no',
		contact.tags.join(' '),
		Object.keys(contact.attributes).length === 0 ? '' : JSON.stringify(contact.attributes),
		contact.createdAt,
		contact.updatedAt,
	];
}
