import type { ConsentSettings, ConsentStore } from '../store/types';
import { CorruptRecord } from '../store/errors';

export interface KnownSettings {
	/** Missing where they are damaged and were never read before. */
	settings?: ConsentSettings;
	/** They can't be read as they stand in the store now. */
	damaged: boolean;
}

/** The settings, or those given where the store's are damaged. */
export async function readSettings(store: ConsentStore, last?: ConsentSettings): Promise<KnownSettings> {
	try {
		return { settings: await store.settings(), damaged: false };
	} catch (error) {
		if (!(error instanceof CorruptRecord)) throw error;
		return { ...(last !== undefined && { settings: last }), damaged: true };
	}
}
