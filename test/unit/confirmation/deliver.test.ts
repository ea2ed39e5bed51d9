import { deliverConfirmation, planConfirmation, type ConfirmationSender, type OutgoingConfirmation, type SendOutcome } from '../../../shared/confirmation';
import { MemoryClaims } from './support/claims';
import { MINUTE, NOON, stopItem } from './support/item';

const settings = { businessName: 'Tea & Co' };

/** Answers in turn, the last answer for ever, and remembers what it was asked to send. */
class Scripted implements ConfirmationSender {
	readonly messages: OutgoingConfirmation[] = [];
	constructor(private readonly answers: Array<SendOutcome | Error | Promise<SendOutcome>> = [{ ok: true, messageId: 'wamid.out' }]) {}
	async send(message: OutgoingConfirmation): Promise<SendOutcome> {
		const answer = this.answers[Math.min(this.messages.length, this.answers.length - 1)];
		this.messages.push(message);
		if (answer instanceof Error) throw answer;
		return (await answer) ?? { ok: false, meaning: 'no script', action: 'fix' };
	}
}

let time = NOON;
const now = () => time;
let store: MemoryClaims;

beforeEach(() => {
	time = NOON;
	store = new MemoryClaims(now);
});

function deliver(sender: ConfirmationSender, over: Record<string, unknown> = {}, item = stopItem()) {
	return deliverConfirmation(planConfirmation(item, settings, NOON), { store, sender, now, ...over });
}

const skipped = (reason: string) => ({ outcome: 'skipped', confirmation: { skipped: true, reason } });
const refused = (over: object = {}): SendOutcome => ({ ok: false, code: 131008, meaning: 'A value is missing.', action: 'fix', detail: 'text', ...over });

it('reports what was sent, where to and when, and remembers it for later statuses', async () => {
	await expect(deliver(new Scripted())).resolves.toEqual({
		outcome: 'sent',
		confirmation: { messageId: 'wamid.out', to: '+15551234567', type: 'text', sentAt: '2026-01-15T12:00:00.000Z' },
	});
	expect(store.sent).toEqual([{ messageId: 'wamid.out', contact: '+15551234567', phoneNumberId: '1000', at: NOON, purpose: 'confirmation:ev_1' }]);
	expect(store.begun.get('confirm:ev_1')?.outcome).toMatchObject({ messageId: 'wamid.out', wording: 'opt_out', language: 'en' });
});

it('holds the claim before the sender is called', async () => {
	const held: boolean[] = [];
	await deliver({ send: async () => (held.push(store.begun.has('confirm:ev_1')), { ok: true, messageId: 'wamid.out' }) });
	expect(held).toEqual([true]);
});

it('sends nothing and claims nothing for a plan that skips or has a problem', async () => {
	const sender = new Scripted();
	await expect(deliver(sender, {}, stopItem({ changed: false }))).resolves.toEqual(skipped('unchanged'));
	await expect(deliver(sender, {}, stopItem({ occurredAt: 'soon' }))).resolves.toMatchObject({ outcome: 'problem', problem: expect.stringContaining('occurredAt') });
	expect(sender.messages).toEqual([]);
	expect(store.begun.size).toBe(0);
});

it('sends once however often the workflow runs on the event', async () => {
	const sender = new Scripted();
	await deliver(sender);
	time += 60 * MINUTE;
	await expect(deliver(sender, { retryUncertain: true }, stopItem({ redelivered: true }))).resolves.toEqual(skipped('already_sent'));
	expect(sender.messages).toHaveLength(1);
});

it('sends once when two workers have the event at the same time', async () => {
	let answer: (outcome: SendOutcome) => void = () => undefined;
	const sender = new Scripted([new Promise((resolve) => (answer = resolve))]);
	const first = deliver(sender);
	const second = await deliver(sender);
	answer({ ok: true, messageId: 'wamid.out' });
	expect(second).toEqual(skipped('in_progress'));
	await expect(first).resolves.toMatchObject({ outcome: 'sent' });
	expect(sender.messages).toHaveLength(1);
});

it('sends for each of two events', async () => {
	const sender = new Scripted();
	await deliver(sender);
	await deliver(sender, {}, stopItem({ eventId: 'ev_other' }));
	expect(sender.messages).toHaveLength(2);
});

