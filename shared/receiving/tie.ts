import type { Identifiers } from '../identity';
import { isUserId, parseIdentifier } from '../identity';
import type { ConsentStore, SentMessage } from '../store/types';
import type { WebhookItem } from '../whatsapp';

/**
 * Ties updates to contacts through the messages we sent: a refusal that names nobody, and a person known by user ID alone who answers
 * a message that went to a number.
 */
export async function tieToOurSends(items: WebhookItem[], store: ConsentStore): Promise<WebhookItem[]> {
	const wanted = [...new Set(items.flatMap(sentMessageOf))];
	if (wanted.length === 0) return items;
	const found = await store.sentMessages(wanted);
	const sent = new Map(wanted.map((id, index) => [id, found[index]]));
	return items.map((item) => tied(item, sent));
}

function sentMessageOf(item: WebhookItem): string[] {
	if (namesNobody(item)) return item.messageId === undefined ? [] : [item.messageId];
	return onlyUserId(item) && item.contextMessageId !== undefined ? [item.contextMessageId] : [];
}

function tied(item: WebhookItem, sent: Map<string, SentMessage | undefined>): WebhookItem {
	const [id] = sentMessageOf(item);
	const message = id === undefined ? undefined : sent.get(id);
	if (message === undefined) return item;
	if (namesNobody(item)) return { ...item, ...idsOf(message), contact: message.contact };
	if (item.userId === undefined || isUserId(message.contact)) return item;
	return { ...item, links: [...(item.links ?? []), { from: idsOf(message), to: { userId: item.userId } }] };
}

function namesNobody(item: WebhookItem): boolean {
	return item.contact === '' && (item.kind === 'status' || (item.kind === 'signal' && item.needsLedger === true));
}

function onlyUserId(item: WebhookItem): boolean {
	return item.userId !== undefined && item.phone === undefined && item.waId === undefined;
}

function idsOf(message: SentMessage): Identifiers {
	const parsed = parseIdentifier(message.contact);
	return parsed.ok ? parsed.ids : {};
}
