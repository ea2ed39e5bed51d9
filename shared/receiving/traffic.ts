import type { ConsentStore, SentMessage } from '../store/types';
import type { WebhookItem } from '../whatsapp';

const DAY_MS = 86_400_000;
/** Meta asks not to write marketing for a day after it held a message back. */
const HELD_BACK = 131049;

/** As charged: through the ordinary endpoint and through the Marketing Messages API. */
const MARKETING: ReadonlySet<unknown> = new Set(['marketing', 'marketing_lite']);
const REALLY_SENT: ReadonlySet<string> = new Set(['sent', 'delivered', 'read', 'played']);

/** Notes what is not consent but what rules of the gate look at: who wrote to us when, and from whom Meta held a message back. */
export async function noteTraffic(items: WebhookItem[], store: ConsentStore, now: number): Promise<void> {
	const inbound = items.flatMap((item) =>
		item.contact !== '' && item.phoneNumberId !== undefined && opensWindow(item)
			? [{ identifier: { phone: item.phone, waId: item.waId, userId: item.userId }, phoneNumberId: item.phoneNumberId, at: momentOf(item, now) }]
			: [],
	);
	if (inbound.length > 0) await store.noteInbound(inbound);
	const sent = items.flatMap((item) => marketingSent(item, now));
	if (sent.length > 0) await store.noteSent(sent, { ifUnknown: true });
	for (const item of items) {
		if (item.kind !== 'status' || item.contact === '' || !item.codes.includes(HELD_BACK)) continue;
		const { phone, waId, userId } = item;
		await store.coolDown({ phone, waId, userId }, momentOf(item, now) + DAY_MS);
	}
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
