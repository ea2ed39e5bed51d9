import { createHash } from 'node:crypto';

import type { ConsentSettings, ConsentStore, StoreConfig } from '../../shared';

/** A change of the settings is heard after this long at the latest. */
const FRESH_MS = 5000;
/** Stores one n8n serves at a time; more are read anew. */
const MOST = 64;

const known = new Map<string, { at: number; settings: ConsentSettings }>();

/** What the operator set for all nodes: read every few seconds rather than for every delivery. */
export async function settingsOf(config: StoreConfig, store: ConsentStore, now: number): Promise<ConsentSettings> {
	// A digest, because the configuration holds a password.
	const name = createHash('sha256').update(JSON.stringify(config)).digest('base64url');
	const found = known.get(name);
	if (found !== undefined && now >= found.at && now - found.at < FRESH_MS) return found.settings;
	const settings = await store.settings();
	if (known.size >= MOST) known.clear();
	known.set(name, { at: now, settings });
	return settings;
}
