import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** n8n's own words for a list that is opened before a credential is chosen name the credential's internal type. */
export function needsCredential(functions: ILoadOptionsFunctions, type: string, called: string): void {
	const node = functions.getNode();
	if (node.credentials?.[type] === undefined) throw new NodeOperationError(node, `Choose the ${called} above first: this list comes from there`);
}
