import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { allowedNow } from '../../../../shared';
import type { ContactFilter, MessageCategory, Status } from '../../../../shared';
import { attributesField, attributesIn } from '../../../common/attributesField';
import { categoryOptions } from '../../../common/categories';
import { itemsFrom } from '../../../common/items';
import { oneListField } from '../../../common/listFields';
import type { Operation, Run } from '../../../common/run';
import { sideBySide } from '../../../common/sideBySide';
import { asItem } from './get';

export const filterFields: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	default: {},
	placeholder: 'Add filter',
	options: [
		{
			displayName: 'Allowed Now For',
			name: 'allowedFor',
			type: 'options',
			options: categoryOptions,
			default: 'marketing',
			description:
				'Only contacts whom Consent Gate would let through for this kind of message at this moment, on the list given here, by the rule and default list of the Consent Settings. The gate right before the send decides again.',
		},
		attributesField('Only contacts whose attributes have these values', {}),
		{
			displayName: 'Only Unlinked',
			name: 'unlinked',
			type: 'boolean',
			default: false,
			description: 'Whether to return only contacts known by user ID alone, whose STOP could not be tied to a number',
		},
		{
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. Maria or 5512',
			description: 'Part of a name, number or user ID',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			default: 'opted_in',
			options: [
				{ name: 'Blocked', value: 'blocked' },
				{ name: 'None', value: 'none' },
				{ name: 'Opted In', value: 'opted_in' },
				{ name: 'Opted Out', value: 'opted_out' },
				{ name: 'Pending', value: 'pending' },
			],
			description: 'Status of the contact, or on the list where a list is given too',
		},
		oneListField('Subscription List', 'list', 'Only contacts who are or were on this list'),
		{
			displayName: 'Tags',
			name: 'tags',
			type: 'string',
			default: '',
			placeholder: 'e.g. vip, berlin',
			description: 'Comma-separated list of tags that a contact must all have',
		},
	],
};

export const getMany: Operation = {
	fields: [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			displayOptions: { show: { returnAll: [false] } },
			description: 'Max number of results to return',
		},
		{
			displayName: 'After',
			name: 'after',
			type: 'string',
			default: '',
			placeholder: 'e.g. {{ $json.after }}',
			displayOptions: { show: { returnAll: [false] } },
			description: 'Where the last page ended: the field "after" of its items. Empty for the first page.',
		},
		filterFields,
	],
	async execute(run) {
		return await sideBySide(run, async (_, index) => await pageFor(run, index));
	},
};

async function pageFor(run: Run, index: number): Promise<INodeExecutionData[]> {
	const { read, store } = run;
	const now = Date.now();
	const filter = await filterAt(run, index, now);
	if (read<boolean>('returnAll', index, false)) {
		const all: INodeExecutionData[] = [];
		for await (const record of store.exportContacts(filter)) all.push(...itemsFrom([asItem(record, now)], index));
		return all;
	}
	const cursor = read<string>('after', index, '');
	const page = await store.contacts({ ...filter, limit: read<number>('limit', index, 50) }, cursor === '' ? undefined : cursor);
	return itemsFrom(
		page.contacts.map((record) => ({ ...asItem(record, now), after: page.cursor ?? null })),
		index,
	);
}

export async function filterAt({ read, store }: Pick<Run, 'read' | 'store'>, index: number, now: number): Promise<ContactFilter> {
	const filters = read<IDataObject>('filters', index, {});
	const filter: ContactFilter = {};
	const list = textOf(filters.list);
	const status = textOf(filters.status) as Status | undefined;
	if (list !== undefined) filter.list = list;
	if (status !== undefined && list !== undefined && status !== 'blocked') filter.listStatus = status;
	else if (status !== undefined) filter.status = status;
	const search = textOf(filters.search);
	if (search !== undefined) filter.search = search;
	const tags = textOf(filters.tags);
	if (tags !== undefined) filter.tags = tags.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
	if (filters.unlinked === true) filter.unlinked = true;
	const allowedFor = textOf(filters.allowedFor) as MessageCategory | undefined;
	if (allowedFor !== undefined) filter.where = await allowedNow(store, { category: allowedFor, rule: 'settings', list: list ?? '' }, now);
	const attributes = attributesIn(filters) ?? [];
	if (attributes.length > 0) filter.attributes = Object.fromEntries(attributes);
	return filter;
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
