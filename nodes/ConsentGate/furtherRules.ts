import type { ConsentSettings, FurtherRules, GateQuestion, MessageCategory } from '../../shared';

/** The optional rules as the node holds them; what is missing is off. */
export interface FurtherRuleOptions {
	blockedCountries?: string;
	consentMaxAgeMonths?: number;
	coolDown?: boolean;
	window?: boolean;
	frequencyCaps?: { cap?: Array<{ max: number; period: 'day' | 'week' | 'month'; per?: 'contact' | 'list' }> };
	quietHours?: { hours?: { from: string; to: string; categories?: MessageCategory[]; timeZone?: string } };
	quietHoursAsInSettings?: boolean;
	usMarketingStop?: boolean;
}

const COUNTRY = /^[A-Z]{2}$/;

/**
 * Where the node's rule is as in settings, so are its quiet hours, unless its options say otherwise.
 * @throws Error naming the field, where one can't be understood.
 */
export async function furtherRulesOf(
	{ quietHoursAsInSettings, ...options }: FurtherRuleOptions,
	rule: GateQuestion['rule'],
	settings: () => Promise<Pick<ConsentSettings, 'quietHours'>>,
): Promise<FurtherRules | undefined> {
	const rules: FurtherRules = {};
	if (options.coolDown === true) rules.coolDown = true;
	if (options.window === true) rules.window = true;
	if (options.usMarketingStop === true) rules.usMarketingStop = true;
	if (options.consentMaxAgeMonths !== undefined) rules.consentMaxAgeMonths = months(options.consentMaxAgeMonths);
	const countries = countriesIn(options.blockedCountries ?? '');
	if (countries.length > 0) rules.blockedCountries = countries;
	const caps = options.frequencyCaps?.cap ?? [];
	if (caps.length > 0) rules.frequencyCaps = caps.map(({ max, period, per = 'contact' }) => ({ max: most(max), period, per }));
	const asInSettings = quietHoursAsInSettings ?? rule === 'settings';
	const quietHours = ownQuietHours(options) ?? (asInSettings ? (await settings()).quietHours : undefined);
	if (quietHours !== undefined) rules.quietHours = quietHours;
	return Object.keys(rules).length === 0 ? undefined : rules;
}

function ownQuietHours({ quietHours }: FurtherRuleOptions): FurtherRules['quietHours'] {
	const own = quietHours?.hours;
	if (own === undefined) return undefined;
	const timeZone = String(own.timeZone ?? '').trim();
	return {
		from: String(own.from).trim(),
		to: String(own.to).trim(),
		...(own.categories === undefined ? {} : { categories: own.categories }),
		...(timeZone === '' ? {} : { timeZone }),
	};
}

function countriesIn(written: string): string[] {
	const codes = String(written).split(/[\s,;]+/).map((code) => code.toUpperCase()).filter((code) => code !== '');
	const wrong = codes.find((code) => !COUNTRY.test(code));
	if (wrong !== undefined) throw new Error(`Blocked Countries: “${wrong}” is no country code of two letters, such as DE`);
	return codes;
}

function months(value: number): number {
	if (Number.isInteger(value) && value > 0) return value;
	throw new Error('Consent No Older Than (Months): must be a whole number of months, 1 or more');
}

function most(value: number): number {
	if (Number.isInteger(value) && value >= 0) return value;
	throw new Error('Frequency Cap, At Most: must be a whole number, 0 or more');
}
