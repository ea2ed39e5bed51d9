import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Simulator } from '../../../simulator';
import { ROOT } from '../../support/root';
import type { N8n } from './n8n';
import type { SavedWorkflow, WorkflowJson } from './n8n-workflows';

export type CredentialIds = Record<string, { id: string; name: string }>;

/** An example as shipped, with its placeholders filled in for the simulator, as an operator fills them in for Meta. */
export function example(file: string, simulator: Simulator): WorkflowJson {
	const text = readFileSync(join(ROOT, 'examples', file), 'utf8')
		.replaceAll('https://graph.facebook.com', simulator.url)
		.replaceAll('YOUR_PHONE_NUMBER_ID', simulator.account.phoneNumberId);
	return JSON.parse(text) as WorkflowJson;
}

export function withCredentials(workflow: WorkflowJson, credentials: CredentialIds): WorkflowJson {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.credentials === undefined
				? node
				: { ...node, credentials: Object.fromEntries(Object.keys(node.credentials).map((type) => [type, credentials[type] ?? { id: '', name: type }])) },
		),
	};
}

/** Changes the parameters of one node of a workflow. */
export function withParameters(workflow: WorkflowJson, nodeName: string, parameters: Record<string, unknown>): WorkflowJson {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => (node.name === nodeName ? { ...node, parameters: { ...node.parameters, ...parameters } as typeof node.parameters } : node)),
	};
}

export async function importExample(n8n: N8n, file: string, simulator: Simulator, credentials: CredentialIds): Promise<SavedWorkflow> {
	return await n8n.workflows.create(withCredentials(example(file, simulator), credentials));
}

/** Path of a webhook node, as its production URL has it. */
export function webhookPath(workflow: WorkflowJson, nodeName: string): string {
	const node = workflow.nodes.find(({ name }) => name === nodeName);
	const { path } = (node?.parameters ?? {}) as { path?: string };
	return path ?? '';
}
