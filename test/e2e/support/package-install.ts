import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { ROOT } from '../../support/root';

interface InstalledPackage {
	name: string;
	folder: string;
}

/** Tells the processes that jest starts where the package of this run lies. */
export const INSTALLED = 'CONSENT_INSTALLED_PACKAGE';

/** The package packed and installed as n8n's own installer does it; once per run, and kept between runs by its content. */
export function installedPackage(): InstalledPackage {
	const answer = (process.env[INSTALLED] ??= execFileSync(process.execPath, [join(ROOT, 'scripts/install-package.mjs')], { encoding: 'utf8', cwd: ROOT }));
	return JSON.parse(answer) as InstalledPackage;
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
