import { coolDown } from './coolDown';
import { countryRules } from './countries';
import { frequencyCaps } from './frequencyCap';
import { quietHours } from './quietHours';
import { serviceWindow } from './serviceWindow';
import { testMode } from './testMode';
import type { Closed, FurtherRule, FurtherRules, RuleInput } from './types';

export { isTooOld } from './consentAge';
export { capped, concerns } from './frequencyCap';
export type { FrequencyCap, SendCounts } from './frequencyCap';
export type { QuietHours } from './quietHours';
export type { Closed, ContactFacts, FurtherRules, RuleInput } from './types';

/** In the order of their reasons: the first that stands in the way is named. */
const IN_ORDER: FurtherRule[] = [quietHours, frequencyCaps, coolDown, serviceWindow, countryRules, testMode];

/**
 * The first optional rule that stands in the way of a message.
 * @throws {TypeError} naming the rule's field, when a rule can't be understood: a rule that is misread must not let anything pass.
 */
export function firstClosedRule(rules: FurtherRules, input: RuleInput): Closed | undefined {
	for (const rule of IN_ORDER) {
		const closed = rule(rules, input);
		if (closed !== undefined) return closed;
	}
	return undefined;
}
