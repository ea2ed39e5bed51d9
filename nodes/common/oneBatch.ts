import type { INodeExecutionData } from 'n8n-workflow';

import { failedItem, tolerated } from './errors';
import { itemsFrom } from './items';
import type { Run } from './run';

/**
 * Reads what every item asks for, then does all of it at once: `work` answers one result each, in order. What can't be read names its
 * item; where the workflow goes on all the same, only that item is a failed one.
 */
export async function oneBatch<T>(
	{ functions, items }: Pick<Run, 'functions' | 'items'>,
	read: (item: INodeExecutionData, index: number) => T,
	work: (asked: T[]) => Promise<object[]>,
): Promise<INodeExecutionData[]> {
	const out = new Array<INodeExecutionData>(items.length);
	const asked: T[] = [];
	const indexes: number[] = [];
	for (const [index, item] of items.entries()) {
		try {
			asked.push(read(item, index));
			indexes.push(index);
		} catch (error) {
			out[index] = failedItem(tolerated(functions, error, index), index);
		}
	}
	const results = await work(asked);
	indexes.forEach((index, position) => {
		[out[index]] = itemsFrom([results[position] ?? {}], index) as [INodeExecutionData];
	});
	return out;
}
