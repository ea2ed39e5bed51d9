import { openStore } from '../../../shared/store';
import type { ConsentStore, OpenOptions, StoreConfig } from '../../../shared/store';
import { NOON } from './clock';

export { at, NOON, phone } from './clock';

/** A backend as a contract sees it: an empty database whenever one is wanted. */
export interface Ground {
	name: string;
	/** A new, empty store's configuration. */
	config(): Promise<StoreConfig>;
	/** Every row of it, key and value as one text. */
	rows(config: StoreConfig): Promise<string[]>;
	/** Runs a statement of the database itself, as somebody who damages or inspects it would. */
	sql(config: StoreConfig, statement: string): Promise<unknown[]>;
}

const opened: ConsentStore[] = [];

export async function open(config: StoreConfig, options: OpenOptions = {}): Promise<ConsentStore> {
	const store = await openStore(config, { now: () => NOON + 3600_000 * 24, ...options });
	opened.push(store);
	return store;
}

export async function closeAll(): Promise<void> {
	for (const store of opened.splice(0)) await store.close();
}
