import { MESSAGE_CATEGORIES } from '../consent';
import type { MessageCategory } from '../consent';
import type { ConsentStore } from '../store/types';
import { templateKey } from './templateKey';
import type { TemplateName } from './templateKey';

/** The part of the WhatsApp client that is needed here. `gateCategory` is the stricter of a template's present and announced category. */
export interface TemplateLookup {
	template(name: string, language: string): Promise<{ ok: true; value: { gateCategory: MessageCategory } } | { ok: false; meaning: string }>;
}

/** What a template counts as. */
export interface TemplateCategory {
	category: MessageCategory;
	/** Meta did not say, and why, in words; it counts as marketing then. */
	unknown?: string;
}

/** Meta moves templates with a day's notice at best, and allows 200 look-ups an hour: an answer is used for this long. */
const FRESH_FOR_MS = 4 * 3600 * 1000;

/**
 * What a template counts as: looked up at Meta, kept in the store for all workers; unknown, missing or out of reach counts as
 * marketing. Updates that the trigger hears of a template replace what is kept (`templateChanges`).
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-categorization
 */
export async function templateCategory(
	store: Pick<ConsentStore, 'cache' | 'cached'>,
	lookup: TemplateLookup,
	template: TemplateName,
	now: number,
): Promise<TemplateCategory> {
	const key = templateKey(template);
	const kept = await store.cached(key);
	if (kept !== undefined && now - kept.at < FRESH_FOR_MS) {
		const known = MESSAGE_CATEGORIES.find((category) => category === kept.value);
		if (known !== undefined) return { category: known };
	}
	const found = await lookup.template(template.name, template.language);
	if (!found.ok) return { category: 'marketing', unknown: found.meaning };
	const category = found.value.gateCategory;
	// An update heard while Meta was being asked is newer than the answer may be.
	const heard = await store.cached(key);
	if (heard !== undefined && heard.at !== kept?.at) return { category: heard.value === category ? category : 'marketing' };
	await store.cache(key, category);
	return { category };
}
