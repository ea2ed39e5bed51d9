import type { Identifiers } from '../identity';
import type { ConsentStore, DeliveryNote, SentMessage } from '../store/types';
import { doubtFromRefusedSend, parseCallbackData } from '../whatsapp';
import type { StatusItem, WebhookItem } from '../whatsapp';
import { allButDamaged, unlessDamaged } from './unlessDamaged';

const DAY_MS = 86_400_000;
/** Meta asks not to write marketing for a day after it held a message back. */
const HELD_BACK = 131049;
/** The person behind the number may be another. */
const IDENTITY_MISMATCH = 137000;
/** Not on WhatsApp, an old app, terms not accepted; a block looks the same. */
const UNDELIVERABLE = 131026;

/** As charged: through the ordinary endpoint and through the Marketing Messages API. */
const MARKETING: ReadonlySet<unknown> = new Set(['marketing', 'marketing_lite']);
const GOT_THROUGH: ReadonlySet<string> = new Set(['delivered', 'read', 'played']);
const REALLY_SENT: ReadonlySet<string> = new Set(['sent', 'delivered', 'read', 'played']);

/**
 * Notes what is not consent but what rules and senders look at: who wrote to us when, what became of our messages, and from whom Meta
 * held one back.
 */
export async function noteTraffic(items: WebhookItem[], store: ConsentStore, now: number): Promise<void> {
	const inbound = items.flatMap((item) =>
		item.contact !== '' && item.phoneNumberId !== undefined && opensWindow(item)
			? [{ identifier: { phone: item.phone, waId: item.waId, userId: item.userId }, phoneNumberId: item.phoneNumberId, at: momentOf(item, now) }]
			: [],
	);
	await allButDamaged(inbound, async (some) => await store.noteInbound(some));
	const sent = items.flatMap((item) => marketingSent(item, now));
	await allButDamaged(sent, async (some) => await store.noteSent(some, { ifUnknown: true }));
	await noteStatuses(items.filter((item) => item.kind === 'status'), store, now);
}

async function noteStatuses(statuses: StatusItem[], store: ConsentStore, now: number): Promise<void> {
	const confirmations = statuses.flatMap((item) => deliveryOf(item, now));
	await allButDamaged(confirmations, async (some) => await store.noteDeliveries(some));
	const known = statuses.filter(({ contact }) => contact !== '');
	for (const item of known) {
		const at = momentOf(item, now);
		if (item.codes.includes(HELD_BACK)) await store.coolDown(idsOf(item), at + DAY_MS);
		if (item.codes.includes(IDENTITY_MISMATCH)) await store.record([doubtFromRefusedSend({ contact: idsOf(item), at })]);
		const { messageId } = item;
		if (item.codes.includes(UNDELIVERABLE) && messageId !== undefined) await unlessDamaged(async () => await store.noteUndelivered(idsOf(item), messageId, at), undefined);
	}
	// After the failures, of which the same delivery may tell.
	const reached = known.filter(({ status }) => GOT_THROUGH.has(status));
	await allButDamaged(reached, async (some) => await store.noteReached(some.map((item) => ({ identifier: idsOf(item), at: momentOf(item, now) }))));
}

const DELIVERIES: Partial<Record<string, DeliveryNote['status']>> = { sent: 'sent', delivered: 'delivered', read: 'read', played: 'read', failed: 'failed' };

const EVENT_ID = /^[\w-]{22}$/;

/** Confirmations carry the event they answer in their callback data. */
function deliveryOf(item: StatusItem, now: number): DeliveryNote[] {
	const eventId = parseCallbackData(item.callbackData)?.eventId;
	const status = DELIVERIES[item.status];
	if (eventId === undefined || !EVENT_ID.test(eventId) || status === undefined) return [];
	const [code] = item.codes;
	return [{ eventId, status, at: momentOf(item, now), ...(code !== undefined && { code }) }];
}

function idsOf({ phone, waId, userId }: WebhookItem): Identifiers {
	return { ...(phone !== undefined && { phone }), ...(waId !== undefined && { waId }), ...(userId !== undefined && { userId }) };
}

/** Marketing that went out by whichever sender, so that frequency caps count it too. */
function marketingSent(item: WebhookItem, now: number): SentMessage[] {
	if (item.kind !== 'status' || !MARKETING.has(item.category) || !REALLY_SENT.has(item.status)) return [];
	const { contact, messageId, phoneNumberId } = item;
	if (contact === '' || messageId === undefined || phoneNumberId === undefined) return [];
	return [{ contact, messageId, phoneNumberId, at: momentOf(item, now), category: 'marketing' }];
}

/** What somebody writes in a group opens the group's window, not theirs. */
function opensWindow(item: WebhookItem): boolean {
	if (item.groupId !== undefined) return false;
	if (item.kind === 'identity') return item.change === 'disclosed';
	return item.kind === 'message' || (item.kind === 'signal' && item.door !== 'platform' && item.door !== 'send_error');
}

/** A forged time from the future must not hold a window or a cool-down open for years. */
function momentOf(item: WebhookItem, now: number): number {
	return Math.min(Date.parse(item.occurredAt), now);
}
