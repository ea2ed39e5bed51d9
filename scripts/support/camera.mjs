import { statSync } from 'node:fs';
import { join } from 'node:path';

import { say } from './run.mjs';

/** What floats over the canvas and says nothing about the workflow. */
const FLOATING = ['canvas-controls', 'canvas-minimap', 'execute-workflow-button', 'canvas-handle-plus', 'canvas-handle-plus-wrapper'].map((id) => `[data-test-id="${id}"]`);
const HIDE = `${[...FLOATING, '[data-test-id^="execution-preview-details"]'].join(', ')} { visibility: hidden !important }`;
const MARGIN = 28;
/** Name and subtitle stand below a node, outside its box. */
const LABEL = { below: 64, beside: 44 };

/** Takes pictures of n8n's editor and keeps them under their names. */
export class Camera {
	taken = [];

	constructor(editor, n8n, folder, wanted = []) {
		Object.assign(this, { editor, n8n, folder, wanted, page: editor.page });
	}

	/** Whether a picture is to be taken; all are unless some are named. */
	wants(name) {
		return this.wanted.length === 0 || this.wanted.includes(name);
	}

	async shoot(name, clip) {
		if (!this.wants(name)) return;
		const path = join(this.folder, `${name}.png`);
		await this.page.screenshot({ path, animations: 'disabled', ...(clip ? { clip } : {}) });
		this.taken.push(name);
		say(`  ${name}.png  ${Math.round(statSync(path).size / 1024)} KB`);
	}

	/** The canvas of a workflow, cut to what is on it; with a finished execution it shows how many items went where. */
	async workflow(name, workflowId, executionId) {
		if (!this.wants(name)) return;
		await this.page.setViewportSize({ width: 1500, height: 860 });
		if (executionId === undefined) await this.editor.openWorkflow(workflowId);
		else await this.openExecution(workflowId, executionId);
		await this.page.addStyleTag({ content: HIDE });
		await this.page.waitForTimeout(2500);
		await this.shoot(name, await this.cut('[data-test-id="canvas-node"], [data-test-id="sticky"], .sticky'));
	}

	async openExecution(workflowId, executionId) {
		await this.page.goto(`${this.n8n.baseUrl}/workflow/${workflowId}/executions/${executionId}`);
		await this.page.locator('[data-test-id="canvas-node"]').first().waitFor();
		await this.page.waitForTimeout(1500);
	}

	/** The parameters of a node as they stand when it is added, all of them. */
	async parameters(name, workflowId, node) {
		if (!this.wants(name)) return;
		await this.page.setViewportSize({ width: 1440, height: 1700 });
		const panel = await this.editor.openNode(workflowId, node);
		await panel.locator('[data-test-id^="parameter-"], .parameter-item').first().waitFor();
		await this.page.waitForTimeout(1200);
		const box = await panel.boundingBox();
		const bottom = await panel.evaluate((element) => {
			const parts = element.querySelectorAll('.parameter-item, [class*="parameterItem"], [data-test-id*="parameter"]');
			return Math.max(...[...parts].map((part) => part.getBoundingClientRect().bottom));
		});
		const top = 66;
		await this.shoot(name, { x: box.x, y: top, width: box.width, height: Math.ceil(bottom - top + 16) });
	}

	async cut(selector) {
		const boxes = await this.page.locator(selector).evaluateAll((elements) =>
			elements.map((element) => element.getBoundingClientRect()).filter(({ width }) => width > 0).map(({ left, top, right, bottom }) => ({ left, top, right, bottom })),
		);
		const canvas = await this.page.locator('[data-test-id="canvas"]').boundingBox();
		const left = Math.max(canvas.x, Math.min(...boxes.map((box) => box.left)) - LABEL.beside - MARGIN);
		const top = Math.max(canvas.y, Math.min(...boxes.map((box) => box.top)) - MARGIN);
		const right = Math.min(canvas.x + canvas.width, Math.max(...boxes.map((box) => box.right)) + LABEL.beside + MARGIN);
		const bottom = Math.min(canvas.y + canvas.height, Math.max(...boxes.map((box) => box.bottom)) + LABEL.below + MARGIN);
		return { x: left, y: top, width: right - left, height: bottom - top };
	}
}
