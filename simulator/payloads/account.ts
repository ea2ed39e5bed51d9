import { fieldWebhook, seconds, type BusinessNumber, type JsonObject, type Webhook } from './envelope';

type TemplateRef = { id: string; name: string; language: string };

const refOf = (template: TemplateRef): JsonObject => ({
	message_template_id: Number(template.id),
	message_template_name: template.name,
	// These webhooks write the language with a hyphen although send and list calls use an underscore.
	message_template_language: template.language.replace('_', '-'),
});

/** Field `template_category_update`, announced: `new_category` is the category still in force. */
export const categoryUpdateAhead = (number: BusinessNumber, at: number, template: TemplateRef, current: string, correct: string): Webhook =>
	fieldWebhook(number, at, 'template_category_update', {
		...refOf(template),
		new_category: current,
		correct_category: correct,
		category_update_timestamp: seconds(at) + 86_400,
	});

/** Field `template_category_update`, done. */
export const categoryUpdateDone = (number: BusinessNumber, at: number, template: TemplateRef, previous: string, now: string): Webhook =>
	fieldWebhook(number, at, 'template_category_update', { ...refOf(template), previous_category: previous, new_category: now });

/** Field `message_template_status_update`. */
export const templateStatusUpdate = (number: BusinessNumber, at: number, template: TemplateRef, event: string, reason = 'NONE'): Webhook =>
	fieldWebhook(number, at, 'message_template_status_update', { event, ...refOf(template), reason });

/** Field `account_update`. */
export const accountUpdate = (number: BusinessNumber, at: number, event: string, details: JsonObject = {}): Webhook =>
	fieldWebhook(number, at, 'account_update', { phone_number: number.displayPhoneNumber.replace(/\D/g, ''), event, ...details });

/** Field `phone_number_quality_update`. */
export const qualityUpdate = (number: BusinessNumber, at: number, event: string, limit: string): Webhook =>
	fieldWebhook(number, at, 'phone_number_quality_update', {
		display_phone_number: number.displayPhoneNumber.replace(/\D/g, ''),
		event,
		max_daily_conversations_per_business: limit,
	});
