import type { INodeExecutionData } from 'n8n-workflow';

import { failedItem, isOutOfReach, tolerated } from './errors';
import type { Run } from './run';

/**
 * Does something for one item after another. What goes wrong names its item; where the workflow goes on all the same, only that item
 * is a failed one and the others are done. A store that is out of reach is not asked again for each of them.
 */
export async function eachItem(
	{ functions, items }: Pick<Run, 'functions' | 'items'>,
	work: (item: INodeExecutionData, index: number) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[][] = [];
	let outOfReach: Error | undefined;
	for (const [index, item] of items.entries()) {
		if (outOfReach !== undefined) {
			results.push([failedItem(outOfReach, index)]);
			continue;
		}
		try {
			results.push(await work(item, index));
		} catch (error) {
			const shown = tolerated(functions, error, index);
			results.push([failedItem(shown, index)]);
			if (isOutOfReach(error)) outOfReach = shown;
		}
	}
	return results.flat();
}
