import type { IConnections, INode, IPinData, IWorkflowSettings } from 'n8n-workflow';

import { N8nRestError, type N8nRest } from './n8n-rest';

export interface WorkflowJson {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

export interface SavedWorkflow extends WorkflowJson {
	id: string;
	versionId: string;
}

interface PublicationStatus {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ status: string; errorMessage?: string | null }>;
}

/** A manual run starts at a trigger, or runs whatever a node needs. */
export type ManualRun = { triggerToStartFrom: { name: string } } | { destinationNode: { nodeName: string; mode: 'inclusive' | 'exclusive' } };

export class N8nWorkflows {
	constructor(private readonly rest: N8nRest) {}

	async create(workflow: WorkflowJson): Promise<SavedWorkflow> {
		const body = { settings: { executionOrder: 'v1' }, ...workflow, active: false };
		return await this.rest.request<SavedWorkflow>('POST', '/workflows', body);
	}

	async get(id: string): Promise<SavedWorkflow> {
		return await this.rest.request<SavedWorkflow>('GET', `/workflows/${id}`);
	}

	async list(): Promise<Array<{ id: string; name: string; active: boolean }>> {
		return await this.rest.request('GET', '/workflows');
	}

	async update(id: string, changes: Partial<WorkflowJson>): Promise<SavedWorkflow> {
		const { versionId } = await this.get(id);
		return await this.rest.request<SavedWorkflow>('PATCH', `/workflows/${id}`, { ...changes, versionId });
	}

	/** Publishes and waits until every trigger of the workflow listens. @throws with n8n's reason if one does not. */
	async activate(id: string, timeoutMs = 180_000): Promise<void> {
		const { versionId } = await this.get(id);
		await this.rest.request('POST', `/workflows/${id}/activate`, { versionId });
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const state = await this.publication(id);
			if (state.status === 'published') return;
			if (state.status === 'failed' || state.status === 'partial' || Date.now() > deadline) {
				throw new Error(`Workflow ${id} is not active (${state.status}): ${JSON.stringify(state.triggers)}`);
			}
			await new Promise((wake) => setTimeout(wake, 100));
		}
	}

	/** Before n8n published in the background, the call to publish answered when every trigger listened. */
	private async publication(id: string): Promise<PublicationStatus> {
		try {
			return await this.rest.request<PublicationStatus>('GET', `/workflows/${id}/publication-status`);
		} catch (error) {
			if (error instanceof N8nRestError && error.status === 404) return { status: 'published', triggers: [] };
			throw error;
		}
	}

	async deactivate(id: string): Promise<void> {
		await this.rest.request('POST', `/workflows/${id}/deactivate`, {});
	}

	async delete(id: string): Promise<void> {
		await this.rest.request('POST', `/workflows/${id}/archive`, {});
		await this.rest.request('DELETE', `/workflows/${id}`);
	}

	/** Starts the workflow as the editor's button does; answers the execution's id at once. */
	async run(id: string, start: ManualRun): Promise<string> {
		const { executionId } = await this.rest.request<{ executionId: string }>('POST', `/workflows/${id}/run`, start);
		return executionId;
	}
}
