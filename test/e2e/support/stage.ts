import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { StoreConfig } from '../../../shared';
import { startSimulator, type Simulator } from '../../../simulator';
import { DEMO_ACCOUNT, furnish } from '../../../simulator/demo';
import { startPostgres, type TestPostgres } from '../../support/postgres';
import { importExample, type CredentialIds } from './examples';
import { lineOfNodes, our, type Step } from './line-of-nodes';
import { startN8n, type N8n, type N8nOptions } from './n8n';
import type { Execution } from './n8n-executions';
import type { SavedWorkflow, WorkflowJson } from './n8n-workflows';

export type Backend = 'sqlite' | 'postgres';

/** A real n8n, a simulator in Meta's place and a consent store of its own, furnished as an operator would. */
export class Stage {
	private constructor(
		readonly n8n: N8n,
		readonly simulator: Simulator,
		readonly credentials: CredentialIds,
		/** The consent store, for a test that fills or looks into it past n8n. */
		readonly store: StoreConfig,
		readonly postgres: TestPostgres | undefined,
	) {}

	/** With n8n's editor only where somebody looks at it. */
	static async open(backend: Backend, { env = {}, editor = false }: Pick<N8nOptions, 'env' | 'editor'> = {}): Promise<Stage> {
		const simulator = await startSimulator({ ...DEMO_ACCOUNT });
		furnish(simulator);
		// A machine that is busy with other things is no webhook that was lost.
		simulator.change({ retry: { timeoutMs: 60_000 } });
		const postgres = backend === 'postgres' ? await startPostgres() : undefined;
		const n8n = await startN8n({ env, editor });
		const { accessToken, phoneNumberId, businessAccountId, appId, appSecret } = simulator.account;
		const account = await n8n.credentials.create('whatsAppConsentApi', 'WhatsApp account', {
			accessToken,
			phoneNumberId,
			businessAccountId,
			appId,
			appSecret,
			verifyToken: DEMO_ACCOUNT.verifyToken,
			baseUrl: simulator.url,
			apiVersion: 'v25.0',
		});
		const data = await storeData(postgres);
		const store = await n8n.credentials.create('consentStoreApi', 'Consent store', { ...(data as unknown as Record<string, string | number>) });
		return new Stage(n8n, simulator, { whatsAppConsentApi: ref(account), consentStoreApi: ref(store) }, data, postgres);
	}

	async close(): Promise<void> {
		await this.n8n?.stop();
		await this.simulator?.close();
		await this.postgres?.stop();
	}

	async example(file: string): Promise<SavedWorkflow> {
		return await importExample(this.n8n, file, this.simulator, this.credentials);
	}

	/** Runs nodes of ours over items, once, by hand, and gives the finished execution. */
	async run(items: object[], steps: Step[]): Promise<Execution> {
		const workflow = await this.n8n.workflows.create(this.line(`run ${steps.map(({ name }) => name).join(', ')}`, items, steps));
		try {
			return await this.runByHand(workflow.id, 'Start');
		} finally {
			await this.n8n.workflows.delete(workflow.id);
		}
	}

	line(name: string, items: object[], steps: Step[]): WorkflowJson {
		return lineOfNodes(name, items, steps, this.credentials);
	}

	async runByHand(workflowId: string, trigger: string): Promise<Execution> {
		return await this.n8n.executions.finished(await this.n8n.workflows.run(workflowId, { triggerToStartFrom: { name: trigger } }));
	}

	async write(items: object[], operation: string, parameters: Record<string, unknown> = {}): Promise<Array<Record<string, unknown>>> {
		const execution = await this.run(items, [
			{ name: 'Write', type: our('consentWrite'), parameters: { resource: 'contact', operation, ...parameters } },
		]);
		if (execution.status !== 'success') throw new Error(execution.errorMessage());
		return execution.json('Write');
	}

	async read(contacts: object[], operation = 'get', parameters: Record<string, unknown> = {}): Promise<Array<Record<string, unknown>>> {
		const execution = await this.run(contacts, [
			{ name: 'Read', type: our('consentRead'), parameters: { resource: 'contact', operation, ...parameters } },
		]);
		if (execution.status !== 'success') throw new Error(execution.errorMessage());
		return execution.json('Read');
	}

	/** What the business sent to a number since the log was last cleared. */
	sentTo(phone: string): Array<{ text?: string; template?: string }> {
		return this.simulator.log.sends({ to: phone }).map(({ text, template }) => ({ text, template }));
	}
}

function ref({ id, name }: { id: string; name: string }): { id: string; name: string } {
	return { id, name };
}

async function storeData(postgres: TestPostgres | undefined): Promise<StoreConfig> {
	const shared = { brand: 'default', defaultCountry: 'US' };
	if (postgres === undefined) {
		return { backend: 'sqlite', filePath: join(mkdtempSync(join(tmpdir(), 'consent-store-')), 'consent.sqlite'), ...shared };
	}
	const { host, port, user, password, database } = await postgres.createDatabase('consent');
	return { backend: 'postgres', host, port, user, password, database, ssl: 'disable', schema: 'public', ...shared };
}