describe('an attempt that broke off', () => {
	it('stays visible as uncertain and is not repeated, until somebody asks for it', async () => {
		const crash = new Error('the process was killed');
		await expect(deliver(new Scripted([crash]))).rejects.toBe(crash);
		time += 6 * MINUTE;
		const sender = new Scripted();
		await expect(deliver(sender)).resolves.toEqual(skipped('uncertain'));
		expect(sender.messages).toEqual([]);
		await expect(deliver(sender, { retryUncertain: true })).resolves.toMatchObject({ outcome: 'sent' });
		await expect(deliver(sender, { retryUncertain: true })).resolves.toEqual(skipped('already_sent'));
		expect(sender.messages).toHaveLength(1);
	});

	it('is the same when the sender says that the message may have gone out', async () => {
		const sender = new Scripted([refused({ code: 'timeout', action: 'uncertain', meaning: 'No answer came.' }), { ok: true, messageId: 'wamid.2' }]);
		await expect(deliver(sender)).resolves.toMatchObject({ outcome: 'failed', failure: { reason: 'uncertain', meaning: 'No answer came.' } });
		time += 6 * MINUTE;
		await expect(deliver(sender)).resolves.toEqual(skipped('uncertain'));
		expect(sender.messages).toHaveLength(1);
	});
});

describe('a definite failure', () => {
	it.each<[string, SendOutcome, object]>([
		['a refused value', refused(), { reason: 'send_failed', code: 131008, meaning: 'A value is missing.', action: 'fix', detail: 'text' }],
		['a person without WhatsApp', refused({ code: 131026, action: 'skip', unreachable: true }), { reason: 'unreachable', code: 131026 }],
		['a window that closed meanwhile', refused({ code: 131047, action: 'skip', windowClosed: true }), { reason: 'window_closed', code: 131047 }],
		['a stop inside WhatsApp', refused({ code: 131050, action: 'skip', recordOptOut: true }), { reason: 'send_failed', recordOptOut: true }],
	])('gives the claim back and keeps the meaning: %s', async (_, answer, failure) => {
		const sender = new Scripted([answer, { ok: true, messageId: 'wamid.2' }]);
		await expect(deliver(sender)).resolves.toMatchObject({ outcome: 'failed', failure });
		await expect(deliver(sender)).resolves.toMatchObject({ outcome: 'sent', confirmation: { messageId: 'wamid.2' } });
	});

	it('is not hidden by a store that can’t take the claim back; then it is not repeated', async () => {
		store.broken.add('release');
		await expect(deliver(new Scripted([refused()]))).resolves.toMatchObject({ outcome: 'failed', unnoted: true, failure: { code: 131008 } });
		time += 6 * MINUTE;
		await expect(deliver(new Scripted())).resolves.toEqual(skipped('uncertain'));
	});
});

describe('a store that is away', () => {
	it('before the send: nothing is sent, and the error says so', async () => {
		store.broken.add('claim');
		const sender = new Scripted();
		await expect(deliver(sender)).rejects.toThrow('The database is away');
		expect(sender.messages).toEqual([]);
	});

	it.each(['finish', 'noteSent'] as const)('after the send (%s): reported as sent, and not sent again', async (method) => {
		store.broken.add(method);
		const sender = new Scripted();
		await expect(deliver(sender)).resolves.toMatchObject({ outcome: 'sent', unnoted: true, confirmation: { messageId: 'wamid.out' } });
		time += 6 * MINUTE;
		await expect(deliver(sender)).resolves.toMatchObject({ outcome: 'skipped' });
		expect(sender.messages).toHaveLength(1);
	});
});

it('learns from the answer which wa_id and user id the number has', async () => {
	await deliver(new Scripted([{ ok: true, messageId: 'wamid.out', waId: '15559999999', userId: 'US.1349' }]));
	expect(store.recorded).toMatchObject([
		{ action: 'link', contact: { phone: '+15551234567' }, to: { waId: '15559999999' }, evidence: { messageId: 'wamid.out' } },
		{ action: 'link', contact: { phone: '+15551234567' }, to: { userId: 'US.1349' } },
	]);
	await deliver(new Scripted([{ ok: true, messageId: 'wamid.3', waId: '15551234567' }]), {}, stopItem({ eventId: 'ev_3' }));
	expect(store.recorded).toHaveLength(2);
});
