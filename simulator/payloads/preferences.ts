import { contactOf, fieldWebhook, metadata, seconds, type JsonObject, type Occasion, type Webhook } from './envelope';

export type PreferenceValue = 'stop' | 'resume' | 'signup';

const DETAILS: Record<PreferenceValue, string> = {
	stop: 'User requested to stop marketing messages',
	resume: 'User requested to resume marketing messages',
	signup: 'User signed up via signup link',
};

/** WhatsApp's own "Offers and announcements" switch. `timestamp` is a number here, unlike in messages. */
export function userPreference(occasion: Occasion, value: PreferenceValue, signupId?: string): Webhook {
	const { number, person, at } = occasion;
	const preference: JsonObject = {
		...(person.waId === undefined ? {} : { wa_id: person.waId }),
		...(person.userId === undefined ? {} : { user_id: person.userId }),
		detail: DETAILS[value],
		category: 'marketing_messages',
		value,
		...(signupId === undefined ? {} : { signup_id: signupId }),
		timestamp: seconds(at),
	};
	return fieldWebhook(number, at, 'user_preferences', {
		messaging_product: 'whatsapp',
		metadata: metadata(number),
		contacts: [contactOf(person)],
		user_preferences: [preference],
	});
}
