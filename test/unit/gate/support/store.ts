import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { closeIdle, openStore } from '../../../../shared/store';
import type { ConsentStore } from '../../../../shared/store';

/** A real store in a file of its own, gone when the suite ends. */
export function freshStores(): (now?: () => number) => Promise<ConsentStore> {
	const home = mkdtempSync(join(tmpdir(), 'consent-gate-'));
	const opened: ConsentStore[] = [];
	let made = 0;
	afterAll(async () => {
		for (const store of opened) await store.close();
		await closeIdle();
		rmSync(home, { recursive: true, force: true });
	});
	return async (now = Date.now) => {
		const store = await openStore({ backend: 'sqlite', filePath: join(home, `${++made}.db`) }, { now });
		opened.push(store);
		return store;
	};
}
