import { isUserId } from './bsuid';
import { parsePhone } from './phone';
import type { IdentifierInput, Identifiers, IdKey, ParsedIdentifier } from './types';

const WA_ID = /^[1-9]\d{5,18}$/;
const PARTS = ['phone', 'waId', 'userId'] as const;

export interface ParseOptions {
	/** ISO 3166 country of numbers written without a country code. */
	defaultCountry?: string;
}

/**
 * Brings an identifier into canonical form. Never throws; a part that is present but unreadable makes the whole identifier
 * unreadable, because guessing whom it means could send a message to somebody else.
 */
export function parseIdentifier(input: IdentifierInput | null | undefined, options: ParseOptions = {}): ParsedIdentifier {
	if (input === null || input === undefined) return { ok: false, problem: 'there is no phone number and no user ID' };
	if (typeof input === 'string') return parseText(input, options);
	if (typeof input === 'number') return parseIdentifier({ phone: input }, options);
	if (typeof input !== 'object') return { ok: false, problem: 'a contact is a phone number, a wa_id or a user ID' };
	for (const part of PARTS) {
		if (!isReadable(input[part])) return { ok: false, problem: `${part} is neither text nor a whole number` };
	}

	const ids: Identifiers = {};
	const phone = asText(input.phone);
	if (phone !== undefined) {
		if (isUserId(phone)) ids.userId = phone;
		else {
			const parsed = parsePhone(phone, options.defaultCountry);
			if (!parsed.ok) return parsed;
			ids.phone = parsed.e164;
		}
	}
	const waId = asText(input.waId);
	if (waId !== undefined) {
		const digits = waId.replace(/^\+/, '');
		if (!WA_ID.test(digits)) return { ok: false, problem: `wa_id “${waId.slice(0, 40)}” is not a row of digits` };
		ids.waId = digits;
	}
	const userId = asText(input.userId);
	if (userId !== undefined) {
		if (!isUserId(userId)) return { ok: false, problem: `user ID “${userId.slice(0, 40)}” does not look like US.1349…` };
		if (ids.userId !== undefined && ids.userId !== userId) {
			return { ok: false, problem: 'two different user IDs are given for one contact' };
		}
		ids.userId = userId;
	}
	return withKeys(ids);
}

function parseText(text: string, options: ParseOptions): ParsedIdentifier {
	const trimmed = text.trim();
	if (isUserId(trimmed)) return { ok: true, ids: { userId: trimmed }, keys: [trimmed] };
	const parsed = parsePhone(trimmed, options.defaultCountry);
	return parsed.ok ? { ok: true, ids: { phone: parsed.e164 }, keys: [parsed.e164] } : parsed;
}

function withKeys(ids: Identifiers): ParsedIdentifier {
	const [first, ...rest] = idKeys(ids);
	return first === undefined
		? { ok: false, problem: 'there is no phone number and no user ID' }
		: { ok: true, ids, keys: [first, ...rest] };
}

/** The keys a contact's records stand under, number first. A `wa_id` is the number Meta knows, so it shares the numbers' keys. */
export function idKeys(ids: Identifiers): IdKey[] {
	const keys: IdKey[] = ids.phone === undefined ? [] : [ids.phone];
	if (ids.waId !== undefined && `+${ids.waId}` !== ids.phone) keys.push(`+${ids.waId}`);
	if (ids.userId !== undefined) keys.push(ids.userId);
	return keys;
}

/** The identifier a key stands for. */
export function identifiersOf(key: IdKey): Identifiers {
	return key.startsWith('+') ? { phone: key } : { userId: key };
}

/** Display id: E.164 phone if known, else the BSUID. */
export function contactOf(ids: Identifiers): string {
	return ids.phone ?? (ids.waId !== undefined ? `+${ids.waId}` : (ids.userId ?? ''));
}

function isReadable(value: unknown): boolean {
	if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0;
	return value === null || value === undefined || typeof value === 'string';
}

function asText(value: string | number | null | undefined): string | undefined {
	if (value === null || value === undefined) return undefined;
	const text = String(value).trim();
	return text === '' ? undefined : text;
}
