import type { ConsentStore, HistoryEntry } from '../store/types';
import type { WebhookItem } from '../whatsapp';
import { unlessDamaged } from './unlessDamaged';

/**
 * A message that opted somebody in when it first came did so for good: by now nothing waits for that yes any more, and they are no
 * longer opted out, so that judged anew it would look like any message, and its confirmation would never be sent.
 */
export async function asJudgedBefore(item: WebhookItem, judged: WebhookItem, store: ConsentStore): Promise<WebhookItem> {
	if (item.kind !== 'signal' || item.action !== 'opt_in' || judged.kind === 'signal' || item.messageId === undefined) return judged;
	const { messageId, phone, waId, userId } = item;
	const wherever = item.affirmative === true || item.lists.length === 0;
	const first = (await unlessDamaged(async () => await store.history({ phone, waId, userId }), [])).find((entry) => isOptInBy(entry, messageId) && (wherever || sameLists(entry.lists, item.lists)));
	return first === undefined ? judged : { ...item, lists: first.lists };
}

function isOptInBy(entry: HistoryEntry, messageId: string): boolean {
	return entry.action === 'opt_in' && entry.origin === 'person' && entry.evidence?.messageId === messageId;
}

function sameLists(some: readonly string[], others: readonly string[]): boolean {
	return some.length === others.length && some.every((list) => others.includes(list));
}
