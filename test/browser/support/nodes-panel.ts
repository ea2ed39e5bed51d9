import type { Page } from 'playwright-core';

/** The panel in which people look for a node. */
export class NodesPanel {
	constructor(private readonly page: Page) {}

	async search(words: string): Promise<void> {
		await this.page.locator('[data-test-id="node-creator-search-bar"]').fill(words);
	}

	/** Waits until a node stands among what was found. */
	async offers(name: string): Promise<void> {
		await this.found(name).waitFor();
	}

	/** Adds a node that was found, with one of its actions where it has some. n8n opens it at once. */
	async add(name: string, action = 'Add to workflow'): Promise<void> {
		await this.found(name).click();
		await this.page.locator('[data-test-id="node-creator"]').getByText(action, { exact: true }).click();
	}

	private found(name: string): ReturnType<Page['locator']> {
		return this.page.locator('[data-test-id="node-creator-item-name"]').getByText(name, { exact: true });
	}
}
