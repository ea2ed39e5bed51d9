import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The consent file that a store credential without a path means: in the folder where n8n keeps its own database. */
export function defaultStoreFile(environment: NodeJS.ProcessEnv = process.env): string {
	const folder = join(environment.N8N_USER_FOLDER ?? homedir(), '.n8n');
	mkdirSync(folder, { recursive: true });
	return join(folder, 'whatsapp-consent.sqlite');
}
