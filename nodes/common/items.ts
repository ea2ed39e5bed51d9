import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** One item out per item in, in order, each tied to where it came from. */
export function pairedItems<T extends object>(results: T[]): INodeExecutionData[] {
	return results.map((result, index) => ({ json: toJson(result), pairedItem: { item: index } }));
}

/** Many items out of one item in. */
export function itemsFrom<T extends object>(results: T[], itemIndex: number): INodeExecutionData[] {
	return results.map((result) => ({ json: toJson(result), pairedItem: { item: itemIndex } }));
}

function toJson(result: object): IDataObject {
	return { ...result } as IDataObject;
}
