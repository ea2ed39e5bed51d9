import { decide } from '../../../shared/consent';
import type { ContactState } from '../../../shared/consent';
import { deliverConfirmation, planConfirmation, UNREACHABLE_AFTER } from '../../../shared/confirmation';
import { buildCallbackData } from '../../../shared/whatsapp';
import { payloads } from '../../../simulator';
import { ADA, DAY, HOUR, inboxes, NOON, NUMBER, occasion, says, together } from './support';

const inbox = inboxes();
const PHONE = `+${ADA.waId}`;
const SECOND = 1000;

/** ADA's STOP, confirmed by a message that carries what a real one carries. */
async function confirmedStop(): Promise<{ id: string; opaque: string }> {
	const [item] = await inbox().deliver(says(ADA, 'STOP'));
	const plan = planConfirmation(item, { businessName: 'Tea & Co' }, NOON);
	let opaque = '';
	const send = async (message: { callback: object }) => {
		opaque = buildCallbackData(message.callback);
		return { ok: true as const, messageId: 'wamid.confirmation' };
	};
	await deliverConfirmation(plan, { store: inbox().store, sender: { send }, now: () => NOON + SECOND });
	return { id: 'wamid.confirmation', opaque };
}

const told = (status: Parameters<typeof payloads.status>[1], at = NOON) => inbox().deliver(payloads.status(occasion(ADA, at), status));
const confirmation = async () => (await inbox().store.history(PHONE)).find(({ action }) => action === 'opt_out')?.confirmation;
const undelivered = async () => (await inbox().store.undelivered([PHONE]))[0];
const undeliverable = (id: string, opaque?: string) => ({ id, status: 'failed' as const, ...(opaque && { opaque }), error: { code: 131026, title: 'Message undeliverable' } });

describe('what became of a confirmation stands with the event it answers', () => {
	it('from sent to read, in whatever order and however often it is told', async () => {
		const sent = await confirmedStop();
		expect(await confirmation()).toEqual({ state: 'sent', messageId: sent.id, type: 'text', wording: 'opt_out', language: 'en', sentAt: '2026-03-01T12:00:01.000Z' });
		await told({ ...sent, status: 'read' }, NOON + 5 * SECOND);
		for (let round = 0; round < 2; round++) await told({ ...sent, status: 'delivered' }, NOON + 3 * SECOND);
		expect(await confirmation()).toMatchObject({ state: 'read', deliveredAt: '2026-03-01T12:00:03.000Z', readAt: '2026-03-01T12:00:05.000Z' });
	});

	it('when it failed, with the reason', async () => {
		const { id, opaque } = await confirmedStop();
		await told(undeliverable(id, opaque), NOON + 4 * SECOND);
		expect(await confirmation()).toMatchObject({ state: 'failed', code: 131026, failedAt: '2026-03-01T12:00:04.000Z' });
	});

	it('when it was begun and never finished', async () => {
		const [item] = await inbox().deliver(says(ADA, 'STOP'));
		await inbox().store.claim(`confirm:${String(item?.eventId)}`);
		expect(await confirmation()).toEqual({ state: 'unfinished', begunAt: expect.any(String) });
	});

	it('and statuses of other messages change nothing', async () => {
		await inbox().deliver(says(ADA, 'STOP'));
		await told({ id: 'wamid.other', status: 'read', opaque: buildCallbackData({ contact: PHONE, campaign: 'spring' }) });
		await told({ id: 'wamid.other', status: 'read', opaque: buildCallbackData({ eventId: 'another event’s id' }) });
		expect(await confirmation()).toBeUndefined();
	});
});

describe('somebody whom messages do not reach', () => {
	it('is marked after each of them, once per message, and is not opted out by it', async () => {
		for (let n = 1; n <= UNREACHABLE_AFTER; n++) {
			for (let round = 0; round < 2; round++) await told(undeliverable(`wamid.${n}`), NOON + n * SECOND);
		}
		expect(await undelivered()).toEqual({ count: UNREACHABLE_AFTER, lastAt: NOON + UNREACHABLE_AFTER * SECOND });
		expect(await inbox().status(ADA)).toBe('none');
		expect((await inbox().store.history(PHONE)).filter(({ action }) => action !== 'link')).toEqual([]);
	});

	it.each([
		['a message of theirs', () => inbox().deliver(says(ADA, 'hello', { at: NOON + HOUR }))],
		['a delivered message', () => told({ id: 'wamid.there', status: 'delivered' }, NOON + HOUR)],
		['a message read', () => told({ id: 'wamid.there', status: 'read' }, NOON + HOUR)],
	])('counts as reached again after %s, whatever is told of earlier ones', async (_, sign) => {
		await told(undeliverable('wamid.1'), NOON);
		inbox().clock.now = NOON + DAY;
		await sign();
		expect(await undelivered()).toBeUndefined();
		await told(undeliverable('wamid.1'), NOON);
		await told(undeliverable('wamid.0'), NOON - HOUR);
		expect(await undelivered()).toBeUndefined();
		await told(undeliverable('wamid.2'), NOON + 2 * HOUR);
		expect(await undelivered()).toMatchObject({ count: 1 });
	});

	it('is told by the statuses of one delivery together', async () => {
		const failed = (n: number) => payloads.status(occasion(ADA, NOON + n * SECOND), undeliverable(`wamid.${n}`));
		await inbox().deliver(together(failed(1), failed(2), payloads.status(occasion(ADA, NOON + 9 * SECOND), { id: 'wamid.9', status: 'delivered' })));
		expect(await undelivered()).toBeUndefined();
	});
});

it('counts no opt-in from before WhatsApp doubted who is behind the number, and every stop', async () => {
	inbox().clock.now = NOON + DAY;
	await inbox().store.record([{ action: 'opt_in', contact: PHONE, origin: 'business', source: 'test', occurredAt: NOON - HOUR }]);
	const decision = async () => decide((await inbox().store.states([PHONE]))[0] as ContactState, { category: 'marketing', rule: 'required', list: 'marketing' }, NOON + DAY);
	expect(await decision()).toMatchObject({ decision: 'allow' });
	for (let round = 0; round < 2; round++) await told({ id: 'wamid.strange', status: 'failed', error: { code: 137000, title: 'Identity mismatch' } });
	expect(await decision()).toMatchObject({ decision: 'block', reason: 'identity_changed' });
	expect((await inbox().store.history(PHONE)).filter(({ action }) => action === 'link')).toHaveLength(1);
	await inbox().deliver(says(ADA, 'START', { at: NOON + HOUR }));
	expect(await decision()).toMatchObject({ decision: 'allow' });
	await told({ id: 'wamid.stranger', status: 'failed', error: { code: 137000, title: 'Identity mismatch' } }, NOON + 2 * HOUR);
	expect(await decision()).toMatchObject({ decision: 'block', reason: 'identity_changed' });
	await inbox().deliver(says(ADA, 'STOP', { at: NOON + 3 * HOUR }));
	expect(await decision()).toMatchObject({ decision: 'block', reason: 'opted_out' });
});

it('waits a day with marketing after Meta held a message back, as a later status tells', async () => {
	await told({ id: 'wamid.held', status: 'failed', error: { code: 131049, title: 'Healthy ecosystem' } });
	const [facts] = await inbox().store.facts([PHONE], NUMBER.phoneNumberId);
	expect(facts).toMatchObject({ coolDownUntil: NOON + DAY });
	expect(await inbox().status(ADA)).toBe('none');
});
