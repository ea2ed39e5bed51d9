import { optInFor } from './optIn';
import type { Lack } from './optIn';
import type { Reason } from './reasons';
import { absoluteRefusal, stopFor } from './refusals';
import type { Refusal } from './refusals';
import { firstClosedRule } from './rules';
import type { Closed, ContactFacts, FurtherRules } from './rules';
import { DEFAULT_LIST, EVERYTHING, MESSAGE_CATEGORIES } from './types';
import type { ContactState, ListState, MessageCategory } from './types';

export type ConsentRule = 'required' | 'soft';

export interface Question {
	/** Anything but the four known categories is treated as marketing. */
	category: MessageCategory;
	/** Anything but `soft` is treated as `required`. */
	rule: ConsentRule;
	/** List the message is sent on. Empty: `marketing` for marketing, none for other categories. `*`: any list. */
	list?: string;
	phoneNumberId?: string;
	/** The same person was already decided on in this run. */
	duplicate?: boolean;
	/** What the optional rules look at. */
	facts?: ContactFacts;
}

export interface Policy {
	/** Categories that need an opt-in. Default: marketing. */
	optInRequiredFor?: MessageCategory[];
	/** Categories that an opt-out stops. Default: marketing, which is always among them. */
	optOutAppliesTo?: MessageCategory[];
	/** Whether a stop given to one business number counts for all numbers of the brand (default) or for that number alone. */
	platformStopScope?: 'brand' | 'number';
	further?: FurtherRules;
}

export interface Decision {
	decision: 'allow' | 'flag' | 'block';
	reason: Reason;
	warning?: 'no_opt_in_on_record' | 'number_changed';
	/** The event the decision rests on. */
	eventId?: string;
	/** The list that was looked at. */
	list?: string;
	/** Earliest moment the message may go, where only time stands in the way. ISO 8601. */
	nextAllowedAt?: string;
	/** What exactly was found, in words. */
	detail?: string;
}

const NO_POLICY: Policy = {};
const KNOWN: ReadonlySet<unknown> = new Set(MESSAGE_CATEGORIES);

/**
 * May this message go to this contact now? Pure: reads neither clock nor store. Whatever is unknown counts against sending.
 * @param moment as events have it: milliseconds since 1970, a Date, or ISO 8601 text
 * @throws {TypeError} naming the argument, when `now` is no moment or a further rule can't be understood.
 */
export function decide(state: ContactState, question: Question, moment: number | Date | string, policy: Policy = NO_POLICY): Decision {
	const now = millisecondsOf(moment);
	if (!Number.isFinite(now)) throw new TypeError('now: must be a moment, in milliseconds since 1970, as a Date or as ISO 8601 text');
	const category = knownCategory(question.category);
	const list = question.list ? question.list : category === 'marketing' ? DEFAULT_LIST : undefined;
	const decision = verdict(state, question, { category, list, now, policy });
	if (list !== undefined) decision.list = list;
	return decision;
}

/** What is no category that is known is marketing, which asks for most. */
export function knownCategory(category: MessageCategory): MessageCategory {
	return KNOWN.has(category) ? category : 'marketing';
}

/** Not what `Date` makes of anything: `null` would be a moment at which nothing has run out yet. */
function millisecondsOf(moment: number | Date | string): number {
	if (typeof moment === 'number') return moment;
	return typeof moment === 'string' || moment instanceof Date ? new Date(moment).getTime() : NaN;
}

interface Terms {
	category: MessageCategory;
	list: string | undefined;
	now: number;
	policy: Policy;
}

/** The rows of reasons, in their order. */
function verdict(state: ContactState, question: Question, { category, list, now, policy }: Terms): Decision {
	const unfit = absoluteRefusal(state, question.duplicate === true);
	if (unfit !== undefined) return block(unfit);
	const standing = list === undefined || list === EVERYTHING ? undefined : standingOn(state, list);
	if (standing?.left === true) return block({ reason: 'opted_out_of_list', eventId: standing.eventId });

	if (category === 'marketing' || isAmong(policy.optOutAppliesTo, category) === true) {
		const stop = stopFor(state, standing, question.phoneNumberId, policy.platformStopScope, now);
		if (stop !== undefined) return block(stop);
	}
	const needsOptIn = isAmong(policy.optInRequiredFor, category) ?? category === 'marketing';
	const onAnyList = list === undefined || list === EVERYTHING;
	const found = optInFor(state, standing, onAnyList, now, policy.further?.consentMaxAgeMonths);
	if (needsOptIn && 'reason' in found && question.rule !== 'soft') return block(found);

	if (policy.further !== undefined) {
		const closed = firstClosedRule(policy.further, { state, facts: question.facts, category, list, now });
		if (closed !== undefined) return block(closed);
	}
	if (!needsOptIn) return exempt(found);
	return 'reason' in found ? onto({ decision: 'flag', reason: found.reason }, found) : permitted(found, state);
}

/** Nothing where there is no list of categories, whatever an expression may have put in its place. */
function isAmong(categories: MessageCategory[] | undefined, category: MessageCategory): boolean | undefined {
	return Array.isArray(categories) ? categories.includes(category) : undefined;
}

function block(why: Refusal | Lack | Closed): Decision {
	return onto({ decision: 'block', reason: why.reason }, why);
}

function exempt(found: ListState | Lack): Decision {
	const decision: Decision = { decision: 'allow', reason: 'exempt_category' };
	if ('reason' in found) decision.warning = 'no_opt_in_on_record';
	return decision;
}

function permitted(optIn: ListState, state: ContactState): Decision {
	const decision: Decision = { decision: 'allow', reason: 'opted_in', eventId: optIn.eventId };
	const { numberChangedAt } = state;
	if (numberChangedAt !== undefined && !(Date.parse(optIn.since) >= Date.parse(numberChangedAt))) decision.warning = 'number_changed';
	return decision;
}

/** Only what is there is put on, so that a decision holds no empty fields. */
function onto(decision: Decision, found: { eventId?: string; detail?: string; nextAllowedAt?: string }): Decision {
	if (found.eventId !== undefined) decision.eventId = found.eventId;
	if (found.detail !== undefined) decision.detail = found.detail;
	if (found.nextAllowedAt !== undefined) decision.nextAllowedAt = found.nextAllowedAt;
	return decision;
}

/** What was said of everything holds for a list of which nothing was said. */
function standingOn(state: ContactState, list: string): ListState | undefined {
	return Object.hasOwn(state.lists ?? {}, list) ? state.lists[list] : state.everything;
}
