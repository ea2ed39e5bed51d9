import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { ROOT } from '../../support/root';
import { N8N_FOLDER } from './n8n-process';

const inside = (userFolder: string): string => join(userFolder, '.n8n/database.sqlite');

/** n8n's own database as its first start leaves it. Building it up takes a fifth of a start, and is the same each time. */
function kept(): string {
	const { version } = JSON.parse(readFileSync(join(N8N_FOLDER, 'package.json'), 'utf8')) as { version: string };
	return join(ROOT, 'node_modules/.cache/n8n-database', `${version}.sqlite`);
}

/** Gives a new user folder the database that an earlier first start left. */
export function placeDatabase(userFolder: string): void {
	if (!existsSync(kept())) return;
	mkdirSync(join(userFolder, '.n8n'), { recursive: true });
	copyFileSync(kept(), inside(userFolder));
}

/** Keeps the database of an n8n that has just started for the first time and holds nothing yet. */
export function keepDatabase(userFolder: string): void {
	if (existsSync(kept())) return;
	mkdirSync(join(kept(), '..'), { recursive: true });
	const draft = `${kept()}.${process.pid}`;
	const database = new DatabaseSync(inside(userFolder), { timeout: 10_000 });
	database.prepare('vacuum into ?').run(draft);
	database.close();
	renameSync(draft, kept());
}
