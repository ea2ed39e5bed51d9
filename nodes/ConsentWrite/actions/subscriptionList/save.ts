import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { eachItem } from '../../../common/eachItem';
import { itemsFrom } from '../../../common/items';
import { existingListField, newListField } from '../../../common/listFields';
import type { Operation } from '../../../common/run';

const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Order Updates',
	description: 'Name that people see',
};

const descriptionField: INodeProperties = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	default: '',
	placeholder: 'e.g. News about your orders, about twice a month',
};

function operation(fields: INodeProperties[]): Operation {
	return {
		fields,
		async execute(run) {
			const { read, store } = run;
			return await eachItem(run, async (_, index) => {
				const list: { key: string; name?: string; description?: string } = { key: String(read<string>('listKey', index, '')).trim() };
				const { name, description } = {
					name: read<string>('name', index, ''),
					description: read<string>('description', index, ''),
				} as IDataObject;
				if (typeof name === 'string' && name !== '') list.name = name;
				if (typeof description === 'string' && description !== '') list.description = description;
				return itemsFrom([await store.saveList(list)], index);
			});
		},
	};
}

export const createList = operation([newListField, nameField, descriptionField]);
export const updateList = operation([
	existingListField,
	{ ...nameField, description: 'New name that people see. Empty leaves it as it is.' },
	{ ...descriptionField, description: 'New description. Empty leaves it as it is.' },
]);
