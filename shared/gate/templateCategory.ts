import { MESSAGE_CATEGORIES } from '../consent';
import type { MessageCategory } from '../consent';
import type { ConsentStore } from '../store/types';

/** The part of the WhatsApp client that is needed here. `gateCategory` is the stricter of a template's present and announced category. */
export interface TemplateLookup {
	template(name: string, language: string): Promise<{ ok: true; value: { gateCategory: MessageCategory } } | { ok: false }>;
}

/** Meta moves templates with a day's notice at best, and allows 200 look-ups an hour: an answer is used for this long. */
const FRESH_FOR_MS = 4 * 3600 * 1000;

/**
 * The category a template counts as: looked up at Meta, kept in the store for all workers; unknown, missing or out of reach counts as
 * marketing.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-categorization
 */
export async function templateCategory(
	store: Pick<ConsentStore, 'cache' | 'cached'>,
	lookup: TemplateLookup,
	template: { businessAccountId: string; name: string; language: string },
	now: number,
): Promise<MessageCategory> {
	const key = `template:${template.businessAccountId}:${template.name}:${template.language.replace('-', '_')}`;
	const kept = await store.cached(key);
	if (kept !== undefined && now - kept.at < FRESH_FOR_MS) {
		return MESSAGE_CATEGORIES.find((category) => category === kept.value) ?? 'marketing';
	}
	const found = await lookup.template(template.name, template.language);
	if (!found.ok) return 'marketing';
	await store.cache(key, found.value.gateCategory);
	return found.value.gateCategory;
}
