import type { ConsentStore } from '../../shared';
import { readSettings } from '../../shared/receiving';
import type { KnownSettings } from '../../shared/receiving';

/** A change of the settings is heard after this long at the latest. */
const FRESH_MS = 5000;
/** Stores one n8n serves at a time; more are read anew. */
const MOST = 64;

const known = new Map<string, { at: number } & KnownSettings>();

/**
 * What the operator set for all nodes: read every few seconds rather than for every delivery. Damaged settings must not keep an opt-out
 * waiting: then those read last go on.
 */
export async function settingsOf(name: string, store: ConsentStore, now: number): Promise<KnownSettings> {
	const found = known.get(name);
	if (found !== undefined && now >= found.at && now - found.at < FRESH_MS) return found;
	const read = await readSettings(store, found?.settings);
	if (known.size >= MOST) known.clear();
	known.set(name, { at: now, ...read });
	return read;
}
