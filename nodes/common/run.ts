import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { ConsentStore } from '../../shared';
import { withStore } from './connections';
import { failedItem, toNodeError } from './errors';
import { parameterReader } from './parameters';
import type { ParameterReader } from './parameters';

/** What an operation works with. */
export interface Run {
	functions: IExecuteFunctions;
	items: INodeExecutionData[];
	read: ParameterReader;
	store: ConsentStore;
}

/** One operation: the fields it shows and what it does with all items of a run. */
export interface Operation {
	fields: INodeProperties[];
	execute(run: Run): Promise<INodeExecutionData[]>;
	/** What an item says when the operation could not be carried out and the workflow goes on, where an error alone could be misread. */
	failed?(message: string): IDataObject;
}

export type Operations = Record<string, Record<string, Operation>>;

/** Runs the chosen operation of the chosen resource; the only place where an action node's errors become n8n's. */
export async function runOperation(functions: IExecuteFunctions, operations: Operations): Promise<INodeExecutionData[][]> {
	const items = functions.getInputData();
	const read = parameterReader(functions);
	let chosen: Operation | undefined;
	try {
		const operation = operations[read<string>('resource', 0)]?.[read<string>('operation', 0)];
		if (operation === undefined) throw new Error('Choose a resource and an operation that this node offers');
		chosen = operation;
		return [await withStore(functions, async (store) => await operation.execute({ functions, items, read, store }))];
	} catch (error) {
		const shown = toNodeError(functions, error);
		if (!functions.continueOnFail()) throw shown;
		return [items.map((_, index) => failedAs(chosen, shown, index))];
	}
}

function failedAs(operation: Operation | undefined, error: Error, itemIndex: number): INodeExecutionData {
	if (operation?.failed === undefined) return failedItem(error, itemIndex);
	return { json: operation.failed(error.message), pairedItem: { item: itemIndex } };
}
