import { randomBytes } from 'node:crypto';
import { DEFAULT_LIST, iso } from '../consent';
import type { Backend } from './backend';
import { parseConfig } from './config';
import type { Settings } from './config';
import { lease } from './connections';
import { BrandStore } from './brandStore';
import { definitionRow } from './directory';
import { CorruptRecord, StoreUnavailable } from './errors';
import { keySpaces } from './keys';
import type { Keys } from './keys';
import { fromRow, toRow } from './rows';
import type { ConsentStore, StoreConfig } from './types';

export interface OpenOptions {
	/** Milliseconds since 1970; the store's clock. */
	now?: () => number;
}

/**
 * Opens a consent store: checks the configuration, reaches the database, creates its table or refuses. Several calls for one database
 * share a connection; `close()` gives back this call's share.
 * @throws {InvalidStoreConfig} naming the field; {StoreUnavailable}, {SchemaMissing}, {SchemaTooNew} with advice.
 */
export async function openStore(config: StoreConfig, options: OpenOptions = {}): Promise<ConsentStore> {
	const settings = parseConfig(config);
	const { backend, release } = await lease(settings, async () => await connect(settings));
	try {
		return await storeOn(backend, settings, options, release);
	} catch (error) {
		await release();
		throw error;
	}
}

/** A store on a backend already open. */
export async function storeOn(
	backend: Backend,
	{ brand, defaultCountry }: Pick<Settings, 'brand' | 'defaultCountry'>,
	options: OpenOptions = {},
	release: () => Promise<void> = async () => await backend.close(),
): Promise<ConsentStore> {
	const keys = keySpaces(brand);
	const now = options.now ?? Date.now;
	return new BrandStore({
		backend,
		keys,
		secret: await secretOnce(backend, keys, now()),
		now,
		stamp: () => randomBytes(9).toString('base64url'),
		release,
		...(defaultCountry === undefined ? {} : { defaultCountry }),
	});
}

async function connect(settings: Settings): Promise<Backend> {
	// Each driver is loaded when it is first needed: rules and PostgreSQL go without Node's SQLite, which older versions lack.
	if (settings.backend === 'sqlite') {
		const { SqliteAdapter } = await import('./adapters/sqlite').catch(explainMissing);
		return await SqliteAdapter.open(settings.filePath);
	}
	const { openPostgres } = await import('./adapters/postgres');
	return await openPostgres(settings);
}

/** Keys of erasures by brand, of every connection that is open: a store opened anew on one asks the database nothing. */
const secrets = new WeakMap<Backend, Map<string, Promise<string>>>();

async function secretOnce(backend: Backend, keys: Keys, now: number): Promise<string> {
	const known = secrets.get(backend) ?? new Map<string, Promise<string>>();
	secrets.set(backend, known);
	let secret = known.get(keys.secret);
	if (secret === undefined) {
		secret = furnishBrand(backend, keys, now).then(async () => await secretOf(backend, keys.secret));
		known.set(keys.secret, secret);
		// What failed is tried again by the next who asks.
		secret.catch(() => known.delete(keys.secret));
	}
	return await secret;
}

/** What every brand has from the start: the list `marketing`, and a key for hashes of the erased, made by whoever comes first. */
async function furnishBrand(backend: Backend, keys: Keys, now: number): Promise<void> {
	const wanted = [keys.secret, keys.definition(DEFAULT_LIST)];
	const found = await backend.read(wanted);
	if (!found.includes(undefined)) return;
	const marketing = definitionRow(DEFAULT_LIST, keys, iso(now));
	await backend.commit({ inserts: [{ key: keys.secret, value: toRow(randomBytes(32).toString('base64url')) }, marketing] });
}

async function secretOf(backend: Backend, key: string): Promise<string> {
	const [row] = await backend.read([key]);
	const secret = row === undefined ? undefined : fromRow(row, 'the key of erasures');
	if (typeof secret !== 'string') throw new CorruptRecord('the key of erasures');
	return secret;
}

function explainMissing(error: unknown): never {
	const isTooOld = error instanceof Error && 'code' in error && error.code === 'ERR_UNKNOWN_BUILTIN_MODULE';
	throw isTooOld ? new StoreUnavailable('This version of Node.js has no SQLite built in.', 'Use Node.js 24 or newer, or choose PostgreSQL.', { cause: error }) : error;
}
