import { z } from 'zod';
import { DOORS, STATUSES, type Status } from '../consent';
import { detect } from '../keywords';
import type { ConfirmationItem } from './types';

const text = z.string().optional().catch(undefined);
const identifier = z
	.union([z.string(), z.number().transform(String)])
	.nullish()
	.transform((value) => (value === null || value === '' ? undefined : value));

/** Only what decides is strict; the rest of an item is decoration and is left out where it is unreadable. */
const shape = z.object({
	action: z.string().optional(),
	contact: identifier,
	phone: identifier,
	waId: identifier,
	userId: identifier,
	name: text,
	lists: z.union([z.array(z.string()), z.string().transform((list) => [list])]).nullish(),
	keyword: text,
	language: text,
	door: z.enum(DOORS).optional().catch(undefined),
	messageId: text,
	text,
	occurredAt: z.union([z.string(), z.number(), z.date()]).nullish(),
	phoneNumberId: identifier,
	changed: z.boolean().nullish(),
	outcome: z.enum(['changed', 'unchanged', 'refused', 'invalid']).optional(),
	previousStatus: z.enum(STATUSES).nullish(),
	status: z.enum(STATUSES).nullish(),
	eventId: text,
	pending: z.boolean().optional().catch(undefined),
	pendingUntil: z.unknown(),
	orderAmbiguous: z.boolean().optional().catch(undefined),
	groupId: text,
});

/** Read first: other items, such as delivery statuses, have fields of the same names that mean something else. */
const kindShape = z.object({ action: text, outcome: z.unknown() });
const CONSENT_ACTIONS: ReadonlySet<string> = new Set(['opt_in', 'opt_out', 'opt_out_likely', 'block', 'help']);

function isConsent({ action, outcome }: z.output<typeof kindShape>): boolean {
	return action === undefined ? outcome !== undefined : CONSENT_ACTIONS.has(action);
}

const ACTION_OF_STATUS: Partial<Record<Status, string>> = { opted_in: 'opt_in', pending: 'opt_in', opted_out: 'opt_out', blocked: 'block' };

/**
 * What a result of Consent Write confirms: it names the outcome and the statuses, not the action. Only a move from one status to
 * another says for sure what was done; leaving one of several lists, or an unblock, could be read the wrong way round.
 */
function actionOfResult(outcome: string | undefined, previous?: Status | null, status?: Status | null): string | undefined {
	if (outcome !== 'changed' || !previous || !status || previous === status || previous === 'blocked') return undefined;
	return ACTION_OF_STATUS[status];
}

/**
 * Reads an item of the trigger, of the pages, or a result of Consent Write. An item without an action (an ordinary message) is
 * read too: there is just nothing to confirm. Never throws; `problem` names the field and the fix.
 */
export function readItem(json: unknown): { ok: true; item: ConfirmationItem } | { ok: false; problem: string } {
	const kind = kindShape.safeParse(json);
	if (kind.success && !isConsent(kind.data)) return { ok: true, item: { action: kind.data.action ?? '', lists: [], pending: false } };
	const parsed = shape.safeParse(json);
	if (!parsed.success) return { ok: false, problem: firstProblem(parsed.error) };
	const { outcome, occurredAt: when, lists, pendingUntil, pending, ...given } = parsed.data;
	const occurredAt = when === undefined || when === null ? undefined : new Date(when).getTime();
	if (occurredAt !== undefined && Number.isNaN(occurredAt)) {
		return { ok: false, problem: `occurredAt “${String(when).slice(0, 40)}” is not a time. Give it as 2026-01-31T12:00:00Z.` };
	}
	const status = given.status ?? undefined;
	const changed = given.changed ?? (outcome === undefined ? undefined : outcome === 'changed');
	const item: ConfirmationItem = {
		...given,
		action: given.action ?? actionOfResult(outcome, given.previousStatus, status) ?? '',
		lists: lists ?? [],
		occurredAt,
		changed,
		status,
		previousStatus: given.previousStatus ?? undefined,
		pending: pending ?? (status === 'pending' || typeof pendingUntil === 'string'),
	};
	return { ok: true, item: { ...item, orderAmbiguous: item.orderAmbiguous ?? cancelsOrders(item) } };
}

function cancelsOrders({ action, door, keyword, language }: ConfirmationItem): boolean {
	if (action !== 'opt_out' || door !== 'keyword' || keyword === undefined) return false;
	const languages = language === undefined ? undefined : [language];
	return detect(keyword, { languages, naturalLanguage: 'off' })?.orderAmbiguous === true;
}

function firstProblem(error: z.ZodError): string {
	const issue = error.issues[0];
	const field = issue?.path.join('.') ?? '';
	if (field === '') return 'The item is not an object. Connect the outputs of the WhatsApp Consent Trigger.';
	return `“${field}” of the item can't be read: ${issue?.message ?? 'unknown'}. Connect the outputs of the WhatsApp Consent Trigger, or set the field as they have it.`;
}
