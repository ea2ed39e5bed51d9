import type { ConsentSettings, ConsentStore } from '../../shared';

/** A change of the settings is heard after this long at the latest. */
const FRESH_MS = 5000;
/** Stores one n8n serves at a time; more are read anew. */
const MOST = 64;

const known = new Map<string, { at: number; settings: ConsentSettings }>();

/** What the operator set for all nodes: read every few seconds rather than for every delivery. */
export async function settingsOf(name: string, store: ConsentStore, now: number): Promise<ConsentSettings> {
	const found = known.get(name);
	if (found !== undefined && now >= found.at && now - found.at < FRESH_MS) return found.settings;
	const settings = await store.settings();
	if (known.size >= MOST) known.clear();
	known.set(name, { at: now, settings });
	return settings;
}
