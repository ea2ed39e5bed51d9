import type { IDataObject, INodeProperties } from 'n8n-workflow';

/** Attributes of a contact, as name and value. `value` completes the field of the value. */
export function attributesField(description: string, value: Partial<INodeProperties>): INodeProperties {
	return {
		displayName: 'Attributes',
		name: 'attributes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add attribute',
		options: [
			{
				displayName: 'Attribute',
				name: 'attribute',
				values: [
					{ displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. city' },
					{ displayName: 'Value', name: 'value', type: 'string', default: '', placeholder: 'e.g. Berlin', ...value },
				],
			},
		],
		description,
	};
}

/** The attributes in a collection that has the field; undefined where it was not added. */
export function attributesIn(collection: IDataObject): Array<[string, string]> | undefined {
	const written = (collection.attributes as { attribute?: Array<{ name: string; value: string }> } | undefined)?.attribute;
	return written?.map(({ name, value }) => [name, value]);
}
