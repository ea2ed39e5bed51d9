import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isUserId } from './bsuid';
import { idKeys } from './parse';
import type { Identifiers } from './types';

/** Ranges that no plan lists yet are, under +1, new area codes of the two large countries. */
const UNLISTED: Readonly<Record<string, string[]>> = { '1': ['US', 'CA'] };

/**
 * ISO 3166 codes of the countries that a contact may be in, by number or else by user id; several where the number does not tell
 * countries of one calling code apart, none where it belongs to no country.
 */
export function countriesOf(ids: Identifiers): string[] {
	const [key] = idKeys(ids);
	if (key === undefined) return [];
	if (!key.startsWith('+')) return isUserId(key) ? [key.slice(0, 2)] : [];
	const only = onlyCountryOf(key);
	if (only !== undefined) return [only];
	const parsed = parsePhoneNumberFromString(key, { extract: false });
	if (parsed === undefined) return [];
	if (parsed.country !== undefined) return [parsed.country];
	const code = parsed.countryCallingCode;
	return UNLISTED[code] ?? countriesByCode().get(code) ?? [];
}

/** Most calling codes belong to one country, which then need not be looked for in the number. */
function onlyCountryOf(number: string): string | undefined {
	for (const length of [1, 2, 3]) {
		const countries = countriesByCode().get(number.slice(1, 1 + length));
		if (countries !== undefined) return countries.length === 1 ? countries[0] : undefined;
	}
	return undefined;
}

let byCode: Map<string, string[]> | undefined;

function countriesByCode(): Map<string, string[]> {
	if (byCode === undefined) {
		byCode = new Map();
		for (const country of getCountries()) {
			const code = getCountryCallingCode(country);
			byCode.set(code, [...(byCode.get(code) ?? []), country]);
		}
	}
	return byCode;
}
