import { openStore } from '../../../shared';
import { our, type Step } from './line-of-nodes';
import type { N8n } from './n8n';
import type { Stage } from './stage';

const MINUTE = 60_000;
/** So many that something can happen to the store while the gate reads them. */
export const MANY = Number(process.env.GATE_ITEMS ?? 20_000);
export const phone = (n: number) => `+1555${String(3_000_000 + n).padStart(7, '0')}`;
export const everybody = Array.from({ length: MANY }, (_, n) => ({ phone: phone(n) }));

export type Credential = { id: string; name: string };

export const gate = (store: Credential, settings: Record<string, unknown> = {}): Step => ({
	name: 'Gate',
	type: our('consentGate'),
	parameters: { category: 'marketing', rule: 'required' },
	node: { credentials: { consentStoreApi: store }, ...settings },
});

/** Opts in the first of everybody, past n8n. */
export async function fill(stage: Stage, count: number): Promise<void> {
	const store = await openStore(stage.store);
	for (let from = 0; from < count; from += 5000) {
		const some = everybody.slice(from, Math.min(from + 5000, count));
		await store.record(some.map((contact) => ({ action: 'opt_in', contact: contact.phone, origin: 'business', source: 'import', occurredAt: Date.now() - MINUTE })));
	}
	await store.close();
}

export const storeCredential = async (n8n: N8n, name: string, data: Record<string, string | number>): Promise<Credential> => {
	const { id } = await n8n.credentials.create('consentStoreApi', name, data);
	return { id, name };
};
