import { MESSAGE_CATEGORIES } from '../consent';
import type { MessageCategory } from '../consent';
import type { ConsentStore } from '../store/types';
import { templateKey } from './templateKey';
import type { TemplateName } from './templateKey';

/** The part of the WhatsApp client that is needed here. `gateCategory` is the stricter of a template's present and announced category. */
export interface TemplateLookup {
	template(name: string, language: string): Promise<{ ok: true; value: { gateCategory: MessageCategory } } | { ok: false; code?: number | string; meaning: string }>;
}

/** What a template counts as. */
export interface TemplateCategory {
	category: MessageCategory;
	/** Meta did not say, and why, in words; it counts as marketing then. */
	unknown?: string;
	/** Meta could not be asked anew, and why, in words; its last answer counts. */
	unrenewed?: string;
}

/**
 * Meta moves templates with a day's notice at best, and not every workflow has a trigger that hears of it; it allows 200 look-ups an hour.
 * So a run that a milder category would let more people through asks anew, and runs that follow each other closely share an answer.
 */
const SHARED_FOR_MS = 5 * 60 * 1000;
/** The last answer where Meta can't be asked, and `marketing`, which lets nobody through by mistake. */
const COUNTS_FOR_MS = 4 * 3600 * 1000;

/** Meta's code for a template that does not exist: an answer, where other problems are none. */
const NO_SUCH_TEMPLATE = 132001;

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
	const known = knownFrom(kept, now);
	if (known !== undefined) {
		if (known.category === 'marketing' || now - known.at < SHARED_FOR_MS) return { category: known.category };
		// Runs that find Meta out of reach don't each wait for it.
		const inVain = await store.cached(inVainKey(key));
		if (inVain !== undefined && now - inVain.at < SHARED_FOR_MS) return { category: known.category };
	}
	const found = await lookup.template(template.name, template.language);
	const category = found.ok ? found.value.gateCategory : known?.category;
	if (!found.ok && (known === undefined || found.code === NO_SUCH_TEMPLATE)) return { category: 'marketing', unknown: found.meaning };
	// An update heard while Meta was being asked is newer than the answer may be.
	const heard = await store.cached(key);
	if (category === undefined || (heard !== undefined && heard.at !== kept?.at && heard.value !== category)) return { category: 'marketing' };
	if (found.ok) {
		if (heard === undefined || heard.at === kept?.at) await store.cache(key, category);
		return { category };
	}
	await store.cache(inVainKey(key), found.meaning);
	return { category, unrenewed: found.meaning };
}

interface Known {
	category: MessageCategory;
	at: number;
}

function knownFrom(kept: { value: unknown; at: number } | undefined, now: number): Known | undefined {
	if (kept === undefined || now - kept.at >= COUNTS_FOR_MS) return undefined;
	const category = MESSAGE_CATEGORIES.find((one) => one === kept.value);
	return category === undefined ? undefined : { category, at: kept.at };
}

function inVainKey(key: string): string {
	return `${key} asked in vain`;
}
