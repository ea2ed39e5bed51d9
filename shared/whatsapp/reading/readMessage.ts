import type { IdentityItem, MessageItem, OtherItem, Raw, Tap } from '../items';
import { messageSchema } from '../payloads';
import type { PayloadContent, PayloadMessage } from '../payloads';
import { isObject } from './changes';
import { personOf } from './people';
import { placed } from './place';
import type { Place } from './place';
import { keep } from './raw';
import { readDisclosed, readSystem } from './readSystem';

/** One inbound message, with all that may be understood in it. */
export function readMessage(value: unknown, place: Place): MessageItem | IdentityItem | OtherItem {
	const read = messageSchema.safeParse(value);
	const message = keep(value);
	if (!read.success) return { kind: 'other', contact: '', ...placed(place, undefined), field: place.field, note: 'A message of this webhook is no JSON object.', message };
	const parsed = read.data;
	const person = personOf({ waId: parsed.from, userId: parsed.from_user_id }, place.book);
	const base = { ...person, ...placed(place, parsed.timestamp), ...idsOf(parsed) };
	if (isEcho(parsed, place)) return { kind: 'other', ...base, field: place.field, note: 'Written by the business itself, so never consent.', message };
	if (parsed.type === 'system') return readSystem(parsed, base, message);
	const disclosed = readDisclosed(parsed, base, message);
	if (disclosed !== undefined) return disclosed;

	const item: MessageItem = { kind: 'message', ...base, message };
	if (base.contact === '') item.note = 'The sender has neither a readable number nor a user ID.';
	if (forwarded(parsed) || forwarded(parsed.edit?.message)) return item;
	Object.assign(item, understandable(parsed.type === 'edit' ? parsed.edit?.message : parsed));
	return item;
}

function idsOf(parsed: PayloadMessage): Pick<MessageItem, 'messageId' | 'contextMessageId' | 'groupId'> {
	const ids: ReturnType<typeof idsOf> = {};
	if (parsed.id !== undefined) ids.messageId = parsed.id;
	if (parsed.context?.id !== undefined) ids.contextMessageId = parsed.context.id;
	if (parsed.group_id !== undefined) ids.groupId = parsed.group_id;
	return ids;
}

function isEcho(parsed: PayloadMessage, place: Place): boolean {
	return parsed.from !== undefined && parsed.from.replace(/\D/g, '') === place.businessNumber;
}

function forwarded(message: Pick<PayloadMessage, 'context'> | undefined): boolean {
	return message?.context?.forwarded === true || message?.context?.frequently_forwarded === true;
}

/** Reactions, places, cards, orders and types nobody knows yet hold no words of consent. */
function understandable(content: Partial<PayloadContent> | undefined): Pick<MessageItem, 'examine' | 'tap' | 'form'> {
	switch (content?.type) {
		case undefined:
		case 'text':
			return { examine: content?.text?.body };
		case 'image':
		case 'video':
		case 'document':
		case 'audio':
			return { examine: content[content.type]?.caption };
		case 'button':
			return { tap: { door: 'button', payload: content.button?.payload, label: content.button?.text } };
		case 'interactive':
			return understandInteractive(content.interactive);
		default:
			return {};
	}
}

function understandInteractive(interactive: PayloadContent['interactive']): Pick<MessageItem, 'tap' | 'form'> {
	if (interactive?.type === 'button_reply') return { tap: tapOf(interactive.button_reply) };
	if (interactive?.type === 'list_reply') return { tap: tapOf(interactive.list_reply) };
	if (interactive?.type !== 'nfm_reply') return {};
	const form = formOf(interactive.nfm_reply?.response_json);
	return form === undefined ? {} : { form };
}

function tapOf(reply: { id?: string; title?: string } | undefined): Tap | undefined {
	return reply && { door: 'interactive', payload: reply.id, label: reply.title };
}

/** A Flow's answers travel as JSON inside the JSON. */
function formOf(written: unknown): Raw | undefined {
	if (isObject(written)) return written;
	if (typeof written !== 'string') return undefined;
	try {
		const parsed: unknown = JSON.parse(written);
		return isObject(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}
