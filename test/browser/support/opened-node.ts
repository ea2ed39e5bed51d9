import type { Locator, Page } from 'playwright-core';

/** A node that is open in the editor: parameters in the middle, outputs on the right. */
export class OpenedNode {
	readonly panel: Locator;
	readonly output: Locator;

	constructor(private readonly page: Page) {
		this.panel = page.locator('[data-test-id="node-parameters"]').first();
		this.output = page.locator('[data-test-id="output-panel"]').first();
	}

	field(name: string): Locator {
		return this.panel.locator(`[data-test-id="parameter-input-${name}"]`).locator('input, textarea').first();
	}

	async chooseCredential(label: string, name: string): Promise<void> {
		const labels = await this.panel.locator('[data-test-id="credentials-label"]').allInnerTexts();
		const position = labels.findIndex((text) => text.trim() === label);
		await this.panel.locator('[data-test-id="node-credentials-select"]').nth(position).click();
		await this.page.locator('[role="option"]:visible').filter({ hasText: name }).first().click();
	}

	/** Opens the list behind a parameter, answers what it offers, and takes one. */
	async chooseFromList(parameter: string, wanted: string): Promise<string[]> {
		await this.panel.locator(`[data-test-id="parameter-input-${parameter}"] [data-test-id="rlc-input"]`).first().click();
		const offered = this.page.locator('[data-test-id="rlc-item"]:visible');
		await offered.first().waitFor();
		const names = await offered.allInnerTexts();
		await offered.getByText(wanted, { exact: true }).click();
		return names;
	}

	/** The address for test events, as the panel shows it. */
	async testUrl(): Promise<string> {
		await this.panel.getByText('Webhook URLs').click();
		return (await this.panel.locator('.webhook-url').first().innerText()).trim();
	}

	async execute(): Promise<void> {
		await this.page.locator('[data-test-id="node-execute-button"]').click();
	}

	/** A trigger that waits says so. */
	async isListening(): Promise<void> {
		await this.page.getByText('Listening for test event').first().waitFor();
	}

	async close(): Promise<void> {
		await this.page.locator('[data-test-id="ndv-close-button"]').click();
		await this.panel.waitFor({ state: 'hidden' });
	}
}
