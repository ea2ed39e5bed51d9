import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ROOT } from '../../support/root';

export interface InstalledPackage {
	name: string;
	folder: string;
}

let installed: InstalledPackage | undefined;

/** The package packed and installed as n8n's own installer does it; once per build, kept between runs. */
export function installedPackage(packageFolder?: string): InstalledPackage {
	if (installed && !packageFolder) return installed;
	const script = join(ROOT, 'scripts/install-package.mjs');
	const answer = execFileSync(process.execPath, packageFolder ? [script, packageFolder] : [script], { encoding: 'utf8', cwd: ROOT });
	const result = JSON.parse(answer) as InstalledPackage;
	if (!packageFolder) installed = result;
	return result;
}

/** Puts an installed package where n8n looks for community packages. n8n does not follow symbolic links there. */
export function placePackage({ name, folder }: InstalledPackage, userFolder: string): void {
	const destination = join(userFolder, '.n8n/nodes/node_modules', name);
	rmSync(destination, { recursive: true, force: true });
	mkdirSync(dirname(destination), { recursive: true });
	const hardLinked = spawnSync('cp', ['-al', folder, destination], { stdio: 'ignore' }).status === 0;
	if (!hardLinked) {
		rmSync(destination, { recursive: true, force: true });
		cpSync(folder, destination, { recursive: true });
	}
}
