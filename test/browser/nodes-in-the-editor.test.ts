import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { NodeHelpers, type INode, type INodeParameters, type INodeTypeDescription } from 'n8n-workflow';
import type { Browser } from 'playwright-core';

import manifest from '../../package.json';
import { startN8n, type N8n } from '../e2e/support/n8n';
import { launchBrowser } from './support/browser';
import { Editor, loadedNodeTypes } from './support/editor';
import { screenshot } from './support/screenshot';

const registered = manifest.n8n.nodes.map((path) => basename(path, '.node.js'));

let n8n: N8n;
let browser: Browser;
let editor: Editor;
let types: INodeTypeDescription[];

beforeAll(async () => {
	n8n = await startN8n();
	browser = await launchBrowser();
	editor = await Editor.open(browser, n8n);
	types = await loadedNodeTypes(n8n, manifest.name);
}, 240_000);

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
}, 60_000);

function typeOf(className: string): INodeTypeDescription {
	const name = `${manifest.name}.${className.charAt(0).toLowerCase()}${className.slice(1)}`.toLowerCase();
	const found = types.find((type) => type.name.toLowerCase() === name);
	if (!found) throw new Error(`n8n did not load ${className}. It loaded: ${types.map((type) => type.name).join(', ')}`);
	return found;
}

/** Names of the parameters that a node shows as it is added, nothing filled in. */
function shownAtFirst(type: INodeTypeDescription, node: INode): string[] {
	const values = NodeHelpers.getNodeParameters(type.properties, {}, true, false, node, type) as INodeParameters;
	return type.properties
		.filter(({ type: kind }) => kind !== 'hidden' && kind !== 'notice')
		.filter((property) => NodeHelpers.displayParameter(values, property, node, type))
		.map(({ displayName }) => displayName);
}

describe('the nodes in the editor', () => {
	it.each(registered)('%s opens and shows its parameters', async (className) => {
		const type = typeOf(className);
		const typeVersion = [type.version].flat().at(-1) ?? 1;
		const node: INode = { id: randomUUID(), name: type.displayName, type: type.name, typeVersion, position: [0, 0], parameters: {} };
		const workflow = await n8n.workflows.create({ name: type.displayName, nodes: [node], connections: {} });
		const panel = await editor.openNode(workflow.id, node);
		const expected = shownAtFirst(type, node);
		expect(expected.length).toBeGreaterThan(0);
		await panel.getByText(expected[0] ?? '', { exact: true }).first().waitFor();
		const seen = await panel.innerText();
		await screenshot(editor.page, `node-${className}`);
		for (const label of expected) expect(seen).toContain(label);
	}, 120_000);

	it('are drawn on the canvas with their own icons', async () => {
		const nodes: INode[] = registered.map(typeOf).map((type, index) => ({
			id: randomUUID(),
			name: type.displayName,
			type: type.name,
			typeVersion: [type.version].flat().at(-1) ?? 1,
			position: [index * 260, 0],
			parameters: {},
		}));
		const workflow = await n8n.workflows.create({ name: 'All nodes', nodes, connections: {} });
		await editor.openWorkflow(workflow.id);
		const icons = editor.page.locator('[data-test-id="canvas-node"] img');
		await icons.nth(nodes.length - 1).waitFor();
		const widths = await icons.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
		await screenshot(editor.page, 'nodes-on-the-canvas');
		expect(widths.filter((width) => width > 0)).toHaveLength(nodes.length);
	}, 120_000);
});
