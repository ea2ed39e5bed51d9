import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receive, understand } from '../../../shared/receiving';
import type { Emitted, ReceivingOptions } from '../../../shared/receiving';
import { closeIdle, openStore } from '../../../shared/store';
import type { ConsentStore } from '../../../shared/store';
import { payloads } from '../../../simulator';

export type Webhook = ReturnType<typeof payloads.inbound>;
export type Content = Parameters<typeof payloads.inbound>[1];
type Occasion = Parameters<typeof payloads.inbound>[0];

export const NOON = Date.UTC(2026, 2, 1, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const NUMBER = { businessAccountId: '102000000000001', phoneNumberId: '106000000000001', displayPhoneNumber: '+1 555-010-0000' };
export const ADA = { waId: '15551230001', userId: 'US.13491208655302741901', name: 'Ada' };
/** Username users hide their number. */
export const NOOR = { userId: 'US.13491208655302741918', name: 'Noor' };

export const occasion = (person: Occasion['person'], at = NOON): Occasion => ({ number: NUMBER, person, at });

let written = 0;
export interface SayOptions {
	id?: string;
	at?: number;
	answers?: string;
	groupId?: string;
}

/** The webhook of a message; words are typed. */
export function says(person: Occasion['person'], content: string | Content, { id = `wamid.in${++written}`, at, answers, groupId }: SayOptions = {}): Webhook {
	const message = typeof content === 'string' ? payloads.text(content) : content;
	return payloads.inbound(occasion(person, at), message, { id, groupId, ...(answers === undefined ? {} : { context: { answers } }) });
}

export const together = (...webhooks: Webhook[]): Webhook => payloads.batch(webhooks, 'messages');

export type Settings = Partial<Omit<ReceivingOptions, 'understanding'>> & ReceivingOptions['understanding'];

const RECEIVING = new Set(['optInFrom', 'enabled', 'recordConsent', 'confirmWithinDays', 'dedupe', 'emitStatuses', 'recipient']);

export function optionsFrom(settings: Settings): ReceivingOptions {
	const entries = Object.entries(settings);
	return {
		optInFrom: 'anyone',
		enabled: true,
		recordConsent: true,
		dedupe: true,
		emitStatuses: false,
		...Object.fromEntries(entries.filter(([name]) => RECEIVING.has(name))),
		understanding: { naturalLanguage: 'ask', ...Object.fromEntries(entries.filter(([name]) => !RECEIVING.has(name))) },
	};
}

/** A store on a real SQLite file, and deliveries into it. */
export interface Inbox {
	store: ConsentStore;
	/** As Meta delivers and n8n takes over; answers the items in order. */
	deliver(webhook: unknown, settings?: Settings): Promise<Array<Record<string, unknown>>>;
	/** As `deliver`, but the process dies before the workflow has begun. */
	crash(webhook: unknown, settings?: Settings): Promise<Emitted[]>;
	outputs(webhook: unknown, settings?: Settings): Promise<Array<Emitted['output']>>;
	status(person: { waId?: string; userId?: string; phone?: string }): Promise<string | undefined>;
	clock: { now: number };
}

/** A new inbox for every test of the file. */
export function inboxes(): () => Inbox {
	const home = mkdtempSync(join(tmpdir(), 'receiving-'));
	let made = 0;
	let inbox: Inbox | undefined;
	beforeEach(async () => {
		const clock = { now: NOON + 60_000 };
		const store = await openStore({ backend: 'sqlite', filePath: join(home, `${++made}.sqlite`) }, { now: () => clock.now });
		const crash = async (webhook: unknown, settings: Settings = {}): Promise<Emitted[]> => {
			const options = optionsFrom(settings);
			return await receive(understand(webhook, options, clock.now), store, options, clock.now);
		};
		const emitted = async (webhook: unknown, settings?: Settings): Promise<Emitted[]> => {
			const items = await crash(webhook, settings);
			await store.handedOver(items.map(({ signalId }) => signalId));
			return items;
		};
		inbox = {
			store,
			crash,
			clock,
			deliver: async (webhook, settings) => (await emitted(webhook, settings)).map(({ json }) => json),
			outputs: async (webhook, settings) => (await emitted(webhook, settings)).map(({ output }) => output),
			status: async (person) => (await store.states([person]))[0]?.status,
		};
	});
	afterEach(async () => {
		await inbox?.store.close();
		await closeIdle();
	});
	afterAll(() => rmSync(home, { recursive: true, force: true }));
	return () => {
		if (inbox === undefined) throw new Error('An inbox is open only within a test');
		return inbox;
	};
}
