import { z } from 'zod';
import type { MessageCategory } from '../consent';
import type { ConsentStore } from '../store/types';
import { strictest } from '../whatsapp';
import { templateKey } from './templateKey';

/** What the shared cache should hold from now on; `null`: what it holds may be out of date, so Meta is asked at the next run. */
export interface TemplateCacheWrite {
	key: string;
	value: MessageCategory | null;
}

/** What of an update says whether it is about a template. */
export interface TemplateUpdate {
	field?: unknown;
	businessAccountId?: string;
	message?: unknown;
}

const FIELDS: ReadonlySet<unknown> = new Set(['template_category_update', 'message_template_status_update']);

const changeShape = z.object({
	message_template_name: z.string().min(1),
	message_template_language: z.string().min(1),
	previous_category: z.string().optional().catch(undefined),
	new_category: z.string().optional().catch(undefined),
	correct_category: z.string().optional().catch(undefined),
});

/**
 * What an update about a template means for the category that gates go by. A move to marketing, done or announced, counts at once;
 * anything else only sends the next run to Meta, because updates may come late and in any order.
 * An announcement has no `previous_category`: there `new_category` is the one still in force and `correct_category` the coming one.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/template_category_update
 */
export function templateChanges(update: TemplateUpdate): TemplateCacheWrite[] {
	if (!FIELDS.has(update.field) || update.businessAccountId === undefined) return [];
	const read = changeShape.safeParse(update.message);
	if (!read.success) return [];
	const { message_template_name: name, message_template_language: language, new_category: current, correct_category: coming } = read.data;
	const key = templateKey({ businessAccountId: update.businessAccountId, name, language });
	const told = [current, coming].filter((category) => category !== undefined);
	return [{ key, value: told.length > 0 && strictest(...told) === 'marketing' ? 'marketing' : null }];
}

/** Lets every worker's next run go by what updates say of templates. */
export async function noteTemplates(updates: TemplateUpdate[], store: Pick<ConsentStore, 'cache'>): Promise<void> {
	for (const { key, value } of updates.flatMap(templateChanges)) await store.cache(key, value);
}
