import { existsSync, readFileSync, readdirSync } from 'node:fs';

import { fromRoot, say } from './run.mjs';

const GRAPH = 'https://graph.facebook.com';
const NOT_STARTED_BY_EVENTS = new Set(['n8n-nodes-base.manualTrigger', 'n8n-nodes-base.errorTrigger', 'n8n-nodes-base.executeWorkflowTrigger']);

/** Senders whose host is fixed to Meta: the simulator cannot stand in for it. */
const NEEDS_META = 'n8n-nodes-base.whatsApp';

/** Login of the demo's operator's page. */
const OPERATOR = { name: 'operator', password: 'Consent-2026' };
const SUB_WORKFLOW = 'n8n-nodes-base.executeWorkflowTrigger';
const PAGES = 'n8n-nodes-whatsapp-consent.consentPages';

/** Name and data of the demo's credential of each type that an example may use. */
function credentialData({ account, url }) {
	const { verifyToken, appId, appSecret, accessToken, phoneNumberId, businessAccountId } = account;
	return {
		whatsAppConsentApi: ['WhatsApp Account (Simulator)', { accessToken, phoneNumberId, businessAccountId, appId, appSecret, verifyToken, baseUrl: url }],
		consentPagesApi: [
			'Consent Pages (Demo)',
			{ userName: OPERATOR.name, password: OPERATOR.password, furtherPasswords: '', linkSecret: 'link-secret-of-this-demo-only', apiSecret: '' },
		],
		consentStoreApi: ['Consent Store (SQLite)', { backend: 'sqlite', filePath: '', brand: 'default', defaultCountry: 'US' }],
		httpBearerAuth: ['Access Token (Simulator)', { token: accessToken }],
		httpHeaderAuth: ['Access Token Header (Simulator)', { name: 'Authorization', value: `Bearer ${accessToken}` }],
	};
}

async function ensureCredentials(n8n, types, simulator) {
	const data = credentialData(simulator);
	const existing = await n8n.credentials.list();
	const byType = {};
	for (const type of types) {
		if (!data[type]) {
			say(`  An example uses a credential of type ${type}, which the demo cannot fill in.`);
			continue;
		}
		const [name, values] = data[type];
		const known = existing.find((credential) => credential.type === type && credential.name === name);
		const saved = known ? await n8n.credentials.update(known, values) : await n8n.credentials.create(type, name, values);
		byType[type] = { id: saved.id, name: saved.name };
	}
	return byType;
}

function examples() {
	if (!existsSync(fromRoot('examples'))) return [];
	return readdirSync(fromRoot('examples'))
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => ({ file, text: readFileSync(fromRoot('examples', file), 'utf8') }));
}

const credentialTypes = (workflow) => workflow.nodes.flatMap((node) => Object.keys(node.credentials ?? {}));

function withCredentials(workflow, byType) {
	const nodes = workflow.nodes.map((node) => {
		const wanted = Object.keys(node.credentials ?? {}).filter((type) => byType[type]);
		return wanted.length === 0 ? node : { ...node, credentials: Object.fromEntries(wanted.map((type) => [type, byType[type]])) };
	});
	return { name: workflow.name, nodes, connections: workflow.connections, settings: workflow.settings ?? {} };
}

function startsByItself(workflow) {
	return workflow.nodes.some(({ type, disabled }) => !disabled && !NOT_STARTED_BY_EVENTS.has(type) && /(Trigger|\.webhook|\.consentPages)$/.test(type));
}

function talksToMeta(workflow) {
	return workflow.nodes.some(({ type, disabled }) => !disabled && type === NEEDS_META);
}

async function activate(n8n, { id, name, active }) {
	try {
		// The simulator forgets its subscriptions when it ends: activating anew registers the webhook again.
		if (active) await n8n.workflows.deactivate(id);
		await n8n.workflows.activate(id);
		return 'active';
	} catch (error) {
		say(`  "${name}" could not be activated: ${error.message.slice(0, 300)}`);
		return 'not active';
	}
}

async function start(n8n, workflow, saved) {
	if (talksToMeta(workflow)) return "imported; n8n's WhatsApp node talks to Meta itself, so it needs your own account";
	return startsByItself(workflow) || isSubWorkflow(workflow) ? await activate(n8n, saved) : 'imported; runs by hand';
}

/** n8n publishes a workflow only when those it calls are published. */
function isSubWorkflow(workflow) {
	return workflow.nodes.some(({ type }) => type === SUB_WORKFLOW);
}

function pagesOf(n8n, workflow) {
	return workflow.nodes
		.filter(({ type }) => type === PAGES)
		.flatMap(({ webhookId, parameters }) => (parameters.pages ?? []).filter((page) => page !== 'preferences').map((page) => `${n8n.baseUrl}/webhook/${webhookId}/consent?page=${ADDRESSES[page] ?? page}`));
}

const ADDRESSES = { optIn: 'opt-in' };

/** Imports the examples that are not there yet and activates those that wait for events. */
export async function importExamples(n8n, simulator) {
	const found = examples().map(({ file, text }) => ({ file, workflow: JSON.parse(text.replaceAll(GRAPH, simulator.url).replaceAll('YOUR_PHONE_NUMBER_ID', simulator.account.phoneNumberId)) }));
	const types = ['whatsAppConsentApi', 'consentStoreApi', ...found.filter(({ workflow }) => !talksToMeta(workflow)).flatMap(({ workflow }) => credentialTypes(workflow))];
	const byType = await ensureCredentials(n8n, [...new Set(types)], simulator);
	const present = await n8n.workflows.list();
	const ids = new Map();
	for (const { file, workflow } of found.sort((one, other) => isSubWorkflow(other.workflow) - isSubWorkflow(one.workflow))) {
		const known = present.find(({ name }) => name === workflow.name);
		const saved = known ?? (await n8n.workflows.create(withCredentials(withSubWorkflow(workflow, ids), byType)));
		if (isSubWorkflow(workflow)) ids.set('YOUR_PAGE_WORKFLOW_ID', saved.id);
		const state = await start(n8n, workflow, saved);
		say(`  ${workflow.name} (${file}): ${state}`);
		for (const page of pagesOf(n8n, workflow)) say(`    ${page}${page.endsWith('operator') ? `  sign in with ${OPERATOR.name} / ${OPERATOR.password}` : ''}`);
	}
}

/** The example names the workflow it calls by a placeholder, as an operator chooses it after importing both. */
function withSubWorkflow(workflow, ids) {
	return JSON.parse(JSON.stringify(workflow).replaceAll('YOUR_PAGE_WORKFLOW_ID', ids.get('YOUR_PAGE_WORKFLOW_ID') ?? ''));
}
