import type { INode, INodeTypeDescription } from 'n8n-workflow';
import type { Browser, Locator, Page } from 'playwright-core';

import type { N8n } from '../../e2e/support/n8n';
import { NodesPanel } from './nodes-panel';
import { OpenedNode } from './opened-node';

/** The first canvas of a fresh n8n takes half a minute on two cores. */
const PATIENCE_MS = 90_000;

/** n8n's editor in a browser, signed in as the owner. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly n8n: N8n,
	) {}

	static async open(browser: Browser, n8n: N8n): Promise<Editor> {
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', timezoneId: 'UTC' });
		await context.addCookies([{ ...n8n.rest.sessionCookie(), url: n8n.baseUrl, httpOnly: true }]);
		const page = await context.newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		return new Editor(page, n8n);
	}

	/** Shows a workflow's canvas. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.n8n.baseUrl}/workflow/${id}`);
		await this.page.locator('[data-test-id="canvas-node"]').first().waitFor();
	}

	/** Opens one node's parameters; answers the panel that holds them. */
	async openNode(workflowId: string, node: Pick<INode, 'id' | 'name'>): Promise<Locator> {
		await this.page.goto(`${this.n8n.baseUrl}/workflow/${workflowId}/${node.id}`);
		const panel = this.page.locator('[data-test-id="node-parameters"]').first();
		await panel.waitFor();
		return panel;
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}

	/** The nodes panel, opened as one adds a node behind the last one of a line. */
	async openNodesPanel(): Promise<NodesPanel> {
		const behindTheLast = this.page.locator('[data-test-id="canvas-handle-plus"]').last();
		await behindTheLast.click();
		return new NodesPanel(this.page);
	}

	/** The parameters, credentials and outputs of the node that is open. */
	openedNode(): OpenedNode {
		return new OpenedNode(this.page);
	}
}

/** The node types of one package as n8n hands them to the editor. */
export async function loadedNodeTypes(n8n: N8n, packageName: string): Promise<INodeTypeDescription[]> {
	const response = await fetch(`${n8n.baseUrl}/types/nodes.json`, {
		headers: { cookie: Object.values(n8n.rest.sessionCookie()).join('='), connection: 'close' },
	});
	if (!response.ok) throw new Error(`n8n answered ${response.status} for its node types`);
	const all = (await response.json()) as INodeTypeDescription[];
	return all.filter(({ name }) => name.startsWith(`${packageName}.`));
}
