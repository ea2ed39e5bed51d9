import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Backend } from './backend';
import type { Settings } from './config';

interface Connection {
	backend: Promise<Backend>;
	ready?: Backend;
	users: number;
	idle?: NodeJS.Timeout;
}

/** A connection nobody uses is kept this long, since workflows come and go. */
const IDLE_MS = 60_000;

const connections = new Map<string, Connection>();

export interface Lease {
	backend: Backend;
	release(): Promise<void>;
}

/** One connection per database and way to reach it in this process, shared by all who ask, closed when nobody has for a while. */
export async function lease(settings: Settings, open: () => Promise<Backend>): Promise<Lease> {
	const name = nameOf(settings);
	let connection = connections.get(name);
	const lost = connection?.ready?.isLost?.() === true ? connection.ready : undefined;
	if (connection === undefined || lost !== undefined) {
		// Ended first: its files beside the database have the names of those that the new one makes.
		connection = { backend: lost === undefined ? open() : lost.close().catch(() => undefined).then(open), users: 0 };
		connections.set(name, connection);
	}
	const mine = connection;
	mine.users++;
	clearTimeout(mine.idle);
	try {
		const backend = await mine.backend;
		mine.ready = backend;
		let released = false;
		return {
			backend,
			release: async () => {
				if (released) return;
				released = true;
				if (--mine.users > 0) return;
				mine.idle = setTimeout(() => void end(name, mine), IDLE_MS);
				// A process that has nothing else to do may end.
				mine.idle.unref();
			},
		};
	} catch (error) {
		mine.users--;
		if (connections.get(name) === mine) connections.delete(name);
		throw error;
	}
}

/** Closes every connection nobody uses now rather than later. */
export async function closeIdle(): Promise<void> {
	for (const [name, connection] of connections) if (connection.users === 0) await end(name, connection);
}

async function end(name: string, connection: Connection): Promise<void> {
	if (connection.users > 0) return;
	clearTimeout(connection.idle);
	if (connections.get(name) === connection) connections.delete(name);
	await (await connection.backend).close();
}

/** Brands share a connection. The hash keeps the password out of the map's keys. */
function nameOf(settings: Settings): string {
	const { brand: _, defaultCountry: __, ...rest } = settings;
	const where = rest.backend === 'sqlite' ? { ...rest, filePath: resolve(rest.filePath) } : rest;
	return createHash('sha256').update(JSON.stringify(where)).digest('base64url');
}
