/**
 * `npm run pictures`: takes the pictures of `docs/images/` anew. Starts a real n8n with the package installed, and the simulator in
 * Meta's place; imports the examples, lets a customer write and a campaign run, and photographs what the editor shows.
 * With names after `--`, only those: `npm run pictures -- node-consent-gate phone-page`; `pages` means all pictures of web pages.
 */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

import { ensureChromium, ensureDependencies, ensureN8n } from './support/install.mjs';
import { Camera } from './support/camera.mjs';
import { describeNodes, runGate } from './support/pictured-nodes.mjs';
import { describeWorkflows } from './support/pictured-workflows.mjs';
import { fromRoot, run, say, seconds } from './support/run.mjs';

const require = createRequire(import.meta.url);
const FOLDER = fromRoot('docs/images');

async function prepare() {
	await ensureDependencies();
	await ensureN8n();
	const missing = await ensureChromium();
	if (missing) throw new Error(missing);
	say('Building …');
	if ((await run('gulp', ['build'], { quiet: true })) !== 0) throw new Error('The build did not finish. The lines above say why.');
	await run('tsc', ['-p', 'tsconfig.dev.json', '--incremental', '--tsBuildInfoFile', 'build/.tsbuildinfo'], { quiet: true });
}

async function phonePage(camera, simulator) {
	await camera.page.setViewportSize({ width: 1100, height: 720 });
	const customer = simulator.customers.find('+15551230001');
	await camera.page.goto(`${simulator.url}/phone#${customer?.id ?? ''}`);
	await camera.page.getByRole('log').waitFor();
	await camera.page.waitForTimeout(1000);
	await camera.shoot('phone-page');
}

async function editorAndPhone() {
	const started = Date.now();
	const { Stage } = require(fromRoot('build/test/e2e/support/stage.js'));
	const { launchBrowser } = require(fromRoot('build/test/browser/support/browser.js'));
	const { Editor } = require(fromRoot('build/test/browser/support/editor.js'));
	say('Starting n8n …');
	const stage = await Stage.open('sqlite', { editor: true });
	let browser;
	try {
		browser = await launchBrowser();
		mkdirSync(FOLDER, { recursive: true });
		const camera = new Camera(await Editor.open(browser, stage.n8n), stage.n8n, FOLDER, process.argv.slice(2));
		await describeWorkflows(stage, camera);
		await phonePage(camera, stage.simulator);
		await describeNodes(stage, camera, require(fromRoot('package.json')));
		await runGate(stage, camera);
		say(`${camera.taken.length} pictures in docs/images after ${seconds(started)}. Look at each before you commit it.`);
	} finally {
		await browser?.close();
		await stage.close();
	}
}

/** The pages' own tests photograph them; here they are told which pictures the documentation shows. */
async function webPages() {
	const args = ['--selectProjects', 'browser', '--testPathPatterns', 'browser/pages-look', '--runInBand'];
	if ((await run('jest', args, { quiet: true, env: { SCREENSHOTS: 'docs' } })) !== 0) throw new Error('The web pages could not be pictured. The lines above say why.');
	say('Web pages: docs/images/pages.');
}

const names = process.argv.slice(2);
await prepare();
if (names.length === 0 || names.some((name) => name !== 'pages')) await editorAndPhone();
if (names.length === 0 || names.includes('pages')) await webPages();
