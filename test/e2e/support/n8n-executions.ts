import { parse } from 'flatted';
import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';

import { N8nRestError, type N8nRest } from './n8n-rest';

export interface ExecutionSummary {
	id: string;
	status: 'new' | 'running' | 'waiting' | 'success' | 'error' | 'crashed' | 'canceled' | 'unknown';
	mode: string;
	workflowId: string;
}

/** A finished execution with its data as the nodes produced it. */
export class Execution {
	constructor(
		readonly id: string,
		readonly status: ExecutionSummary['status'],
		readonly data: IRunExecutionData,
	) {}

	/** Items that left a node through an output, of its last run; empty if it did not run. */
	items(nodeName: string, output = 0): INodeExecutionData[] {
		return this.data.resultData.runData[nodeName]?.at(-1)?.data?.main?.[output] ?? [];
	}

	json(nodeName: string, output = 0): Array<Record<string, unknown>> {
		return this.items(nodeName, output).map((item) => item.json);
	}

	ran(nodeName: string): boolean {
		return this.data.resultData.runData[nodeName] !== undefined;
	}

	/** The error that ended the run, or that of one node. */
	errorMessage(nodeName?: string): string | undefined {
		const { error, runData } = this.data.resultData;
		return nodeName ? runData[nodeName]?.at(-1)?.error?.message : error?.message;
	}
}

interface ExecutionPage {
	results: ExecutionSummary[];
	nextCursor?: string | null;
}

const PAGE = 100;
const FINISHED = new Set(['success', 'error', 'crashed', 'canceled']);

export class N8nExecutions {
	constructor(private readonly rest: N8nRest) {}

	/** Newest first, all pages. */
	async list(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const all = new Map<string, ExecutionSummary>();
		let cursor: string | undefined;
		do {
			const position = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
			const page = await this.rest.request<ExecutionPage>('GET', `/executions?limit=${PAGE}&filter=${filter}${position}`);
			for (const execution of page.results) all.set(execution.id, execution);
			cursor = page.nextCursor ?? undefined;
		} while (cursor);
		return [...all.values()];
	}

	async get(id: string): Promise<Execution> {
		const raw = await this.rest.request<{ id: string; status: ExecutionSummary['status']; data: string }>('GET', `/executions/${id}`);
		return new Execution(String(raw.id), raw.status, parse(raw.data) as IRunExecutionData);
	}

	/** Waits until an execution has ended, however it ended. */
	async finished(id: string, timeoutMs = 300_000): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const execution = await this.get(id).catch(ifBusy);
			if (execution !== undefined && FINISHED.has(execution.status)) return execution;
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${execution?.status ?? 'not told'} after ${timeoutMs / 1000} s`);
			await new Promise((wake) => setTimeout(wake, 100));
		}
	}

	/** Waits until a workflow has `count` ended executions; answers them, oldest first. */
	async settled(workflowId: string, count: number, timeoutMs = 180_000): Promise<Execution[]> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const list = await this.list(workflowId);
			const ended = list.filter((execution) => FINISHED.has(execution.status));
			if (ended.length >= count && ended.length === list.length) {
				return await Promise.all(ended.reverse().map(async ({ id }) => await this.get(id)));
			}
			if (Date.now() > deadline) throw new Error(`Workflow ${workflowId} has ${ended.length} ended executions, not ${count}`);
			await new Promise((wake) => setTimeout(wake, 150));
		}
	}
}

/** A busy n8n may say for a moment that its database is not ready. */
function ifBusy(error: unknown): undefined {
	if (error instanceof N8nRestError && error.status === 503) return undefined;
	throw error;
}
