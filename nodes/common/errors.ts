import type { IExecuteFunctions, INodeExecutionData, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

/** Puts an exception of the domain into n8n's words: what happened as the message, what to do about it as the description. */
export function toNodeError(functions: IExecuteFunctions, error: unknown, itemIndex?: number): NodeOperationError | NodeApiError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	const node = functions.getNode();
	const message = error instanceof Error ? error.message : String(error);
	const advice = adviceOf(error);
	const where = itemIndex === undefined ? {} : { itemIndex };
	const about = advice === undefined ? {} : { description: advice };
	if (error instanceof Error && error.name === 'StoreUnavailable') {
		return new NodeApiError(node, { message } as JsonObject, { message, ...about, ...where });
	}
	return new NodeOperationError(node, message, { ...about, ...where });
}

function adviceOf(error: unknown): string | undefined {
	if (typeof error !== 'object' || error === null || !('advice' in error)) return undefined;
	return typeof error.advice === 'string' ? error.advice : undefined;
}

/** An item of the kind that n8n takes for a failed one: its data survives on the error output. */
export function failedItem(error: Error, itemIndex: number): INodeExecutionData {
	return { json: { error: error.message }, pairedItem: { item: itemIndex } };
}
