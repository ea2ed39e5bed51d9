import { startSimulator } from '../../../simulator';
import type { Simulator } from '../../../simulator';
import { createClient } from '../../../shared/whatsapp';
import type { ClientDependencies, WhatsAppAccount, WhatsAppClient } from '../../../shared/whatsapp';

export const ACCOUNT = {
	accessToken: 'EAAsecret-token-1',
	phoneNumberId: '106000000000001',
	businessAccountId: '102000000000001',
	appId: '900000000000001',
	appSecret: 'app-secret-9f',
	verifyToken: 'verify-token-3c',
};

export const start = (): Promise<Simulator> => startSimulator(ACCOUNT);

export const accountAt = (baseUrl: string): WhatsAppAccount => ({ ...ACCOUNT, baseUrl, apiVersion: 'v25.0' });

/** A client whose waits pass at once and are written down, and whose jitter is at its middle. */
export function clientAt(baseUrl: string, dependencies: ClientDependencies = {}): { client: WhatsAppClient; waits: number[] } {
	const waits: number[] = [];
	const sleep = async (ms: number): Promise<void> => {
		waits.push(ms);
	};
	return { client: createClient(accountAt(baseUrl), { sleep, random: () => 0.5, timeoutMs: 300, ...dependencies }), waits };
}
