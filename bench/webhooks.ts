/**
 * Signed webhook POSTs per second through a real n8n, each a STOP that is recorded before it is answered, as a ratio to n8n's own
 * Webhook → NoOp in the same run. Rounds take turns, so that whatever else the machine does hits all alike.
 *
 * Run: npm run build && npx tsc -p tsconfig.dev.json && node build/bench/webhooks.js [posts per round] [rounds] [clients] [--lazy]
 * With `--lazy` n8n makes its expression engine ready only where an expression is evaluated (N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE);
 * as it comes, it does so for every request to any trigger but its own Webhook node, which is most of the difference.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DEMO_ACCOUNT } from '../simulator/demo';
import { payloads, signatureOf, wireBytes } from '../simulator';
import { our } from '../test/e2e/support/line-of-nodes';
import { startN8n, type N8n } from '../test/e2e/support/n8n';
import type { WorkflowJson } from '../test/e2e/support/n8n-workflows';
import { startPostgres } from '../test/support/postgres';

const LAZY = '--lazy';
const [POSTS = 100, ROUNDS = 5, CLIENTS = 10] = process.argv.slice(2).filter((word) => word !== LAZY).map(Number);
const NUMBER = { businessAccountId: DEMO_ACCOUNT.businessAccountId, phoneNumberId: DEMO_ACCOUNT.phoneNumberId, displayPhoneNumber: '+1 555-010-0000' };

type Said = 'stop' | 'question';
let written = 0;
function body(said: Said): Buffer {
	const index = ++written;
	const person = { waId: `1555${String(index).padStart(7, '0')}`, userId: `US.${index}x13491208655`, name: 'Customer' };
	const words = payloads.text(said === 'stop' ? 'STOP' : 'Are you open on Sunday?');
	return wireBytes(payloads.inbound({ number: NUMBER, person, at: Date.now() }, words, { id: `wamid.bench${index}` }));
}

async function rate(url: string, said: Said): Promise<number> {
	const bodies = Array.from({ length: POSTS }, () => body(said));
	const start = performance.now();
	const next = bodies.values();
	await Promise.all(
		Array.from({ length: CLIENTS }, async () => {
			for (const bytes of next) {
				const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(bytes, DEMO_ACCOUNT.appSecret) };
				const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) });
				if (response.status !== 200) throw new Error(`answered ${response.status}: ${await response.text()}`);
				await response.arrayBuffer();
			}
		}),
	);
	return POSTS / ((performance.now() - start) / 1000);
}

/** A trigger or webhook and one node that does nothing, active; answers its address. */
async function target(n8n: N8n, first: Record<string, unknown>, path: (webhookId: string) => string): Promise<string> {
	const webhookId = randomUUID();
	const nodes = [
		{ id: randomUUID(), webhookId, name: 'First', typeVersion: 1, position: [0, 0], ...first },
		{ id: randomUUID(), name: 'NoOp', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [240, 0], parameters: {} },
	];
	const next = [{ node: 'NoOp', type: 'main', index: 0 }];
	const workflow = await n8n.workflows.create({ name: webhookId, nodes, connections: { First: { main: [next, next, next] } } } as unknown as WorkflowJson);
	await n8n.workflows.activate(workflow.id);
	return n8n.webhookUrl(path(webhookId));
}

function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'consent-bench-'));
	const postgres = await startPostgres();
	const n8n = await startN8n(process.argv.includes(LAZY) ? { env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } } : {});
	try {
		const account = await n8n.credentials.create('whatsAppConsentApi', 'Account', { ...DEMO_ACCOUNT, baseUrl: 'http://127.0.0.1:9', apiVersion: 'v25.0' });
		const triggerOn = async (data: Record<string, string | number>): Promise<string> => {
			const store = await n8n.credentials.create('consentStoreApi', 'Store', data);
			const credentials = { whatsAppConsentApi: { id: account.id, name: account.name }, consentStoreApi: { id: store.id, name: store.name } };
			return await target(n8n, { type: our('whatsAppConsentTrigger'), typeVersion: 1.1, parameters: { registration: 'manual' }, credentials }, (id) => `${id}/whatsapp-consent`);
		};
		const webhook = (path: string, typeVersion: number) => ({ type: 'n8n-nodes-base.webhook', typeVersion, parameters: { path, httpMethod: 'POST', responseMode: 'onReceived', options: {} } });
		const targets = {
			'Webhook node': await target(n8n, webhook('plain', 2), () => 'plain'),
			// For every trigger but the newest Webhook node n8n makes an expression engine ready.
			'Webhook node, version 1': await target(n8n, webhook('first', 1), () => 'first'),
			'trigger, SQLite': await triggerOn({ backend: 'sqlite', filePath: join(folder, 'consent.sqlite') }),
			'trigger, PostgreSQL': await triggerOn({ backend: 'postgres', ...(await postgres.createDatabase('bench')), ssl: 'disable', schema: 'public' }),
		};
		for (const said of ['stop', 'question'] as const) {
			const rates: Record<string, number[]> = {};
			for (const url of Object.values(targets)) await rate(url, said);
			for (let round = 0; round < ROUNDS; round++) {
				for (const [name, url] of Object.entries(targets)) (rates[name] ??= []).push(await rate(url, said));
			}
			const plain = rates['Webhook node'] ?? [];
			const rows = Object.entries(rates).map(([name, own]) => {
				const ratios = own.map((one, index) => one / (plain[index] ?? Number.NaN));
				return [name, { 'POST/s (median)': median(own).toFixed(1), 'to Webhook node (median)': median(ratios).toFixed(2), 'lowest round': Math.min(...ratios).toFixed(2) }];
			});
			process.stdout.write(`\nEvery POST a ${said}; ${ROUNDS} rounds of ${POSTS} POSTs by ${CLIENTS} clients\n`);
			console.table(Object.fromEntries(rows));
		}
	} finally {
		await n8n.stop();
		await postgres.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

void main();
