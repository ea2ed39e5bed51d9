import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { NodeHelpers, type INode, type INodeParameters, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';

import manifest from '../../package.json';
import { CREDENTIALS, TASKS } from './operators-nodes';
import { loadedNodeTypes } from './support/editor';
import { NodesStage } from './support/nodes-stage';
import type { OpenedNode } from './support/opened-node';
import { screenshot } from './support/screenshot';

const registered = manifest.n8n.nodes.map((path) => basename(path, '.node.js'));

let stage: NodesStage;
let types: INodeTypeDescription[];

beforeAll(async () => {
	stage = await NodesStage.open();
	types = await loadedNodeTypes(stage.n8n, manifest.name);
}, 240_000);

afterAll(async () => await stage?.close(), 60_000);

function typeOf(className: string): INodeTypeDescription {
	const name = `${manifest.name}.${className.charAt(0).toLowerCase()}${className.slice(1)}`.toLowerCase();
	const found = types.find((type) => type.name.toLowerCase() === name);
	if (!found) throw new Error(`n8n did not load ${className}. It loaded: ${types.map((type) => type.name).join(', ')}`);
	return found;
}

function nodeOf(type: INodeTypeDescription, parameters: INodeParameters, index = 0): INode {
	return { id: randomUUID(), name: type.displayName, type: type.name, typeVersion: [type.version].flat().at(-1) ?? 1, position: [index * 260, 0], parameters };
}

/** Parameters that a node shows as it is added, nothing filled in. */
function shownAtFirst(type: INodeTypeDescription, parameters: INodeParameters): INodeProperties[] {
	const node = nodeOf(type, parameters);
	const values = NodeHelpers.getNodeParameters(type.properties, parameters, true, false, node, type) as INodeParameters;
	return type.properties
		.filter(({ type: kind }) => kind !== 'hidden' && kind !== 'notice')
		.filter((property) => NodeHelpers.displayParameter(values, property, node, type));
}

/** What the editor shows in a field that holds its default. */
function standsIn({ default: value, options = [] }: INodeProperties): string {
	const option = options.find((one) => 'value' in one && one.value === value);
	return option?.name ?? String(value);
}

async function expectDefaults(node: OpenedNode, properties: INodeProperties[], { parameters }: { parameters: INodeParameters }): Promise<void> {
	const seen = await node.panel.innerText();
	for (const property of properties) {
		expect(seen).toContain(property.displayName);
		if (!['string', 'number', 'options'].includes(property.type) || property.name in parameters) continue;
		expect([property.displayName, await node.field(property.name).inputValue()]).toEqual([property.displayName, standsIn(property)]);
	}
}

describe('the nodes in the editor', () => {
	it.each(registered)('%s is found by what an operator types, opens with its defaults, and does its work', async (className) => {
		const task = TASKS[className];
		if (task === undefined) throw new Error(`Nobody has said what an operator does with ${className}`);
		const type = typeOf(className);
		await stage.showLine(className, task.items?.() ?? []);
		const panel = await stage.editor.openNodesPanel();
		for (const words of task.words) {
			await panel.search(words);
			await panel.offers(type.displayName);
		}
		await panel.add(type.displayName, task.action?.name);
		const node = stage.editor.openedNode();
		const properties = shownAtFirst(type, task.action?.parameters ?? {});
		await node.panel.getByText(properties.at(-1)?.displayName ?? '', { exact: true }).first().waitFor();
		await expectDefaults(node, properties, task.action ?? { parameters: {} });
		for (const label of task.credentials) await node.chooseCredential(label, CREDENTIALS[label]);
		await task.setUp?.(node, stage);
		const url = task.event === undefined ? '' : await node.testUrl();
		await node.execute();
		if (task.event !== undefined) {
			await node.isListening();
			await task.event(stage, url);
		}
		for (const text of task.seen) await node.output.getByText(text).first().waitFor();
		if (task.branch !== undefined) {
			await node.output.getByText(task.branch.name).click();
			for (const text of task.branch.seen) await node.output.getByText(text).first().waitFor();
		}
		await screenshot(stage.editor.page, `node-${className}`);
	}, 180_000);

	it('are drawn on the canvas with their own icons', async () => {
		const nodes = registered.map(typeOf).map((type, index) => nodeOf(type, {}, index));
		const workflow = await stage.n8n.workflows.create({ name: 'All nodes', nodes, connections: {} });
		await stage.editor.openWorkflow(workflow.id);
		const icons = stage.editor.page.locator('[data-test-id="canvas-node"] img');
		await icons.nth(nodes.length - 1).waitFor();
		const widths = await icons.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
		await screenshot(stage.editor.page, 'nodes-on-the-canvas');
		expect(widths.filter((width) => width > 0)).toHaveLength(nodes.length);
	}, 180_000);
});
