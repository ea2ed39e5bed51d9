import { parsePhoneNumberFromString, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';

/** Mexican mobiles were written +52 1 until 2019 and `wa_id` still carries the 1, though number plans no longer list it. */
const OLD_MEXICAN_MOBILE = /^\+521\d{10}$/;
/** How Mexican mobiles were dialled at home until 2019. */
const OLD_MEXICAN_PREFIX = /^04[45](?=\d{10}$)/;
/** An Argentine mobile at home without its area: any of many lines. */
const ARGENTINE_WITHOUT_AREA = /^\+5415\d{6,8}$/;
/** Every number of the North American plan has ten digits after the 1, none of them optional. */
const NORTH_AMERICAN = /^\+1[2-9]\d{9}$/;
const INTERNATIONAL_DIGITS = /^[1-9]\d{6,14}$/;
/** Direction marks, zero-width joiners and the like, which come along when a number is copied from a contact card. */
const INVISIBLE = /\p{Cf}/gu;

export type PhoneResult = { ok: true; e164: string } | { ok: false; problem: string };

/**
 * Reads a phone number as people write it and gives it in E.164.
 * Without `+` or `00` it is read as a number of `defaultCountry` (ISO 3166) if one is set and it can be one, else as `wa_id`-style
 * digits that begin with the country code.
 */
export function parsePhone(written: string, defaultCountry?: string): PhoneResult {
	if (NORTH_AMERICAN.test(written)) return { ok: true, e164: written };
	if (written.length > 64) return { ok: false, problem: 'the number is too long to be a phone number' };
	const text = written.normalize('NFKC').replace(INVISIBLE, '').replace(/^\s*(?:whatsapp:|tel:)/i, '').trim();
	if (text === '') return { ok: false, problem: 'the number is empty' };
	const international = text.replace(/^00(?=[\s\d])\s*/, '+');
	const e164 = international.startsWith('+') ? readInternational(international) : readLocal(international, defaultCountry);
	return e164 === undefined ? unreadable(written) : { ok: true, e164 };
}

function readLocal(text: string, defaultCountry?: string): string | undefined {
	const digits = bare(text);
	const country = toCountry(defaultCountry);
	const complete = INTERNATIONAL_DIGITS.test(digits) ? `+${digits}` : undefined;
	if (country === undefined) return complete && readInternational(complete);

	if (complete !== undefined && digits.startsWith(getCountryCallingCode(country))) {
		const withCode = parsePhoneNumberFromString(complete);
		if (withCode?.isValid()) return settled(withCode.number, complete);
	}
	const dialled = country === 'MX' ? digits.replace(OLD_MEXICAN_PREFIX, '') : text;
	const national = settled(possible(dialled, country));
	if (national === undefined) return complete && readInternational(complete);
	if (ARGENTINE_WITHOUT_AREA.test(national)) return undefined;
	return complete === undefined ? national : hereOrAnywhere(national, complete);
}

/**
 * Digits without a 0 before them may be a number of the default country, or one of anywhere in the way WhatsApp gives it. What is no
 * number here, but one there, is meant for there. What would be a landline here and a mobile there could be anybody's.
 */
function hereOrAnywhere(national: string, complete: string): string | undefined {
	const there = parsePhoneNumberFromString(complete);
	if (there?.isValid() !== true) return national;
	const here = parsePhoneNumberFromString(national);
	if (here?.isValid() !== true) return readInternational(complete);
	return isMobile(here) || !isMobile(there) ? national : undefined;
}

function isMobile(number: PhoneNumber): boolean {
	const type = number.getType();
	return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
}

function readInternational(text: string): string | undefined {
	const compact = bare(text);
	if (OLD_MEXICAN_MOBILE.test(compact)) return compact;
	return settled(possible(text), compact);
}

/** A national prefix that was left in goes; if what remains reads differently again, it was no number. */
function settled(number: string | undefined, written?: string): string | undefined {
	return number === undefined || number === written || OLD_MEXICAN_MOBILE.test(number) || possible(number) === number ? number : undefined;
}

function possible(text: string, defaultCountry?: CountryCode): string | undefined {
	const parsed = parsePhoneNumberFromString(text, { extract: false, defaultCountry });
	const readable = parsed !== undefined && parsed.isPossible() && parsed.ext === undefined;
	return readable && INTERNATIONAL_DIGITS.test(parsed.number.slice(1)) ? parsed.number : undefined;
}

function bare(text: string): string {
	return text.replace(/[\s().\-/]/g, '');
}

function toCountry(code?: string): CountryCode | undefined {
	const upper = code?.trim().toUpperCase();
	return upper !== undefined && isSupportedCountry(upper) ? upper : undefined;
}

function unreadable(written: string): PhoneResult {
	return { ok: false, problem: `“${written.slice(0, 40)}” is not a phone number with country code, e.g. +15551234567` };
}
