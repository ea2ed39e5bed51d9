import type { Decision } from '../decide';
import type { Reason } from '../reasons';
import type { ContactState, MessageCategory } from '../types';
import type { FrequencyCap, SendCounts } from './frequencyCap';
import type { QuietHours } from './quietHours';

/** Optional rules, each off until set. They hold for every category they name, also for messages that need no opt-in. */
export interface FurtherRules {
	/** Opt-ins older than this many calendar months count no more (`consent_expired`). */
	consentMaxAgeMonths?: number;
	/** No messages at night, by the clock of whoever gets them. */
	quietHours?: QuietHours;
	/** No more than so many messages a day, week or month. */
	frequencyCaps?: FrequencyCap[];
	/** Marketing waits after Meta held a message back to keep the person from too many (error 131049). */
	coolDown?: boolean;
	/** Free-form `service` messages only within 24 hours of the person's last message. */
	window?: boolean;
	/** Marketing to numbers of the United States, which Meta does not deliver. */
	usMarketingStop?: boolean;
	/** ISO 3166 codes of countries that the business may not message (error 130497). */
	blockedCountries?: readonly string[];
	/** A test run: only these contacts, by E.164 number or user id, may be written to. */
	testRecipients?: ReadonlySet<string>;
}

/** What the optional rules look at; gathered by whoever asks, since a decision reads no store. Times in milliseconds. */
export interface ContactFacts {
	contact?: string;
	/** The person's last message to the business number that would write. */
	lastInboundAt?: number;
	/** Until when marketing waits after error 131049. */
	coolDownUntil?: number;
	/** Messages really sent to the contact so far, in all and on the list asked about. */
	sent?: { contact: SendCounts; list?: SendCounts };
}

/** What a rule is asked. */
export interface RuleInput {
	state: ContactState;
	facts: ContactFacts | undefined;
	category: MessageCategory;
	/** The list the message is sent on, if on one. */
	list: string | undefined;
	now: number;
}

/** Why a rule stands in the way. */
export interface Closed {
	reason: Reason;
	detail?: string;
	/** Earliest moment the rule lets the message through, ISO 8601; missing where time alone does not help. */
	nextAllowedAt?: Decision['nextAllowedAt'];
}

export type FurtherRule = (rules: FurtherRules, input: RuleInput) => Closed | undefined;
