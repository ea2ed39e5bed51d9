import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliverConfirmation, planConfirmation, type ConfirmationSender, type Delivery } from '../../../shared/confirmation';
import { openStore, type ConsentStore } from '../../../shared/store';
import { NOON, stopItem } from './support/item';

const MINUTE = 60_000;
let folder: string;
let time: number;
let workers: ConsentStore[];

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'confirmation-'));
	time = NOON;
	const open = () => openStore({ backend: 'sqlite', filePath: join(folder, 'consent.db') }, { now: () => time });
	workers = [await open(), await open()];
});
afterEach(async () => {
	await Promise.all(workers.map((store) => store.close()));
	rmSync(folder, { recursive: true });
});

/** A sender whose answer takes a turn of the event loop, and which counts. */
function counting(): ConfirmationSender & { sent: number } {
	const sender = {
		sent: 0,
		send: async () => {
			sender.sent += 1;
			await new Promise((resolve) => setImmediate(resolve));
			return { ok: true as const, messageId: `wamid.out${sender.sent}` };
		},
	};
	return sender;
}

function deliver(store: ConsentStore, sender: ConfirmationSender, eventId: string, retryUncertain = false): Promise<Delivery> {
	const plan = planConfirmation(stopItem({ eventId }), { businessName: 'Tea & Co' }, NOON);
	return deliverConfirmation(plan, { store, sender, now: () => time, retryUncertain });
}

it('confirms each of many events once in a real store, however many workers have them at once', async () => {
	const sender = counting();
	const events = Array.from({ length: 20 }, (_, index) => `ev-${index}`);
	const tries = events.flatMap((eventId) => [...workers, ...workers].map((store) => deliver(store, sender, eventId)));
	const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome);
	expect(sender.sent).toBe(20);
	expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(20);
	expect(outcomes.filter((outcome) => outcome === 'skipped')).toHaveLength(60);
});

it('keeps in a real store what was sent, so that a later status finds its contact', async () => {
	const [first, second] = workers as [ConsentStore, ConsentStore];
	await deliver(first, counting(), 'ev-1');
	await expect(second.sentMessages(['wamid.out1'])).resolves.toMatchObject([{ contact: '+15551234567', phoneNumberId: '1000', purpose: 'confirmation:ev-1' }]);
	await expect(deliver(second, counting(), 'ev-1')).resolves.toMatchObject({ confirmation: { reason: 'already_sent' } });
});

it('shows an attempt that broke off as uncertain in a real store, and repeats it only when asked', async () => {
	const [first, second] = workers as [ConsentStore, ConsentStore];
	const killed: ConfirmationSender = { send: () => Promise.reject(new Error('killed')) };
	await expect(deliver(first, killed, 'ev-1')).rejects.toThrow('killed');
	const sender = counting();
	await expect(deliver(second, sender, 'ev-1')).resolves.toMatchObject({ confirmation: { reason: 'in_progress' } });
	time += 6 * MINUTE;
	await expect(deliver(second, sender, 'ev-1')).resolves.toMatchObject({ confirmation: { reason: 'uncertain' } });
	expect(sender.sent).toBe(0);
	await expect(deliver(second, sender, 'ev-1', true)).resolves.toMatchObject({ outcome: 'sent' });
	await expect(deliver(first, sender, 'ev-1', true)).resolves.toMatchObject({ confirmation: { reason: 'already_sent' } });
	expect(sender.sent).toBe(1);
});

it('lets a real store try again after a definite failure', async () => {
	const [first, second] = workers as [ConsentStore, ConsentStore];
	const refusing: ConfirmationSender = { send: async () => ({ ok: false, code: 131008, meaning: 'A value is missing.', action: 'fix' }) };
	await expect(deliver(first, refusing, 'ev-1')).resolves.toMatchObject({ outcome: 'failed', failure: { reason: 'send_failed' } });
	await expect(deliver(second, counting(), 'ev-1')).resolves.toMatchObject({ outcome: 'sent' });
});
