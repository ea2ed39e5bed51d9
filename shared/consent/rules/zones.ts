import { countriesOf, idKeys, identifiersOf } from '../../identity';
import type { Identifiers } from '../../identity';
import type { ContactState } from '../types';
import { AREA_CODES_BY_ZONES } from './data/northAmericanZones';

/** Where a contact's clock may be, and what that was told from. */
export interface Place {
	/** IANA time zones; none where nothing tells. */
	zones: readonly string[];
	/** In words, such as `area code 415` or `BR`. */
	toldBy: string;
}

const NORTH_AMERICAN = /^\+1(\d{3})\d{7}$/;

/**
 * The time zones a contact may live in: of the area code in the United States and Canada, whose mobile numbers have one, else all of
 * the number's (or user id's) country.
 */
export function placeOf(ids: Identifiers): Place {
	const [key] = idKeys(ids);
	const [, area = ''] = NORTH_AMERICAN.exec(key ?? '') ?? [];
	const place = placesByAreaCode().get(area);
	if (place !== undefined) return place;
	const countries = countriesOf(ids);
	return { zones: [...new Set(countries.flatMap(zonesOfCountry))], toldBy: countries.join(', ') };
}

/** The identifiers of a state, or where it has none, what its display id says. */
export function reachedUnder(state: ContactState): Identifiers {
	const { phone, waId, userId } = state;
	return (phone ?? waId ?? userId) === undefined ? identifiersOf(state.contact) : state;
}

let byAreaCode: Map<string, Place> | undefined;

function placesByAreaCode(): Map<string, Place> {
	byAreaCode ??= new Map(
		Object.entries(AREA_CODES_BY_ZONES).flatMap(([zones, codes]) =>
			codes.split(' ').map((code) => [code, { zones: zones.split(' '), toldBy: `area code ${code}` }] as const),
		),
	);
	return byAreaCode;
}

/** In the language since 2023, in TypeScript's library not yet. */
interface RegionalLocale {
	getTimeZones?(): string[] | undefined;
}

const byCountry = new Map<string, readonly string[]>([
	// Three that have calling codes and, as yet, no zones in CLDR: Ascension, Kosovo, Tristan da Cunha.
	['AC', ['Atlantic/St_Helena']],
	['XK', ['Europe/Belgrade']],
	['TA', ['Atlantic/St_Helena']],
]);

/** As the IANA data that come with Node list them. */
function zonesOfCountry(country: string): readonly string[] {
	const known = byCountry.get(country);
	if (known !== undefined) return known;
	const locale = new Intl.Locale('und', { region: country }) as Intl.Locale & RegionalLocale;
	const zones = locale.getTimeZones?.() ?? [];
	byCountry.set(country, zones);
	return zones;
}
