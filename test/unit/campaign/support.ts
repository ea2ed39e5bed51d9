import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../../simulator';
import type { SendEntry, Simulator } from '../../../simulator';
import { openStore } from '../../../shared';
import type { ConsentStore, StoreConfig } from '../../../shared';
import { sendCampaign } from '../../../shared/campaign';
import type { Campaign, CampaignDependencies, CampaignRecipient, CampaignResult } from '../../../shared/campaign';
import { createClient } from '../../../shared/whatsapp';
import type { ClientDependencies, WhatsAppClient } from '../../../shared/whatsapp';

export const ACCOUNT = {
	accessToken: 'campaign-token',
	phoneNumberId: '106000000000009',
	businessAccountId: '102000000000009',
	appId: '900000000000009',
	appSecret: 'campaign-secret',
};

export const TEMPLATE = { name: 'summer_sale', language: 'en_US' };
export const HOUR = 3600 * 1000;

/** Numbers that belong to nobody. */
export const phone = (n: number): string => `+1555${String(2_000_000 + n).padStart(7, '0')}`;
export const people = (count: number, first = 0): CampaignRecipient[] => Array.from({ length: count }, (_, n) => ({ contact: phone(first + n) }));

/** Simulator, store and clock that a campaign runs on. */
export interface Stage {
	simulator: Simulator;
	store: ConsentStore;
	clock: { at: number };
	/** Waits that the campaign asked for, which passed at once. */
	waits: number[];
	client(dependencies?: ClientDependencies): WhatsAppClient;
	optIn(recipients: CampaignRecipient[], lists?: string[]): Promise<void>;
	stop(contact: CampaignRecipient['contact']): Promise<void>;
	run(recipients: Iterable<CampaignRecipient>, campaign?: Partial<Campaign>, dependencies?: Partial<CampaignDependencies>): Promise<CampaignResult>;
	/** Sends that reached the simulator and were accepted, by the address written to. */
	received(): Map<string, SendEntry[]>;
	anotherStore(): Promise<ConsentStore>;
	close(): Promise<void>;
}

/** On a SQLite file of its own, or the empty store that a configuration leads to. */
export async function startStage(config?: StoreConfig): Promise<Stage> {
	const folder = await mkdtemp(join(tmpdir(), 'campaign-'));
	const clock = { at: Date.parse('2026-06-01T12:00:00Z') };
	const opened: ConsentStore[] = [];
	const open = async (): Promise<ConsentStore> => {
		const store = await openStore(config ?? { backend: 'sqlite', filePath: join(folder, 'consent.sqlite') }, { now: () => clock.at });
		opened.push(store);
		return store;
	};
	const simulator = await startSimulator(ACCOUNT);
	simulator.change({ statuses: { sent: false, delivered: false }, messagingLimit: 'TIER_UNLIMITED' });
	simulator.templates.put({ ...TEMPLATE, category: 'MARKETING', components: [{ type: 'BODY', text: 'Half price' }, { type: 'FOOTER', text: 'Reply STOP to unsubscribe' }] });
	const store = await open();
	const waits: number[] = [];
	const client = (dependencies: ClientDependencies = {}) =>
		createClient({ ...ACCOUNT, baseUrl: simulator.url, apiVersion: 'v25.0' }, { retries: 0, random: () => 0.5, timeoutMs: 60_000, ...dependencies });
	return {
		simulator,
		store,
		clock,
		waits,
		client,
		optIn: async (recipients, lists) => {
			const base = { action: 'opt_in' as const, origin: 'business' as const, source: 'test', occurredAt: clock.at - HOUR };
			await store.record(recipients.map(({ contact }) => ({ ...base, contact, ...(lists && { lists }) })));
		},
		stop: async (contact) => {
			await store.record([{ action: 'opt_out', contact, origin: 'person', source: 'test', occurredAt: clock.at }]);
		},
		run: async (recipients, campaign, dependencies) =>
			await sendCampaign(
				recipients,
				{ key: 'summer', template: TEMPLATE, rule: 'required', messagesPerSecond: Infinity, ...campaign },
				{
					store,
					client: client(),
					now: () => clock.at,
					sleep: async (ms) => {
						waits.push(ms);
						clock.at += ms;
						await new Promise((resolve) => setImmediate(resolve));
					},
					...dependencies,
				},
			),
		received: () => {
			const byAddress = new Map<string, SendEntry[]>();
			for (const entry of simulator.log.sends({ outcome: 'accepted' })) {
				const address = entry.to ?? entry.recipient ?? '';
				byAddress.set(address, [...(byAddress.get(address) ?? []), entry]);
			}
			return byAddress;
		},
		anotherStore: open,
		close: async () => {
			await Promise.all([simulator.close(), ...opened.map(async (one) => await one.close())]);
			await rm(folder, { recursive: true, force: true });
		},
	};
}
