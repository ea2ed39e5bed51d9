import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

import { ROOT } from '../../support/root';

/** Pictures go to `test-results/`; `npm run pictures` refreshes those of the documentation. */
const FOLDER = join(ROOT, process.env.SCREENSHOTS === 'docs' ? 'docs/images' : 'test-results/images');

/** Saves what is seen as `<name>.png` and answers the file's path. */
export async function screenshot(seen: Page | Locator, name: string, more: { fullPage?: boolean } = {}): Promise<string> {
	const path = join(FOLDER, `${name}.png`);
	mkdirSync(dirname(path), { recursive: true });
	await seen.screenshot({ path, animations: 'disabled', ...more });
	return path;
}
