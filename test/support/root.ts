import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout's folder, from the source tree as well as from `build/`, where this file also runs compiled. */
function findRoot(folder: string): string {
	if (existsSync(join(folder, 'gulpfile.js'))) return folder;
	const parent = dirname(folder);
	if (parent === folder) throw new Error('No gulpfile.js above this file: is it still inside the checkout?');
	return findRoot(parent);
}

export const ROOT = findRoot(__dirname);
