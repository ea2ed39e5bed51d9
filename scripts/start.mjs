/**
 * `npm start`: the whole loop on this machine. Installs what is missing, builds, and brings up n8n with the package
 * installed as a user would have it, the WhatsApp simulator with its phone page, and the example workflows.
 * State is kept in `.demo/` (or the folder named by DEMO_FOLDER); remove that folder to begin anew.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { importExamples } from './support/demo.mjs';
import { ensureDependencies, ensureN8n } from './support/install.mjs';
import { fromRoot, run, say, seconds } from './support/run.mjs';

const require = createRequire(import.meta.url);
const started = Date.now();
const home = process.env.DEMO_FOLDER ?? fromRoot('.demo');
const running = [];
let ending = false;

async function end(code) {
	if (ending) process.exit(1);
	ending = true;
	say('\nStopping …');
	for (const stop of running.reverse()) await stop();
	say(`Stopped. The demo is kept in ${home} for the next "npm start".`);
	process.exit(code);
}

async function portOr(preferred) {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(preferred, '127.0.0.1', () => server.close(() => resolve(preferred)));
	});
}

async function build() {
	say('Building (a minute or two) …');
	if ((await run('gulp', ['build'], { quiet: true })) !== 0) throw new Error('The build did not finish. The lines above say why.');
	// Type errors in a test do not stop the demo: what it needs is written all the same.
	await run('tsc', ['-p', 'tsconfig.dev.json', '--incremental', '--tsBuildInfoFile', 'build/.tsbuildinfo'], { quiet: true });
	for (const part of ['build/simulator/index.js', 'build/test/e2e/support/n8n.js']) {
		if (!existsSync(fromRoot(part))) throw new Error(`${part} was not built. The lines above say why.`);
	}
}

async function main() {
	await ensureDependencies();
	await ensureN8n();
	await build();

	const { startSimulator } = require(fromRoot('build/simulator/index.js'));
	const { DEMO_ACCOUNT, furnish } = require(fromRoot('build/simulator/demo.js'));
	const simulator = await startSimulator({ ...DEMO_ACCOUNT, port: await portOr(4010) });
	furnish(simulator);
	running.push(async () => await simulator.close());

	say('Starting n8n …');
	const { startN8n } = require(fromRoot('build/test/e2e/support/n8n.js'));
	const { OWNER } = require(fromRoot('build/test/e2e/support/n8n-rest.js'));
	const n8n = await startN8n({ userFolder: join(home, 'n8n'), port: await portOr(5678) });
	running.push(async () => await n8n.stop());

	say('Example workflows:');
	await importExamples(n8n, simulator);

	say(`
Ready after ${seconds(started)}. Open:

  n8n editor   ${n8n.baseUrl}        sign in with ${OWNER.email} / ${OWNER.password} (this demo only)
  phone page   ${simulator.url}/phone  write STOP as the customer and watch

n8n's log: ${join(home, 'n8n/n8n.log')}. End with Ctrl-C.`);
}

process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
process.on('SIGHUP', () => void end(0));

try {
	await main();
} catch (error) {
	if (!ending) {
		say(`\n${error.message}`);
		await end(1);
	}
}
