import { openStore } from '../../../shared/store';
import type { ConsentStore, OpenOptions, StoreConfig } from '../../../shared/store';
import { SqliteAdapter } from '../../../shared/store/adapters/sqlite';
import type { Backend } from '../../../shared/store/backend';
import { parseConfig } from '../../../shared/store/config';
import { storeOn } from '../../../shared/store/open';
import { NOON } from './clock';

export { at, NOON, phone } from './clock';

/** A backend as a contract sees it: an empty database whenever one is wanted. */
export interface Ground {
	name: string;
	/** A new, empty store's configuration. */
	config(): Promise<StoreConfig>;
	/** Closes connections kept for later, so that the next opening really opens. */
	forget(): Promise<void>;
	/** Every row of it, key and value as one text. */
	rows(config: StoreConfig): Promise<string[]>;
	/** Runs a statement of the database itself, as somebody who damages or inspects it would. */
	sql(config: StoreConfig, statement: string): Promise<unknown[]>;
}

const opened: ConsentStore[] = [];

let spoil: ((backend: Backend) => Backend) | undefined;

/** Until further notice every SQLite store is opened on a backend changed like this. */
export function spoilBackends(change: ((backend: Backend) => Backend) | undefined): void {
	spoil = change;
}

/** Opens a store whose clock stands still a day after noon. */
export async function open(config: StoreConfig, options: OpenOptions = {}): Promise<ConsentStore> {
	const clock: OpenOptions = { now: () => NOON + 3600_000 * 24, ...options };
	const store = await (spoil === undefined ? openStore(config, clock) : openSpoilt(config, clock, spoil));
	opened.push(store);
	return store;
}

async function openSpoilt(config: StoreConfig, clock: OpenOptions, change: (backend: Backend) => Backend): Promise<ConsentStore> {
	const settings = parseConfig(config);
	if (settings.backend !== 'sqlite') throw new Error('only SQLite stores are spoilt');
	return await storeOn(change(await SqliteAdapter.open(settings.filePath)), settings, clock);
}

export async function closeAll(): Promise<void> {
	for (const store of opened.splice(0)) await store.close();
}
