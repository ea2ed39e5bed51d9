import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';

/** A changed credential is used after this long at the latest. */
const FRESH_MS = 5000;
/** Triggers one n8n serves at a time, twice over; of more the credentials are read anew. */
const MOST = 256;

const known = new Map<string, { at: number; data: Promise<ICredentialDataDecryptedObject> }>();

/**
 * A credential of the trigger, read every few seconds rather than for every delivery: n8n starts its expression engine for each
 * reading, which takes longer than everything else a delivery needs.
 */
export async function credentialsOf(context: IWebhookFunctions, type: string): Promise<ICredentialDataDecryptedObject> {
	const node = context.getNode();
	const name = JSON.stringify([context.getWorkflow().id, node.id, type, node.credentials?.[type]?.id]);
	const now = Date.now();
	const found = known.get(name);
	if (found !== undefined && now >= found.at && now - found.at < FRESH_MS) return await found.data;
	const data = context.getCredentials(type);
	if (known.size >= MOST) known.clear();
	known.set(name, { at: now, data });
	data.catch(() => known.delete(name));
	return await data;
}
