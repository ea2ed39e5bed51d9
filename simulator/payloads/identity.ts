import { contactOf, fieldWebhook, messagesWebhook, metadata, seconds, type Occasion, type Webhook } from './envelope';
import type { MessageContent } from './messages';

/** System message: the person of `occasion` (old number) now has `newWaId`. No `contacts[]`. */
export const userChangedNumber = (occasion: Occasion, newWaId: string, id: string): Webhook =>
	messagesWebhook(occasion.number, {
		messages: [
			{
				from: occasion.person.waId,
				id,
				timestamp: String(seconds(occasion.at)),
				type: 'system',
				system: {
					type: 'user_changed_number',
					wa_id: newWaId,
					body: `User ${occasion.person.name ?? ''} changed from ${occasion.person.waId ?? ''} to ${newWaId}`,
				},
			},
		],
	});

/** System message: the person of `occasion` (old BSUID) now has `newUserId`. No `contacts[]`. */
export const userChangedUserId = (occasion: Occasion, newUserId: string, id: string): Webhook =>
	messagesWebhook(occasion.number, {
		messages: [
			{
				from_user_id: occasion.person.userId,
				id,
				timestamp: String(seconds(occasion.at)),
				type: 'system',
				system: {
					type: 'user_changed_user_id',
					user_id: newUserId,
					body: `User ${occasion.person.name ?? ''} changed from ${occasion.person.userId ?? ''} to ${newUserId}`,
				},
			},
		],
	});

/** Field `user_id_update`: old and new BSUID as data. The person of `occasion` holds the new one. */
export const userIdUpdate = (occasion: Occasion, previousUserId: string, newUserId: string): Webhook =>
	fieldWebhook(occasion.number, occasion.at, 'user_id_update', {
		messaging_product: 'whatsapp',
		metadata: metadata(occasion.number),
		contacts: [contactOf({ ...occasion.person, userId: newUserId })],
		user_id_update: [
			{
				...(occasion.person.waId === undefined ? {} : { wa_id: occasion.person.waId }),
				detail: 'User id was updated',
				timestamp: seconds(occasion.at),
				user_id: { previous: previousUserId, current: newUserId },
			},
		],
	});

/** The person tapped "share my number": their own phone, linked to the BSUID they write from. */
export const disclosedContact = (waId: string, name = 'Customer'): MessageContent => ({
	type: 'contacts',
	origin: 'contact_request',
	contacts: [{ name: { formatted_name: name, first_name: name }, phones: [{ phone: `+${waId}`, wa_id: waId, type: 'CELL' }] }],
});

/** Somebody's address card, sent on: says nothing about the sender's own number. */
export const sharedContact = (waId: string, name: string): MessageContent => ({
	...disclosedContact(waId, name),
	origin: 'other',
});
