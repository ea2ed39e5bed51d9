import { isUserId } from '../../identity';
import { parseCallbackData } from '../callbackData';
import type { OtherItem, SignalItem, StatusItem } from '../items';
import { statusSchema } from '../payloads';
import type { PayloadStatus } from '../payloads';
import { personOf } from './people';
import type { WrittenIds } from './people';
import { placed } from './place';
import type { Place } from './place';
import { keep } from './raw';

/** Meta's refusal of marketing to a person who switched it off in WhatsApp. */
export const USER_STOPPED_MARKETING = 131050;

/** One delivery status; a refusal because the person stopped marketing is a consent signal. */
export function readStatus(value: unknown, place: Place): StatusItem | SignalItem | OtherItem {
	const read = statusSchema.safeParse(value);
	const message = keep(value);
	if (!read.success) return { kind: 'other', contact: '', ...placed(place, undefined), field: place.field, note: 'A status of this webhook is no JSON object.', message };
	const status = read.data;
	const person = personOf(recipientOf(status), place.book);
	const codes = status.errors.flatMap(({ code }) => code ?? []);
	const base = { ...person, ...placed(place, status.timestamp), ...(status.id !== undefined && { messageId: status.id }) };
	if (codes.includes(USER_STOPPED_MARKETING)) {
		const signal: SignalItem = { kind: 'signal', ...base, action: 'platform_stop', door: 'send_error', lists: [], message };
		if (base.contact === '') signal.needsLedger = true;
		return signal;
	}
	const item: StatusItem = { kind: 'status', ...base, status: status.status ?? 'unknown', codes, message };
	if (status.pricing?.category !== undefined) item.category = status.pricing.category;
	if (status.biz_opaque_callback_data !== undefined) item.callbackData = status.biz_opaque_callback_data;
	return item;
}

/** Of a message to a group, the participant; where the status names nobody, the address our own callback data names. */
function recipientOf(status: PayloadStatus): WrittenIds {
	const waId = status.recipient_type === 'group' ? status.recipient_participant_id : status.recipient_id;
	const userId = status.recipient_user_id;
	if (waId !== undefined || userId !== undefined) return { waId, userId };
	const sentTo = parseCallbackData(status.biz_opaque_callback_data)?.contact;
	if (sentTo === undefined) return {};
	return isUserId(sentTo) ? { userId: sentTo } : { waId: sentTo };
}
