import type { Browser } from 'playwright-core';

import { openStore } from '../../../shared';
import type { Simulator } from '../../../simulator';
import { Stage } from '../../e2e/support/stage';
import { launchBrowser } from './browser';
import { Editor } from './editor';

/** A real n8n whose store has a list and a few people, with its editor open in a browser, as an operator has it before them. */
export class NodesStage {
	private constructor(
		private readonly stage: Stage,
		private readonly browser: Browser,
		readonly editor: Editor,
	) {}

	static async open(): Promise<NodesStage> {
		const stage = await Stage.open('sqlite', { editor: true });
		const pages = { userName: 'ada', password: 'a good password', furtherPasswords: '', linkSecret: 'a link secret for tests only', apiSecret: '' };
		await stage.n8n.credentials.create('consentPagesApi', 'Consent pages', pages);
		stage.simulator.templates.put({ name: 'bread_of_the_week', language: 'en_US', category: 'MARKETING', components: [{ type: 'BODY', text: 'This week: rye.' }] });
		await furnishStore(stage);
		const browser = await launchBrowser();
		return new NodesStage(stage, browser, await Editor.open(browser, stage.n8n));
	}

	get n8n(): Stage['n8n'] {
		return this.stage.n8n;
	}

	get simulator(): Simulator {
		return this.stage.simulator;
	}

	/** A workflow that hands items on; the editor shows its canvas. */
	async showLine(name: string, items: object[]): Promise<void> {
		const { id } = await this.n8n.workflows.create(this.stage.line(name, items, []));
		await this.editor.openWorkflow(id);
	}

	/** Somebody signs up on the page that is being tested. */
	readonly signUp = async (url: string): Promise<void> => {
		const page = await this.browser.newPage({ locale: 'en-US' });
		await page.goto(url);
		await page.getByLabel('Country').selectOption('US');
		await page.getByLabel('WhatsApp number').fill('(415) 555-2671');
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Sign me up' }).click();
		await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
		await page.close();
	};

	async close(): Promise<void> {
		await this.browser.close();
		await this.stage.close();
	}
}

async function furnishStore(stage: Stage): Promise<void> {
	const store = await openStore(stage.store);
	const yesterday = new Date(Date.now() - 86_400_000).toISOString();
	const said = { origin: 'person', source: 'test', occurredAt: yesterday, evidence: { text: 'as they said' } } as const;
	await store.saveList({ key: 'bread-news', name: 'Bread News' });
	await store.record([
		{ ...said, action: 'opt_in', contact: '+15551230001', lists: ['bread-news'] },
		{ ...said, action: 'opt_out', contact: '+15551230012' },
	]);
	await store.close();
}
