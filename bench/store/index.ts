import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadavg } from 'node:os';
import { say } from '../support/pairs';

/**
 * The consent store against the bare drivers. Each part is a process of its own, so that none inherits another's memory.
 * Run: npm run bench:store -- [full] [part …] [name=number …], such as `npm run bench:store -- full`, or
 * `npm run bench:store -- gate-postgres stored=1000000 asked=10000,100000`
 */
const PARTS = ['gate-postgres', 'gate-per-item', 'gate-apart', 'gate-sqlite', 'batch-postgres', 'batch-sqlite', 'alone', 'import', 'export', 'growth-postgres', 'growth-sqlite'];

const given = process.argv.slice(2);
const chosen = PARTS.filter((part) => given.includes(part));
const others = given.filter((argument) => !PARTS.includes(argument));
const unknown = others.filter((argument) => argument !== 'full' && !/^[a-z]+=[\d,]+$/.test(argument));
if (unknown.length > 0) {
	say(`There is no part ${unknown.join(', ')}. Parts: ${PARTS.join(', ')}.`);
	process.exit(1);
}
let failed = false;
for (const part of chosen.length > 0 ? chosen : PARTS) {
	say(`\n${part} (load ${loadavg().map((load) => load.toFixed(1)).join(' ')})`);
	const { status } = spawnSync(process.execPath, ['--expose-gc', '-r', './test/support/typescript.cjs', join(__dirname, `${part}.ts`), ...others], { stdio: 'inherit' });
	if (status !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
