import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore } from '../../../shared';
import type { ConsentStore, StoreConfig } from '../../../shared';
import { signatureOf, startSimulator, wireBytes, type Simulator } from '../../../simulator';
import { DEMO_ACCOUNT } from '../../../simulator/demo';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import type { CredentialIds } from './examples';
import { our } from './line-of-nodes';
import { startN8n, type N8n, type N8nOptions } from './n8n';
import type { Execution } from './n8n-executions';
import type { SavedWorkflow, WorkflowJson } from './n8n-workflows';

export type StoreKind = 'sqlite' | 'postgres';
export const TRIGGER = 'WhatsApp Consent Trigger';

/** A webhook body and how it is signed. */
export interface Post {
	signature?: string;
	timeoutMs?: number;
}

/** A real n8n with a trigger, a simulator in Meta's place, and the trigger's store, which tests look into past n8n. */
export class TriggerGround {
	private constructor(
		readonly n8n: N8n,
		readonly simulator: Simulator,
		readonly config: StoreConfig,
		readonly credentials: CredentialIds,
		readonly postgres: TestPostgres | undefined,
		private readonly folder: string,
	) {}

	static async open(kind: StoreKind, n8nOptions: (postgres: TestPostgres | undefined) => Promise<N8nOptions> = async () => ({})): Promise<TriggerGround> {
		const simulator = await startSimulator({ ...DEMO_ACCOUNT });
		simulator.change({ statuses: { sent: false, delivered: false } });
		const postgres = kind === 'postgres' ? await startPostgres() : undefined;
		const folder = mkdtempSync(join(tmpdir(), 'consent-trigger-'));
		const n8n = await startN8n({ editor: false, ...(await n8nOptions(postgres)) });
		const config: StoreConfig =
			postgres === undefined ? { backend: 'sqlite', filePath: join(folder, 'consent.sqlite') } : { backend: 'postgres', ...(await postgres.createDatabase('consent')) };
		const store = await n8n.credentials.create('consentStoreApi', 'Consent store', { ...config, ...(postgres && { ssl: 'disable', schema: 'public' }) } as Record<string, string | number>);
		const ground = new TriggerGround(n8n, simulator, config, { consentStoreApi: { id: store.id, name: store.name } }, postgres, folder);
		await ground.account({});
		return ground;
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await this.simulator.close();
		await this.postgres?.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}

	/** Puts the account credential's values, with some changed, into use for workflows made from now on. */
	async account(changes: Record<string, string>): Promise<void> {
		const { accessToken, phoneNumberId, businessAccountId, appId, appSecret } = this.simulator.account;
		const data = { accessToken, phoneNumberId, businessAccountId, appId, appSecret, verifyToken: DEMO_ACCOUNT.verifyToken, baseUrl: this.simulator.url, apiVersion: 'v25.0' };
		const { id, name } = await this.n8n.credentials.create('whatsAppConsentApi', 'WhatsApp account', { ...data, ...changes });
		this.credentials.whatsAppConsentApi = { id, name };
	}

	/** A workflow that is nothing but the trigger: what leaves it is read from its executions. */
	async trigger(parameters: Record<string, unknown> = {}): Promise<SavedWorkflow> {
		const webhookId = randomUUID();
		const node = { id: randomUUID(), webhookId, name: TRIGGER, type: our('whatsAppConsentTrigger'), typeVersion: 1.1, position: [0, 0], parameters, credentials: this.credentials };
		return await this.n8n.workflows.create({ name: `Trigger ${webhookId}`, nodes: [node], connections: {} } as unknown as WorkflowJson);
	}

	/** An active trigger that registers nothing, and its address. */
	async listening(parameters: Record<string, unknown> = {}): Promise<{ workflow: SavedWorkflow; url: string }> {
		const workflow = await this.trigger({ registration: 'manual', ...parameters });
		await this.n8n.workflows.activate(workflow.id);
		return { workflow, url: urlOf(this.n8n, workflow) };
	}

	/** One attempt of Meta's at delivering a body. */
	async post(url: string, body: object | Buffer, { signature, timeoutMs = 60_000 }: Post = {}): Promise<{ status: number; text: string }> {
		const bytes = Buffer.isBuffer(body) ? body : wireBytes(body);
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', connection: 'close', 'x-hub-signature-256': signature ?? signatureOf(bytes, this.simulator.account.appSecret) },
			body: new Uint8Array(bytes),
			signal: AbortSignal.timeout(timeoutMs),
		});
		return { status: response.status, text: await response.text() };
	}

	/** Looks into the trigger's store, past n8n. */
	async look<T>(work: (store: ConsentStore) => Promise<T>, brand?: string): Promise<T> {
		const store = await openStore({ ...this.config, ...(brand === undefined ? {} : { brand }) });
		try {
			return await work(store);
		} finally {
			await store.close();
		}
	}

	async status(phone: string): Promise<string | undefined> {
		return await this.look(async (store) => (await store.states([phone]))[0]?.status);
	}
}

export function urlOf(n8n: N8n, workflow: SavedWorkflow): string {
	const id = workflow.nodes.find(({ name }) => name === TRIGGER)?.webhookId ?? '';
	return n8n.webhookUrl(`${id}/whatsapp-consent`);
}

export interface Outputs {
	optIn: Array<Record<string, unknown>>;
	optOut: Array<Record<string, unknown>>;
	other: Array<Record<string, unknown>>;
}

export function outputsOf(execution: Execution | undefined): Outputs {
	const leaving = (output: number): Array<Record<string, unknown>> => execution?.json(TRIGGER, output) ?? [];
	return { optIn: leaving(0), optOut: leaving(1), other: leaving(2) };
}
