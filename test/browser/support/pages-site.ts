import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { openStore, type ConsentStore } from '../../../shared';
import { our } from '../../e2e/support/line-of-nodes';
import type { SavedWorkflow } from '../../e2e/support/n8n-workflows';
import { Stage, type Backend } from '../../e2e/support/stage';
import { launchBrowser } from './browser';

const OPERATOR = { username: 'ada', password: 'a good password' };
export const API_SECRET = 'an API secret for tests only';

/** Consent Pages published in a real n8n, with a browser for a visitor and one for an operator who has signed in. */
export class PagesSite {
	private executions = 0;

	private constructor(
		readonly stage: Stage,
		/** The same store that n8n has, for what was there before, and for a look past the pages. */
		readonly store: ConsentStore,
		readonly workflow: SavedWorkflow,
		/** Production URL of the node. */
		readonly url: string,
		private readonly browser: Browser,
		readonly visitor: BrowserContext,
		readonly operator: BrowserContext,
	) {}

	static async open(backend: Backend): Promise<PagesSite> {
		const stage = await Stage.open(backend);
		const data = { userName: OPERATOR.username, password: OPERATOR.password, furtherPasswords: '', linkSecret: 'a link secret for tests only', apiSecret: API_SECRET };
		const { id, name } = await stage.n8n.credentials.create('consentPagesApi', 'Consent pages', data);
		stage.credentials.consentPagesApi = { id, name };
		const webhookId = randomUUID();
		const workflow = await stage.n8n.workflows.create({
			name: 'Pages',
			nodes: [
				{
					id: randomUUID(),
					name: 'Consent Pages',
					type: our('consentPages'),
					typeVersion: 1,
					position: [0, 0],
					webhookId,
					parameters: { businessName: 'Blue Door Bakery', doubleOptIn: false, list: 'marketing', options: { joinNumber: '+15550001111' } },
					credentials: { consentPagesApi: { id, name }, consentStoreApi: stage.credentials.consentStoreApi },
				},
			] as never,
			connections: {},
		});
		await stage.n8n.workflows.activate(workflow.id);
		const browser = await launchBrowser();
		const visitor = await browser.newContext({ locale: 'en-US' });
		const operator = await browser.newContext({ locale: 'en-US', httpCredentials: OPERATOR });
		return new PagesSite(stage, await openStore(stage.store), workflow, stage.n8n.webhookUrl(`${webhookId}/consent`), browser, visitor, operator);
	}

	async close(): Promise<void> {
		await this.browser.close();
		await this.store.close();
		await this.stage.close();
	}

	/** The items of the next execution that a change on a page starts, or of the last of several, one list per output. */
	async emitted(changes = 1): Promise<Array<Array<Record<string, unknown>>>> {
		this.executions += changes;
		const execution = (await this.stage.n8n.executions.settled(this.workflow.id, this.executions)).at(-1);
		return [0, 1, 2].map((output) => execution?.json('Consent Pages', output) ?? []);
	}

	async contact(phone: string): Promise<Record<string, unknown> | undefined> {
		return (await this.stage.read([{ phone }]))[0];
	}

	/** An operator's page of one contact, opened. */
	async contactPage(phone: string): Promise<Page> {
		const page = await this.operator.newPage();
		await page.goto(`${this.url}?page=operator&view=contact&contact=${encodeURIComponent(phone)}`);
		return page;
	}
}
