import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeIdle } from '../../shared/store';
import { closeAll } from './contract/harness';
import { recording } from './contract/recording';

const home = mkdtempSync(join(tmpdir(), 'consent-sqlite-'));
let made = 0;
const ground = {
	name: 'SQLite',
	config: async () => ({ backend: 'sqlite' as const, filePath: join(home, `${++made}.db`) }),
};

afterEach(async () => {
	await closeAll();
	await closeIdle();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

recording(ground);
