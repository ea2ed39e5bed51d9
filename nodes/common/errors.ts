import type { IExecuteFunctions, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { pageOf, STORE_TROUBLES, withLink } from './docs';

/** What lies with the store or its credential, not with what the node was asked to do. */
const OF_THE_STORE: ReadonlySet<string> = new Set(['CorruptRecord', 'InvalidStoreConfig', 'SchemaMissing', 'SchemaTooNew', 'StoreUnavailable']);

/** Whether the store can't be reached, so that the next item would meet the same. */
export const isOutOfReach = (error: unknown): boolean => error instanceof Error && error.name === 'StoreUnavailable';

/** Puts an exception of the domain into n8n's words: what happened as the message, what to do about it as the description. */
export function toNodeError(functions: IExecuteFunctions, error: unknown, itemIndex?: number): NodeOperationError | NodeApiError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	const node = functions.getNode();
	const message = error instanceof Error ? error.message : String(error);
	const ofTheStore = error instanceof Error && OF_THE_STORE.has(error.name);
	const description = withLink(adviceOf(error, message), ofTheStore ? STORE_TROUBLES : pageOf(node));
	const index = itemIndex ?? itemOf(error);
	const about = { description, ...(index === undefined ? {} : { itemIndex: index }) };
	if (isOutOfReach(error)) {
		return new NodeApiError(node, { message } as JsonObject, { message, ...about });
	}
	return new NodeOperationError(node, message, about);
}

/** What went wrong with an item, where the workflow goes on all the same; else the end of the run. */
export function tolerated(functions: IExecuteFunctions, error: unknown, itemIndex: number): NodeOperationError | NodeApiError {
	const shown = toNodeError(functions, error, itemIndex);
	if (!functions.continueOnFail()) throw shown;
	return shown;
}

/** n8n's own errors, such as that of an expression, know their item. */
function itemOf(error: unknown): number | undefined {
	const { context } = (error ?? {}) as { context?: { itemIndex?: unknown } };
	return typeof context?.itemIndex === 'number' ? context.itemIndex : undefined;
}

/** What the message does not say already. */
function adviceOf(error: unknown, message: string): string | undefined {
	if (typeof error !== 'object' || error === null || !('advice' in error)) return undefined;
	return typeof error.advice === 'string' && !message.includes(error.advice) ? error.advice : undefined;
}

/** An item of the kind that n8n takes for a failed one: its data survives on the error output. */
export function failedItem(error: Error, itemIndex: number): INodeExecutionData {
	return { json: { error: error.message }, pairedItem: { item: itemIndex } };
}
