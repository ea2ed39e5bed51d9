import type { IdKey } from './types';

/**
 * Other ways the same line may appear as `wa_id` or in a customer list: Brazil's ninth digit, Mexico's 52/521, Argentina's 54/549.
 * Only opt-outs may travel along these: two variants may, rarely, be two people.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/phone-numbers
 * and https://github.com/fazer-ai/chatwoot/pull/319
 */
export function variantsOf(key: IdKey): IdKey[] {
	if (key.startsWith('+55')) return brazil(key.slice(3));
	if (key.startsWith('+52')) return mexico(key.slice(3));
	if (key.startsWith('+54')) return argentina(key.slice(3));
	return [];
}

function brazil(national: string): IdKey[] {
	const area = national.slice(0, 2);
	const line = national.slice(2);
	// An eight-digit line that starts with 2 to 5 is a landline and never had the ninth digit.
	if (/^9[6-9]\d{7}$/.test(line)) return [`+55${area}${line.slice(1)}`];
	return /^[6-9]\d{7}$/.test(line) ? [`+55${area}9${line}`] : [];
}

function mexico(national: string): IdKey[] {
	if (national.length === 11 && national.startsWith('1')) return [`+52${national.slice(1)}`];
	return national.length === 10 ? [`+521${national}`] : [];
}

function argentina(national: string): IdKey[] {
	if (national.length === 11 && national.startsWith('9')) return [`+54${national.slice(1)}`];
	return national.length === 10 ? [`+549${national}`] : [];
}
