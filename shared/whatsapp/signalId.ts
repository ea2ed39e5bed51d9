import { createHash } from 'node:crypto';
import type { WebhookItem } from './items';

/**
 * What names an update, so that a second delivery is recognised: a message by its wamid; a status by message, status and
 * group participant; a preference by number, person, choice and time; a change of user id by both ids; anything else by its content.
 */
export function signalIdOf(item: WebhookItem): string {
	const { phoneNumberId = '', messageId } = item;
	if (item.kind === 'status' || (item.kind === 'signal' && item.door === 'send_error')) {
		const status = item.kind === 'status' ? item.status : 'failed';
		const { recipient_participant_id: participant } = item.message;
		return joined('status', messageId, status, typeof participant === 'string' ? participant : '', messageId === undefined ? digest(JSON.stringify(item.message)) : '');
	}
	if (item.kind === 'signal' && item.door === 'platform') return joined('preference', phoneNumberId, item.contact, item.action, item.occurredAt);
	if (messageId !== undefined) return joined('message', messageId, item.kind === 'signal' ? String(item.part ?? '') : '');
	if (item.kind === 'identity' && item.change === 'user_id') return joined('user_id', item.from?.userId, item.to?.userId);
	return joined(item.kind, phoneNumberId, digest(JSON.stringify([item.message, item.undated ? '' : item.occurredAt])));
}

/** Enough for any wamid; longer text is told apart by its digest. */
const LONGEST = 200;

function joined(...parts: Array<string | undefined>): string {
	const all = parts.map((part) => part ?? '').join(':');
	// Not by an expression: it would look for the end of each run of colons from each of them.
	let end = all.length;
	while (all[end - 1] === ':') end -= 1;
	const id = all.slice(0, end);
	return id.length <= LONGEST ? id : `${parts[0] ?? ''}:${digest(id)}`;
}

function digest(text: string): string {
	return createHash('sha256').update(text).digest('base64url');
}
