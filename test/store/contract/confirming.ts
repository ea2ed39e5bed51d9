import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { deliverConfirmation, planConfirmation, type ConfirmationSender } from '../../../shared/confirmation';
import type { ConsentStore, StoreConfig } from '../../../shared/store';
import type { WhatsAppAccount } from '../../../shared/whatsapp';
import { startSimulator, type Simulator } from '../../../simulator';
import type { ConfirmerTask } from '../workers/confirmer';
import { open, phone } from './harness';
import type { Ground } from './harness';

const ROOT = join(__dirname, '../../..');
const MINUTE = 60_000;
const ACCOUNT = { accessToken: 'token', phoneNumberId: '106000000000001', businessAccountId: '102000000000001', appId: '900000000000001', appSecret: 'secret' };

interface Confirmer {
	ready: Promise<void>;
	go(): void;
	kill(): void;
	/** What it printed of each item; nothing when it was killed. */
	outcomes: Promise<string[] | undefined>;
}

function startConfirmer(task: ConfirmerTask): Confirmer {
	const child = spawn(process.execPath, ['-r', './test/support/typescript.cjs', './test/store/workers/confirmer.ts'], {
		cwd: ROOT,
		env: { ...process.env, TASK: JSON.stringify(task) },
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	let output = '';
	const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
	const ready = new Promise<void>((resolve, reject) => {
		child.stdout.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			if (output.includes('ready')) resolve();
		});
		void closed.then(() => reject(new Error('the process ended before it was ready')));
	});
	child.stdin.on('error', () => undefined);
	const outcomes = closed.then(() => (output.includes('[') ? (JSON.parse(output.slice(output.indexOf('['))) as string[]) : undefined));
	return { ready, outcomes, go: () => void child.stdin.write('go\n'), kill: () => void child.kill('SIGKILL') };
}

export function confirming(ground: Ground): void {
	describe(`processes that confirm the same events (${ground.name})`, () => {
		let config: StoreConfig;
		let store: ConsentStore;
		let simulator: Simulator;
		let account: WhatsAppAccount;
		beforeEach(async () => {
			config = await ground.config();
			store = await open(config, { now: Date.now });
			simulator = await startSimulator(ACCOUNT);
			simulator.change({ statuses: { sent: false, delivered: false } });
			account = { ...ACCOUNT, baseUrl: simulator.url, apiVersion: 'v25.0' };
		});
		afterEach(async () => await simulator.close());

		/** Items as the trigger gives them for STOPs of so many people, recorded. */
		const stops = async (count: number): Promise<Array<Record<string, unknown>>> => {
			const people = Array.from({ length: count }, (_, n) => phone(n));
			const at = Date.now();
			const results = await store.record(people.map((contact) => ({ action: 'opt_out', contact, origin: 'person', source: 'test', occurredAt: at })));
			for (const contact of people) simulator.customers.put({ phone: contact, lastMessageAt: at });
			return results.map(({ eventId, contact }) => ({
				action: 'opt_out', contact, phone: contact, lists: ['*'], door: 'keyword', keyword: 'STOP', language: 'en', text: 'STOP',
				occurredAt: new Date(at).toISOString(), phoneNumberId: ACCOUNT.phoneNumberId, changed: true, previousStatus: 'opted_in', status: 'opted_out', eventId,
			}));
		};
		const accepted = () => simulator.log.sends({ outcome: 'accepted' }).map(({ to }) => to);

		it('send one message for each between them', async () => {
			const items = await stops(40);
			const workers = [1, 2, 3].map(() => startConfirmer({ config, account, items }));
			await Promise.all(workers.map(async ({ ready }) => await ready));
			for (const { go } of workers) go();
			const outcomes = await Promise.all(workers.map(async (worker) => (await worker.outcomes) ?? []));
			expect(outcomes.flat().filter((outcome) => outcome === 'sent')).toHaveLength(40);
			expect(outcomes.flat().every((outcome) => ['sent', 'already_sent', 'in_progress'].includes(outcome))).toBe(true);
			expect(accepted().sort()).toEqual(items.map(({ phone: number }) => number).sort());
		}, 120_000);

		it.each(['before', 'after'] as const)('leave an attempt as uncertain that was killed %s WhatsApp had taken the message, and nobody repeats it', async (moment) => {
			const [item = {}] = await stops(1);
			simulator.faults.add({ hang: moment });
			const worker = startConfirmer({ config, account, items: [item] });
			await worker.ready;
			worker.go();
			while (simulator.log.sends().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
			worker.kill();
			expect(await worker.outcomes).toBeUndefined();

			const other = startConfirmer({ config, account, items: [item] });
			await other.ready;
			other.go();
			expect(await other.outcomes).toEqual(['in_progress']);
			const later = await open(config, { now: () => Date.now() + 6 * MINUTE });
			const sender: ConfirmationSender = { send: () => Promise.reject(new Error('nothing is to be sent')) };
			const delivery = await deliverConfirmation(planConfirmation(item, { businessName: 'Tea & Co' }, Date.now()), { store: later, sender, now: Date.now });
			expect(delivery).toEqual({ outcome: 'skipped', confirmation: { skipped: true, reason: 'uncertain' } });
			expect((await later.history(String(item.phone)))[0]).toMatchObject({ action: 'opt_out', confirmation: { state: 'unfinished' } });
			expect(simulator.log.sends()).toHaveLength(1);
		}, 120_000);
	});
}
