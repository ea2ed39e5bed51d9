import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fromRoot, run, say, seconds } from './run.mjs';

/** What was installed is remembered by the lockfile's content, so that a second run costs nothing. */
function isInstalled(folder) {
	const stamp = join(folder, 'node_modules/.installed');
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfileHash(folder);
}

function lockfileHash(folder) {
	return createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');
}

/** `npm ci` empties the folder a link leads to, which belongs to another checkout. */
function refuseLinked(folder) {
	const modules = join(folder, 'node_modules');
	if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
	throw new Error(`${modules} is a symbolic link, and installing would empty what it leads to. Remove the link and run this again.`);
}

async function install(folder, name, packagesWithScripts) {
	refuseLinked(folder);
	const started = Date.now();
	say(`Installing ${name} …`);
	const sign = setInterval(() => say(`  still installing after ${seconds(started)}`), 30_000);
	try {
		await npmInstall(folder, packagesWithScripts);
	} finally {
		clearInterval(sign);
	}
	writeFileSync(join(folder, 'node_modules/.installed'), lockfileHash(folder));
	say(`Installed ${name} in ${seconds(started)}.`);
}

async function npmInstall(folder, packagesWithScripts) {
	if ((await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, quiet: true })) !== 0) {
		throw new Error(`"npm ci" in ${folder} did not finish. Is the network reachable? The lines above say more.`);
	}
	// Only these few packages need their install scripts (they fetch or place a binary); all others stay off.
	if ((await run('npm', ['rebuild', ...packagesWithScripts, '--ignore-scripts=false'], { cwd: folder, quiet: true })) !== 0) {
		throw new Error(`"npm rebuild ${packagesWithScripts.join(' ')}" in ${folder} did not finish. The lines above say more.`);
	}
}

/** The package's own dependencies, Node 24 among them. */
export async function ensureDependencies() {
	if (isInstalled(fromRoot())) return;
	await install(fromRoot(), 'the package and its tools', ['node']);
}

/** A real n8n with its own Node 24, kept apart in `e2e/` because n8n needs overrides that this package may not have. */
export async function ensureN8n() {
	if (isInstalled(fromRoot('e2e'))) return;
	await install(fromRoot('e2e'), 'n8n (about 3 minutes, 2.8 GB)', ['node', 'sqlite3']);
}

export function findProgram(...names) {
	for (const name of names) {
		const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
		if (found) return found;
	}
	return undefined;
}

/**
 * Makes a program of the operating system available. Where this user may install it (root on Debian or Ubuntu), it
 * is installed; elsewhere the answer is the sentence to show.
 */
export async function ensureSystemProgram(names, packages, purpose) {
	if (findProgram(...names)) return undefined;
	if (process.getuid?.() !== 0 || !findProgram('apt-get')) {
		return `${names[0]} is missing (${purpose}). Install it with: sudo apt-get install ${packages.join(' ')}`;
	}
	say(`Installing ${packages.join(', ')} (${purpose}) …`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	const apt = ['install', '-y', '--no-install-recommends', ...packages];
	if ((await run('apt-get', apt, { quiet: true, env })) !== 0) {
		await run('apt-get', ['update'], { quiet: true, env });
		await run('apt-get', apt, { quiet: true, env });
	}
	return findProgram(...names) ? undefined : `${names[0]} could not be installed (${purpose}). apt-get's lines above say why.`;
}

export async function ensureRedis() {
	return await ensureSystemProgram(['redis-server'], ['redis-server'], "n8n's queue mode needs it");
}

export async function ensureChromium() {
	return await ensureSystemProgram(['chromium', 'chromium-browser', 'google-chrome'], ['chromium', 'fonts-dejavu-core', 'fonts-noto-color-emoji'], 'the browser tests need it');
}

