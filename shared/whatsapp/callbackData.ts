import { isUserId } from '../identity';

const PREFIX = 'consent-v1?';
/** WhatsApp's limit for `biz_opaque_callback_data`. */
const LONGEST = 512;

/** What a send carries so that its delivery statuses find their way back. */
export interface CallbackData {
	/** The address sent to: E.164 phone or BSUID. */
	contact?: string;
	/** The consent event a confirmation answers. */
	eventId?: string;
	campaign?: string;
}

/** Text for `biz_opaque_callback_data`, which Meta echoes in every status of the message. @throws {RangeError} over 512 characters. */
export function buildCallbackData(data: CallbackData): string {
	const parts = new URLSearchParams();
	if (data.contact !== undefined) parts.set('contact', data.contact);
	if (data.eventId !== undefined) parts.set('event', data.eventId);
	if (data.campaign !== undefined) parts.set('campaign', data.campaign);
	const text = PREFIX + parts.toString();
	if (text.length > LONGEST) throw new RangeError(`The callback data is ${text.length} characters long; WhatsApp takes ${LONGEST}. Use a shorter campaign key.`);
	return text;
}

/** Reads it back; null for data that other software set. */
export function parseCallbackData(text: string | undefined): CallbackData | null {
	if (text === undefined || text.length > LONGEST || !text.startsWith(PREFIX)) return null;
	const parts = new URLSearchParams(text.slice(PREFIX.length));
	const data: CallbackData = {};
	const contact = parts.get('contact');
	if (contact !== null && (isUserId(contact) || /^\+\d{6,19}$/.test(contact))) data.contact = contact;
	const eventId = parts.get('event');
	if (eventId !== null) data.eventId = eventId;
	const campaign = parts.get('campaign');
	if (campaign !== null) data.campaign = campaign;
	return data;
}
