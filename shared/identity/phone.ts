import { parsePhoneNumberFromString, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';

/** Mexican mobiles were written +52 1 until 2019 and `wa_id` still carries the 1, though number plans no longer list it. */
const OLD_MEXICAN_MOBILE = /^\+521\d{10}$/;
const INTERNATIONAL_DIGITS = /^[1-9]\d{6,14}$/;

export type PhoneResult = { ok: true; e164: string } | { ok: false; problem: string };

/**
 * Reads a phone number as people write it and gives it in E.164.
 * Without `+` or `00` it is read as a number of `defaultCountry` (ISO 3166) if one is set, else as `wa_id`-style digits that
 * begin with the country code.
 */
export function parsePhone(written: string, defaultCountry?: string): PhoneResult {
	const text = written.normalize('NFKC').replace(/^\s*(?:whatsapp:|tel:)/i, '').trim();
	if (text === '') return { ok: false, problem: 'the number is empty' };
	if (text.length > 64) return { ok: false, problem: 'the number is too long to be a phone number' };
	const international = text.replace(/^00(?=[\s\d])\s*/, '+');
	if (international.startsWith('+')) return parseInternational(international);

	const digits = international.replace(/[\s().\-/]/g, '');
	const country = toCountry(defaultCountry);
	if (country === undefined) {
		if (!INTERNATIONAL_DIGITS.test(digits)) return unreadable(written);
		return parseInternational(`+${digits}`);
	}
	if (digits.startsWith(getCountryCallingCode(country)) && INTERNATIONAL_DIGITS.test(digits)) {
		const withCode = parsePhoneNumberFromString(`+${digits}`);
		if (withCode?.isValid()) return { ok: true, e164: withCode.number };
	}
	const national = parsePhoneNumberFromString(international, { defaultCountry: country, extract: false });
	if (national?.isPossible()) return { ok: true, e164: national.number };
	return INTERNATIONAL_DIGITS.test(digits) ? parseInternational(`+${digits}`) : unreadable(written);
}

function parseInternational(text: string): PhoneResult {
	const compact = text.replace(/[\s().\-/]/g, '');
	if (OLD_MEXICAN_MOBILE.test(compact)) return { ok: true, e164: compact };
	const parsed = parsePhoneNumberFromString(text, { extract: false });
	return parsed?.isPossible() ? { ok: true, e164: parsed.number } : unreadable(text);
}

function toCountry(code?: string): CountryCode | undefined {
	const upper = code?.trim().toUpperCase();
	return upper !== undefined && isSupportedCountry(upper) ? upper : undefined;
}

function unreadable(written: string): PhoneResult {
	return { ok: false, problem: `“${written.slice(0, 40)}” is not a phone number with country code, e.g. +15551234567` };
}
