import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';

const kebab = (className) => className.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase().replace('whats-app', 'whatsapp');

const PAGES = { userName: 'ada', password: 'a good password', furtherPasswords: '', linkSecret: 'a link secret for pictures only', apiSecret: '' };

/** The parameters of every node of the package, as they stand when it is added; `node-consent-gate.png` and so on. */
export async function describeNodes(stage, camera, manifest) {
	const pages = await stage.n8n.credentials.create('consentPagesApi', 'Consent pages', PAGES);
	const credentials = { ...stage.credentials, consentPagesApi: { id: pages.id, name: pages.name } };
	const nodes = manifest.n8n.nodes.map((path) => basename(path, '.node.js')).map((className, index) => ({
		id: randomUUID(),
		name: className,
		type: `${manifest.name}.${className.charAt(0).toLowerCase()}${className.slice(1)}`,
		typeVersion: 1,
		position: [index * 260, 0],
		parameters: {},
		credentials,
	}));
	const workflow = await stage.n8n.workflows.create({ name: 'All nodes', nodes, connections: {} });
	for (const node of nodes) await camera.parameters(`node-${kebab(node.name)}`, workflow.id, node);
}

const CUSTOMERS = [
	{ name: 'Ben', phone: '+15551230012' },
	{ name: 'Chloé', phone: '+33612345678' },
	{ name: 'Ada', phone: '+15551230001' },
	{ name: 'Finn', phone: '+15551230099' },
	{ name: 'Gus', phone: '555-01' },
];

/** Consent Gate with what it did: items in, the hint, and the three outputs. */
export async function runGate(stage, camera) {
	if (!camera.wants('gate-with-result')) return;
	const gate = { name: 'Consent Gate', type: 'n8n-nodes-whatsapp-consent.consentGate', parameters: { category: 'marketing', rule: 'required' } };
	const workflow = await stage.n8n.workflows.create(stage.line('Gate', CUSTOMERS, [gate]));
	const execution = await stage.runByHand(workflow.id, 'Start');
	const { page } = camera;
	await page.setViewportSize({ width: 1440, height: 760 });
	await camera.openExecution(workflow.id, execution.id);
	await page.locator('[data-test-id="canvas-node"][data-node-name="Consent Gate"]').dblclick();
	const blocked = page.getByText('Blocked Branch (3 items)');
	await blocked.click();
	await page.getByText('not_opted_in').first().waitFor();
	await page.waitForTimeout(800);
	const { x, y, width, height } = await page.locator('[data-test-id="ndv"]').boundingBox();
	await camera.shoot('gate-with-result', { x, y, width, height });
}
