/**
 * Campaign sends per second as a ratio to a bare axios loop with the same bodies, connections and concurrency in the same run; the goal
 * is 0.8 with the pace lifted. Every send is claimed, asked for consent twice, finished and noted in a real store, on either backend.
 * Prints the median of paired rounds.
 *
 * Run: npx tsc -p tsconfig.dev.json && node build/bench/sends.js [sends per round] [sqlite,postgres]
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { openStore } from '../shared';
import { closeIdle } from '../shared/store';
import type { ConsentStore, StoreConfig } from '../shared';
import { sendCampaign } from '../shared/campaign';
import { buildCallbackData, createClient } from '../shared/whatsapp';
import { startSimulator } from '../simulator';
import { startPostgres } from '../test/support/postgres';

const ACCOUNT = { accessToken: 'bench-token', phoneNumberId: '106000000000001', businessAccountId: '102000000000001', appId: '900000000000001', appSecret: 'bench-secret' };
const TEMPLATE = { name: 'bench_offer', language: 'en_US' };
const ROUNDS = 7;
/** As many as a campaign without a pace has under way. */
const UNDER_WAY = 200;
const SENDS = Number(process.argv[2] ?? 2000);
const BACKENDS = (process.argv[3] ?? 'sqlite,postgres').split(',');

const phones = Array.from({ length: SENDS }, (_, n) => `+1555${String(1_000_000 + n)}`);

/** The simulator has a process of its own, so that its work is nobody's cost. */
async function playMeta(): Promise<void> {
	const simulator = await startSimulator(ACCOUNT);
	simulator.change({ statuses: { sent: false, delivered: false }, messagingLimit: 'TIER_UNLIMITED' });
	simulator.templates.put({ ...TEMPLATE, category: 'MARKETING', components: [{ type: 'BODY', text: 'Half price' }, { type: 'FOOTER', text: 'Reply STOP to unsubscribe' }] });
	process.on('disconnect', () => process.exit());
	process.send?.(simulator.url);
}

const httpAgent = new Agent({ keepAlive: true, maxSockets: 256 });

/** @returns sends per second */
async function bareLoop(url: string, round: number): Promise<number> {
	let next = 0;
	const worker = async (): Promise<void> => {
		for (let index = next++; index < phones.length; index = next++) {
			const to = phones[index] ?? '';
			const body = {
				messaging_product: 'whatsapp',
				recipient_type: 'individual',
				to,
				biz_opaque_callback_data: buildCallbackData({ contact: to, campaign: `bare-${round}` }),
				type: 'template',
				template: { name: TEMPLATE.name, language: { code: TEMPLATE.language } },
			};
			const { data } = await axios.post<{ messages: unknown[] }>(`${url}/v25.0/${ACCOUNT.phoneNumberId}/messages`, body, { httpAgent, headers: { authorization: `Bearer ${ACCOUNT.accessToken}` } });
			if (data.messages.length !== 1) throw new Error('The bare loop sent nothing');
		}
	};
	return await rate(async () => {
		await Promise.all(Array.from({ length: UNDER_WAY }, worker));
	});
}

async function campaign(url: string, store: ConsentStore, round: number): Promise<number> {
	const client = createClient({ ...ACCOUNT, baseUrl: url, apiVersion: 'v25.0' }, { retries: 0 });
	return await rate(async () => {
		const { report } = await sendCampaign(
			phones.map((contact) => ({ contact })),
			{ key: `bench-${round}`, template: TEMPLATE, rule: 'required', messagesPerSecond: Infinity, policy: { further: { coolDown: true } } },
			{ store, client, now: Date.now, sleep: async (ms) => await sleep(ms) },
		);
		if (report.sent !== phones.length) throw new Error(`The campaign is incomplete: ${report.summary}`);
	});
}

async function rate(work: () => Promise<void>): Promise<number> {
	const start = process.hrtime.bigint();
	await work();
	return phones.length / (Number(process.hrtime.bigint() - start) / 1e9);
}

function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function compare(name: string, url: string, config: StoreConfig): Promise<void> {
	const store = await openStore(config);
	try {
		await store.record(phones.map((contact) => ({ action: 'opt_in', contact, origin: 'business', source: 'bench', occurredAt: Date.now() - 1000 })));
		await bareLoop(url, -1);
		await campaign(url, store, -1);
		const pairs: Array<{ bare: number; ours: number }> = [];
		for (let round = 0; round < ROUNDS; round++) {
			const bareFirst = round % 2 === 0;
			const before = bareFirst ? await bareLoop(url, round) : 0;
			const ours = await campaign(url, store, round);
			pairs.push({ bare: bareFirst ? before : await bareLoop(url, round), ours });
		}
		const ratios = pairs.map(({ bare, ours }) => ours / bare);
		process.stdout.write(`${name}: bare axios loop ${median(pairs.map(({ bare }) => bare)).toFixed(0)} sends a second, campaign ${median(pairs.map(({ ours }) => ours)).toFixed(0)}, ratio ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(' ')})\n`);
	} finally {
		await store.close();
	}
}

async function measure(): Promise<void> {
	const meta = fork(__filename, ['meta']);
	const url = await new Promise<string>((resolve) => meta.once('message', (message) => resolve(String(message))));
	const folder = mkdtempSync(join(tmpdir(), 'bench-sends-'));
	const postgres = BACKENDS.includes('postgres') ? await startPostgres() : undefined;
	try {
		if (BACKENDS.includes('sqlite')) await compare('SQLite', url, { backend: 'sqlite', filePath: join(folder, 'consent.sqlite') });
		if (postgres !== undefined) await compare('PostgreSQL', url, { backend: 'postgres', ...(await postgres.createDatabase('bench')), ssl: 'disable' });
	} finally {
		await closeIdle();
		await postgres?.stop();
		rmSync(folder, { recursive: true, force: true });
		meta.disconnect();
	}
}

if (process.argv[2] === 'meta') void playMeta();
else void measure();
