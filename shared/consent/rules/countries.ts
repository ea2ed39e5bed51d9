import { countriesOf } from '../../identity';
import type { FurtherRule } from './types';
import { reachedUnder } from './zones';

/**
 * Countries that Meta does not deliver to. A number whose country can't be told from a blocked one's is blocked with it.
 * Source, marketing to the United States: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/marketing-templates/per-user-limits
 * Source, error 130497: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export const countryRules: FurtherRule = (rules, { state, category }) => {
	const { usMarketingStop, blockedCountries = [] } = rules;
	const stopsUs = usMarketingStop === true && category === 'marketing';
	if (!stopsUs && blockedCountries.length === 0) return undefined;
	const countries = countriesOf(reachedUnder(state));
	if (stopsUs && countries.includes('US')) {
		return { reason: 'country_blocked', detail: 'Meta delivers no marketing to numbers of the United States' };
	}
	const blocked = countries.find((country) => blockedCountries.some((code) => code.trim().toUpperCase() === country));
	return blocked === undefined ? undefined : { reason: 'country_blocked', detail: `the business may not message ${blocked}` };
};
