import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { environment, fromRoot, root } from './run.mjs';

const exec = promisify(execFile);

/** n8n's own arguments when it installs a community package (community-packages.service.js, `downloadPackage`). */
const N8N_INSTALL_ARGUMENTS = ['install', '--audit=false', '--fund=false', '--bin-links=false', '--install-strategy=shallow', '--ignore-scripts=true', '--package-lock=false'];

async function npm(args, cwd) {
	return await exec('npm', args, { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 });
}

/** Packs the built package as `npm publish` would; answers the tarball's path inside `folder`. */
export async function pack(folder) {
	await npm(['pack', '--ignore-scripts', '--pack-destination', folder], root);
	return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')));
}

/**
 * Packs, unpacks and installs the package the way n8n's own installer does. The installed folder is kept by the
 * tarball's content, so the same build is installed once.
 * @returns {Promise<{ name: string, folder: string }>}
 */
export async function packAndInstall() {
	const draft = mkdtempSync(join(tmpdir(), 'consent-package-'));
	try {
		const tarball = await pack(draft);
		const { name } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
		const hash = createHash('sha256').update(readFileSync(tarball)).digest('hex').slice(0, 16);
		const kept = fromRoot('node_modules/.cache/installed-package', hash);
		if (!existsSync(kept)) await install(tarball, join(draft, 'package'), kept);
		return { name, folder: kept };
	} finally {
		rmSync(draft, { recursive: true, force: true });
	}
}

async function install(tarball, folder, destination) {
	mkdirSync(folder, { recursive: true });
	await exec('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	const manifest = join(folder, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...kept } = JSON.parse(readFileSync(manifest, 'utf8'));
	writeFileSync(manifest, JSON.stringify(kept, null, 2));
	await npm(N8N_INSTALL_ARGUMENTS, folder);
	mkdirSync(join(destination, '..'), { recursive: true });
	const copy = `${destination}.${process.pid}`;
	cpSync(folder, copy, { recursive: true });
	try {
		renameSync(copy, destination);
	} catch {
		rmSync(copy, { recursive: true, force: true });
	}
}
