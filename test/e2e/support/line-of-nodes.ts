import { randomUUID } from 'node:crypto';

import type { CredentialIds } from './examples';
import type { WorkflowJson } from './n8n-workflows';

export interface Step {
	name: string;
	type: string;
	parameters?: Record<string, unknown>;
	typeVersion?: number;
	/** Further fields of the node, such as `onError`. */
	node?: Record<string, unknown>;
}

const PACKAGE = 'n8n-nodes-whatsapp-consent';

/** A workflow that is run by hand: a start, the given items, and then one node after another on their first outputs. */
export function lineOfNodes(name: string, items: object[], steps: Step[], credentials: CredentialIds): WorkflowJson {
	const source: Step = {
		name: 'Items',
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: { jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));` },
	};
	const all: Step[] = [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, source, ...steps];
	return {
		name,
		nodes: all.map((step, index) => ({
			id: randomUUID(),
			name: step.name,
			type: step.type,
			typeVersion: step.typeVersion ?? 1,
			position: [index * 240, 0],
			parameters: (step.parameters ?? {}) as never,
			...(step.type.startsWith(PACKAGE) ? { credentials } : {}),
			...step.node,
		})),
		connections: Object.fromEntries(
			all.slice(0, -1).map((step, index) => [step.name, { main: [[{ node: all[index + 1]?.name ?? '', type: 'main', index: 0 }]] }]),
		) as WorkflowJson['connections'],
	};
}

export const our = (node: string): string => `${PACKAGE}.${node}`;
