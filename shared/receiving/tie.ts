import type { Identifiers } from '../identity';
import { isUserId, parseIdentifier } from '../identity';
import type { ConsentStore, SentMessage } from '../store/types';
import type { WebhookItem } from '../whatsapp';
import { unlessDamaged } from './unlessDamaged';

/** Our sends that the updates are about or answer, by message ID. One read, none where nothing asks for it. */
export async function ourSends(items: WebhookItem[], store: ConsentStore): Promise<Map<string, SentMessage>> {
	const wanted = [...new Set(items.flatMap((item) => [...tyingMessage(item), ...invitation(item)]))];
	if (wanted.length === 0) return new Map();
	const found = (await unlessDamaged(async () => await store.sentMessages(wanted), undefined)) ?? (await oneByOne(wanted, store));
	return new Map(wanted.flatMap((id, index) => (found[index] === undefined ? [] : [[id, found[index]]])));
}

async function oneByOne(wanted: string[], store: ConsentStore): Promise<Array<SentMessage | undefined>> {
	const found: Array<SentMessage | undefined> = [];
	for (const id of wanted) found.push(...(await unlessDamaged(async () => await store.sentMessages([id]), [undefined])));
	return found;
}

/**
 * Ties an update to a contact through a message we sent: a refusal that names nobody, and a person known by user ID alone who
 * answers, or is reported to have got, a message that went to a number.
 */
export function tie(item: WebhookItem, sent: Map<string, SentMessage>): WebhookItem {
	const [id] = tyingMessage(item);
	const message = id === undefined ? undefined : sent.get(id);
	if (message === undefined) return item;
	if (namesNobody(item)) return { ...item, ...idsOf(message), contact: message.contact };
	if (item.userId === undefined || isUserId(message.contact)) return item;
	return { ...item, links: [...(item.links ?? []), { from: idsOf(message), to: { userId: item.userId } }] };
}

/** The send by whose address the update can be tied to somebody. In a group, an answer may be anybody's. */
function tyingMessage(item: WebhookItem): string[] {
	if (namesNobody(item) || (aboutOurSend(item) && onlyUserId(item))) return item.messageId === undefined ? [] : [item.messageId];
	return onlyUserId(item) && item.groupId === undefined && item.contextMessageId !== undefined ? [item.contextMessageId] : [];
}

/** The send a yes-word answers. */
function invitation(item: WebhookItem): string[] {
	return item.kind === 'signal' && item.affirmative === true && item.contextMessageId !== undefined ? [item.contextMessageId] : [];
}

function namesNobody(item: WebhookItem): boolean {
	return item.contact === '' && aboutOurSend(item);
}

function aboutOurSend(item: WebhookItem): boolean {
	return (item.kind === 'status' || (item.kind === 'signal' && item.door === 'send_error')) && !isToGroup(item.message);
}

function isToGroup(message: Record<string, unknown>): boolean {
	return message.recipient_type === 'group';
}

function onlyUserId(item: WebhookItem): boolean {
	return item.userId !== undefined && item.phone === undefined && item.waId === undefined;
}

function idsOf(message: SentMessage): Identifiers {
	const parsed = parseIdentifier(message.contact);
	return parsed.ok ? parsed.ids : {};
}
