import { getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';

export interface CountryChoice {
	/** ISO 3166 */
	code: CountryCode;
	/** Name in the page's language with the calling code. */
	label: string;
}

const known = new Map<string, CountryChoice[]>();

/** All countries that have telephone numbers, by name in a language. */
export function countryChoices(language: string): CountryChoice[] {
	const made = known.get(language) ?? choicesIn(language);
	known.set(language, made);
	return made;
}

function choicesIn(language: string): CountryChoice[] {
	const names = new Intl.DisplayNames([language, 'en'], { type: 'region' });
	const named = getCountries().map((code) => ({ code, name: names.of(code) ?? code }));
	const byName = new Intl.Collator([language, 'en']);
	return named
		.sort((a, b) => byName.compare(a.name, b.name))
		.map(({ code, name }) => ({ code, label: `${name} (+${getCountryCallingCode(code)})` }));
}

/** A country that may stand chosen, or none. */
export function chosenCountry(...wanted: Array<string | undefined>): CountryCode | undefined {
	return wanted.map((code) => code?.trim().toUpperCase()).find((code): code is CountryCode => code !== undefined && isSupportedCountry(code));
}
