/**
 * `npm test`: every check of the project, installing what is missing first.
 *
 * A part that cannot run on this machine is named in plain words; with CI=true it counts as failed. The last line is
 * `N passed, N failed`: each jest test counts as one, each of build, type-check, lint and scan as one.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

import { ensureChromium, ensureDependencies, ensureN8n, ensureRedis } from './support/install.mjs';
import { fromRoot, run, say, seconds } from './support/run.mjs';

const inCi = process.env.CI === 'true';
const results = fromRoot('test-results');
const started = Date.now();
const tally = { passed: 0, failed: 0 };
const notes = [];

function count(name, passed, failed) {
	tally.passed += passed;
	tally.failed += failed;
	if (failed > 0) notes.push(`FAILED: ${name} (${failed})`);
}

function couldNotRun(name, why) {
	notes.push(`NOT RUN: ${name}. ${why}`);
	if (inCi) tally.failed += 1;
}

function heading(name) {
	say(`\n=== ${name} (${seconds(started)} since start) ===`);
}

async function check(name, command, args) {
	heading(name);
	const ok = (await run(command, args)) === 0;
	count(name, ok ? 1 : 0, ok ? 0 : 1);
	return ok;
}

/** One run of jest. A suite that does not even load counts as one failure, and so does a run without tests. */
async function suite(projects, extra = []) {
	const name = projects.join(' and ');
	heading(`${name} tests`);
	const file = fromRoot('test-results', `${projects.join('-')}.json`);
	rmSync(file, { force: true });
	const code = await run('jest', ['--selectProjects', ...projects, '--json', `--outputFile=${file}`, ...extra]);
	if (!existsSync(file)) return count(`${name} tests`, 0, 1);
	const result = JSON.parse(readFileSync(file, 'utf8'));
	const skipped = result.numPendingTests + result.numTodoTests;
	if (skipped > 0) couldNotRun(`${skipped} ${name} tests`, 'They are marked as skipped or to do.');
	let failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
	if (failed === 0 && (code !== 0 || result.numTotalTests === 0)) failed = 1;
	count(`${name} tests`, result.numPassedTests, failed);
}

/** Runs a preparation; answers why it was not possible, or nothing. */
async function obstacle(prepare) {
	try {
		return await prepare();
	} catch (error) {
		return error.message;
	}
}

async function main() {
	await ensureDependencies();
	rmSync(results, { recursive: true, force: true });
	mkdirSync(results, { recursive: true });

	const built = await check('build', 'gulp', ['build']);
	// Installing n8n takes minutes and one core; the checks that need no n8n use the other meanwhile.
	const installing = built ? obstacle(ensureN8n) : Promise.resolve('The build failed.');
	await check('type-check', 'tsc', ['--noEmit', '-p', 'tsconfig.check.json']);
	await check('lint', 'eslint', ['.', '--max-warnings', '0']);
	if (built) await check('package scan', 'node', ['scripts/scan.mjs']);
	else couldNotRun('package scan', 'The build failed.');

	await suite(['unit']);
	await suite(['store']);

	heading('n8n, Redis and Chromium');
	const noN8n = await installing;
	if (noN8n) {
		couldNotRun('end-to-end tests', noN8n);
		couldNotRun('browser tests', noN8n);
		return;
	}
	const noRedis = await obstacle(ensureRedis);
	if (noRedis) couldNotRun('end-to-end tests in queue mode', noRedis);
	const noChromium = await obstacle(ensureChromium);
	if (noChromium) couldNotRun('browser tests', noChromium);
	// In one run, so that no core idles while a suite ends; most of their time the tests wait for an n8n, so several go side by side.
	const sideBySide = ['--maxWorkers=3', `--testSequencer=${fromRoot('test/support/longest-first.js')}`];
	await suite(noChromium ? ['e2e'] : ['e2e', 'browser'], noRedis ? [...sideBySide, '--testPathIgnorePatterns', 'queue'] : sideBySide);
}

try {
	await main();
} catch (error) {
	count(error.message, 0, 1);
}
say('');
for (const note of notes) say(note);
say(`Finished in ${seconds(started)}.`);
say(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;
