import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
	id: string;
	nodes: Array<{ html: string; failureSummary?: string }>;
}

/** What axe finds wrong with the page as it is shown, one line each; contrast in the colour scheme shown. */
export async function violationsOn(page: Page): Promise<string[]> {
	await page.evaluate(AXE);
	const violations = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)')) as Violation[];
	return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
}
