import type { INodeExecutionData } from 'n8n-workflow';

import { failedItem, tolerated } from './errors';
import type { Run } from './run';

/**
 * Does something for all items at the same time, where one has nothing to do with the next. What goes wrong names its item; where the
 * workflow goes on all the same, only that item is a failed one.
 */
export async function sideBySide(
	{ functions, items }: Pick<Run, 'functions' | 'items'>,
	work: (item: INodeExecutionData, index: number) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const results = await Promise.all(
		items.map(async (item, index) => {
			try {
				return await work(item, index);
			} catch (error) {
				return [failedItem(tolerated(functions, error, index), index)];
			}
		}),
	);
	return results.flat();
}
