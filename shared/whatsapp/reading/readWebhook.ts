import type { OtherItem, WebhookItem } from '../items';
import { contactSchema, valueSchema } from '../payloads';
import type { ChangeValue } from '../payloads';
import { changesOf } from './changes';
import type { Change } from './changes';
import { ContactBook, identifiersFrom } from './people';
import { contactOf } from '../../identity';
import { placed } from './place';
import type { Place } from './place';
import { keep } from './raw';
import { readMessage } from './readMessage';
import { readIdUpdate, readPreference } from './readPreference';
import { readStatus } from './readStatus';

export interface ReadOptions {
	/** Milliseconds since 1970; stands in where an update carries no time. */
	receivedAt?: number;
}

/**
 * A webhook body as one item per message, status, preference and change of identity, in Meta's order. Keywords are not looked for
 * yet (`interpret`). Never throws: what can't be read becomes an item of kind `other` with a note.
 */
export function readWebhook(body: unknown, options: ReadOptions = {}): WebhookItem[] {
	const receivedAt = options.receivedAt ?? Date.now();
	return changesOf(body).flatMap((change) => readChange(change, receivedAt));
}

function readChange(change: Change, receivedAt: number): WebhookItem[] {
	const read = valueSchema.safeParse(change.value);
	const value: Partial<ChangeValue> = read.success ? read.data : {};
	const place: Place = {
		businessAccountId: change.businessAccountId,
		phoneNumberId: value.metadata?.phone_number_id,
		businessNumber: value.metadata?.display_phone_number?.replace(/\D/g, '') || undefined,
		field: change.field,
		time: change.time,
		receivedAt,
		book: new ContactBook(value.contacts ?? []),
	};
	const other = (note: string): OtherItem => ({ kind: 'other', contact: '', ...placed(place, undefined), field: change.field, note, message: keep(change.value) });
	if (change.note !== undefined) return [other(change.note)];
	if (!read.success) return [other('The value of this change is no JSON object.')];
	const items = readers(change.field, value, place);
	return items.length > 0 ? items : [other(change.field === undefined ? 'Nothing in this update is known.' : `Field ${change.field.slice(0, 100)}.`)];
}

/** Only the field `messages` holds the person's own words; the same lists elsewhere are copies or the business's own. */
function readers(field: string | undefined, value: Partial<ChangeValue>, place: Place): WebhookItem[] {
	const inbound = field === undefined || field === 'messages';
	return [
		...(inbound ? (value.messages ?? []) : []).map((message) => readMessage(message, place)),
		...(inbound ? (value.statuses ?? []) : []).map((status) => readStatus(status, place)),
		...(value.user_preferences ?? []).map((preference) => readPreference(preference, place)),
		...(value.user_id_update ?? []).map((update) => readIdUpdate(update, place)),
		...(value.message_echoes ?? []).map((echo) => readEcho(echo, place)),
	];
}

/** What staff typed in the WhatsApp Business app. */
function readEcho(echo: unknown, place: Place): OtherItem {
	const message = keep(echo);
	const ids = identifiersFrom({ waId: contactSchema.shape.wa_id.parse(message.to) });
	return { kind: 'other', ...ids, contact: contactOf(ids), ...placed(place, undefined), field: place.field, note: 'Written by the business itself, so never consent.', message };
}
