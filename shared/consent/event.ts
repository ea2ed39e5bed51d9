import { hash } from 'node:crypto';
import { z } from 'zod/v4';
import { contactOf, idKeys, parseIdentifier } from '../identity';
import type { IdentifierInput, Identifiers } from '../identity';
import { CONSENT_ACTIONS, DEFAULT_LIST, DOORS, EVERYTHING, ORIGINS } from './types';
import type { ConsentEvent, ConsentEventInput, Door } from './types';

/** Lists are named by lower-case slugs so that they can be typed, exported and kept as part of a key. */
export const LIST_KEY = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** How WhatsApp's own message ids begin; they are unique in the world. */
const MESSAGE_ID = 'wamid.';

/** The last moment that thirteen digits can hold (year 2286). */
const LAST_MOMENT = 9_999_999_999_999;

const moment = z.unknown().transform((value, ctx) => {
	const ms = typeof value === 'number' ? value : typeof value === 'string' || value instanceof Date ? new Date(value).getTime() : NaN;
	if (Number.isInteger(ms) && ms >= 0 && ms < LAST_MOMENT) return ms;
	ctx.addIssue({ code: 'custom', message: 'is not a date and time, e.g. 2026-03-01T09:30:00Z' });
	return z.NEVER;
});

/** Any of its forms; `parseIdentifier` looks closer and says what is wrong. */
const identifier = z.custom<IdentifierInput>((value) => value !== undefined && value !== null, 'is missing');

/** Taken as it is: copying it part by part would lose names such as `__proto__`. */
function isRecord(value: unknown): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const inputSchema = z.object({
	action: z.enum(CONSENT_ACTIONS),
	contact: identifier,
	lists: z
		.array(
			z.string().refine((key) => key === EVERYTHING || LIST_KEY.test(key), {
				message: 'must be list keys of lower-case letters, digits, - and _, or *',
			}),
		)
		.max(100)
		.optional(),
	origin: z.enum(ORIGINS),
	source: z.string().min(1, 'is missing').max(200),
	occurredAt: moment,
	id: z.string().min(1).max(1000).optional(),
	door: z.enum(DOORS).optional(),
	evidence: z.custom<Record<string, unknown>>(isRecord, 'is not an object of named parts').optional(),
	expiresAt: moment.optional(),
	needsConfirmation: z.object({ until: moment }).optional(),
	phoneNumberId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not a phone number ID').optional(),
	to: identifier.optional(),
	change: z.boolean().optional(),
	eventId: z.string().min(1).max(200).optional(),
});

export type EventResult = { ok: true; event: ConsentEvent } | { ok: false; contact: string; problem: string };

/** Checks an event handed in from outside and gives it its identity. Never throws. */
export function parseEvent(input: ConsentEventInput, options: { defaultCountry?: string } = {}): EventResult {
	const parsed = inputSchema.safeParse(input);
	const contactText = describe(input?.contact);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		const field = issue?.path.join('.') || 'event';
		return { ok: false, contact: contactText, problem: `${field}: ${issue?.message ?? 'is not valid'}` };
	}
	const raw = parsed.data;
	const contact = parseIdentifier(raw.contact, options);
	if (!contact.ok) return { ok: false, contact: contactText, problem: `contact: ${contact.problem}` };
	const event: Omit<ConsentEvent, 'eventId'> = {
		action: raw.action,
		contact: contact.ids,
		lists: scopesOf(raw.action, raw.lists),
		origin: raw.origin,
		source: raw.source,
		occurredAt: raw.occurredAt,
	};
	const door = raw.door ?? DOORS.find((known): known is Door => known === raw.source);
	if (door !== undefined) event.door = door;
	if (raw.evidence !== undefined) event.evidence = raw.evidence;
	if (raw.expiresAt !== undefined) event.expiresAt = raw.expiresAt;
	if (raw.needsConfirmation !== undefined) event.confirmBy = raw.needsConfirmation.until;
	if (raw.phoneNumberId !== undefined) event.phoneNumberId = raw.phoneNumberId;

	if (raw.action === 'link') {
		const to = parseIdentifier(raw.to, options);
		if (!to.ok) return { ok: false, contact: contactText, problem: `to: ${to.problem}` };
		event.to = to.ids;
		if (raw.change === true) event.change = true;
	}
	if (raw.action === 'correct') {
		if (raw.eventId === undefined) {
			return { ok: false, contact: contactText, problem: 'eventId: is missing: name the event that is void' };
		}
		event.corrects = raw.eventId;
	}
	return { ok: true, event: { eventId: identityOf(event, raw.id), ...event } };
}

function scopesOf(action: ConsentEvent['action'], lists: string[] | undefined): string[] {
	if (action !== 'opt_in' && action !== 'opt_out') return [];
	if (lists === undefined || lists.length === 0) return [action === 'opt_in' ? DEFAULT_LIST : EVERYTHING];
	return [...new Set(lists)].sort();
}

/**
 * The same event, delivered or entered twice, gets the same identity: a message by its id, action and lists; anything else by
 * contact, action, lists, and its given id or else time and source. (Ids given by callers, such as row numbers, may come again for
 * somebody else, and a business may note a removal at the very moment of the person's own stop: neither may pass for a repetition.)
 * 22 characters of base64url over SHA-256.
 */
function identityOf(event: Omit<ConsentEvent, 'eventId'>, id: string | undefined): string {
	return hash('sha256', JSON.stringify(partsOfIdentity(event, id)), 'base64url').slice(0, 22);
}

function partsOfIdentity(event: Omit<ConsentEvent, 'eventId'>, id: string | undefined): unknown[] {
	const { action, contact, lists } = event;
	if (event.to !== undefined) {
		const link = linkIdentity(contact, event.to, event.change);
		// Somebody may move away, back and away again.
		if (event.change === true) return [...link, event.occurredAt];
		return id === undefined ? link : [...link, id];
	}
	const ofPlatform = action === 'platform_stop' || action === 'platform_resume';
	const target = event.corrects ?? (ofPlatform ? event.phoneNumberId : undefined) ?? '';
	if (id?.startsWith(MESSAGE_ID) === true && event.origin === 'person') return ['id', id, action, lists, target];
	const who = [event.origin, ...(event.confirmBy === undefined ? [] : ['unconfirmed'])];
	return id === undefined
		? ['at', idKeys(contact), action, lists, event.occurredAt, event.source, target, ...who]
		: ['id', id, contactOf(contact), action, lists, target, ...who];
}

/** Two identifiers are linked once, however often they are seen together; anew where the caller names the sight of them. */
function linkIdentity(contact: Identifiers, to: Identifiers, change: boolean | undefined): unknown[] {
	const ends = [idKeys(contact).join(' '), idKeys(to).join(' ')];
	return change === true ? ['change', ...ends] : ['link', ...ends.sort()];
}

function describe(contact: unknown): string {
	if (typeof contact === 'string' || typeof contact === 'number') return String(contact).slice(0, 200);
	if (typeof contact !== 'object' || contact === null) return '';
	const ids: Identifiers = {};
	for (const part of ['phone', 'waId', 'userId'] as const) {
		const value = (contact as Record<string, unknown>)[part];
		if (typeof value === 'string' || typeof value === 'number') ids[part] = String(value).slice(0, 200);
	}
	return contactOf(ids);
}
