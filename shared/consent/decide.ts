import { isPast } from './asOf';
import { firstClosedRule } from './furtherRules';
import type { ContactFacts, FurtherRules } from './furtherRules';
import type { Reason } from './reasons';
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
	/** What exactly a further rule found, in words. */
	detail?: string;
}

/**
 * May this message go to this contact now? Pure: reads neither clock nor store. Whatever is unknown counts against sending.
 * @param now milliseconds since 1970
 */
export function decide(state: ContactState, question: Question, now: number, policy: Policy = {}): Decision {
	const category = MESSAGE_CATEGORIES.includes(question.category) ? question.category : 'marketing';
	const list = listAsked(question.list, category);
	const standing = list === undefined ? undefined : standingOn(state, list);
	const answer = (decision: Decision['decision'], reason: Reason, rest: Partial<Decision> = {}): Decision => {
		const full: Decision = { decision, reason, ...rest };
		if (list !== undefined) full.list = list;
		return full;
	};

	const refused = absoluteRefusal(state, question, standing);
	if (refused !== undefined) return answer('block', ...refused);

	const needsOptIn = (policy.optInRequiredFor ?? ['marketing']).includes(category);
	const heedsOptOut = category === 'marketing' || (policy.optOutAppliesTo ?? []).includes(category);
	const lack = lackOfOptIn(state, standing, list, now);

	if (heedsOptOut) {
		const stopped = stop(state, question, standing, policy);
		if (stopped !== undefined) return answer('block', ...stopped);
	}
	if (needsOptIn && lack !== undefined && question.rule !== 'soft') {
		return answer('block', lack.reason, lack.eventId === undefined ? {} : { eventId: lack.eventId });
	}
	const closed = firstClosedRule(policy.further, question.facts, category, now);
	if (closed !== undefined) return answer('block', closed.reason, closed.rest);

	if (!needsOptIn) {
		return answer('allow', 'exempt_category', lack === undefined ? {} : { warning: 'no_opt_in_on_record' });
	}
	if (lack !== undefined) return answer('flag', lack.reason, lack.eventId === undefined ? {} : { eventId: lack.eventId });
	const optIn = standing ?? anyOptIn(state, now);
	const rest: Partial<Decision> = optIn === undefined ? {} : { eventId: optIn.eventId };
	if (optIn !== undefined && givenBefore(optIn, state.numberChangedAt)) rest.warning = 'number_changed';
	return answer('allow', 'opted_in', rest);
}

type Found = [Reason, Partial<Decision>?];

function absoluteRefusal(state: ContactState, question: Question, standing: ListState | undefined): Found | undefined {
	if (state.problem !== undefined) return [state.problem.code, { detail: state.problem.detail }];
	if (state.contact === '' || state.contact === undefined) return ['invalid_contact'];
	if (state.status === 'blocked') return ['blocked', state.blockedBy === undefined ? {} : { eventId: state.blockedBy }];
	if (question.duplicate === true) return ['duplicate'];
	if (standing?.left === true) return ['opted_out_of_list', { eventId: standing.eventId }];
	return undefined;
}

function stop(
	state: ContactState,
	question: Question,
	standing: ListState | undefined,
	policy: Policy,
): Found | undefined {
	if (stoppedByPlatform(state, question.phoneNumberId, policy)) return ['platform_stop'];
	if (standing?.status === 'opted_out') return ['opted_out', { eventId: standing.eventId }];
	if (state.status === 'opted_out') {
		const eventId = state.everything?.eventId ?? Object.values(state.lists).find((l) => l.status === 'opted_out')?.eventId;
		return ['opted_out', eventId === undefined ? {} : { eventId }];
	}
	const hold = state.holds?.at(-1);
	return hold === undefined ? undefined : ['opt_out_likely', { eventId: hold.eventId }];
}

function stoppedByPlatform(state: ContactState, phoneNumberId: string | undefined, policy: Policy): boolean {
	if (policy.platformStopScope !== 'number' || phoneNumberId === undefined) return state.platformStop;
	const stops = state.platformStops ?? {};
	if (state.platformStop && Object.keys(stops).length === 0) return true;
	return Object.hasOwn(stops, phoneNumberId) || Object.hasOwn(stops, 'unknown');
}

interface Lack {
	reason: Reason;
	eventId?: string;
}

/** What keeps an opt-in from counting, or nothing when one counts. */
function lackOfOptIn(
	state: ContactState,
	standing: ListState | undefined,
	list: string | undefined,
	now: number,
): Lack | undefined {
	const optIn = list === undefined || list === EVERYTHING ? anyOptIn(state, now) : standing;
	if (optIn?.status === 'opted_in') {
		if (isPast(optIn.expiresAt, now)) return { reason: 'consent_expired', eventId: optIn.eventId };
		if (givenBefore(optIn, state.identityChangedAt)) return { reason: 'identity_changed', eventId: optIn.eventId };
		return undefined;
	}
	const pendingUntil = standing?.pendingUntil ?? state.pendingUntil;
	if (pendingUntil !== undefined && !isPast(pendingUntil, now)) return { reason: 'pending_confirmation' };
	const elsewhere = anyOptIn(state, now);
	if (elsewhere !== undefined && !isPast(elsewhere.expiresAt, now)) {
		return { reason: 'not_on_list', eventId: elsewhere.eventId };
	}
	return { reason: 'not_opted_in' };
}

/** An opt-in to any list; one that still runs before one that has run out, the newest first. */
function anyOptIn(state: ContactState, now: number): ListState | undefined {
	const all = state.everything === undefined ? Object.values(state.lists) : [...Object.values(state.lists), state.everything];
	return all
		.filter((list) => list.status === 'opted_in')
		.sort((a, b) => Number(isPast(a.expiresAt, now)) - Number(isPast(b.expiresAt, now)) || (a.since > b.since ? -1 : 1))[0];
}

function givenBefore(optIn: ListState, moment: string | undefined): boolean {
	return moment !== undefined && Date.parse(optIn.since) < Date.parse(moment);
}

function listAsked(list: string | undefined, category: MessageCategory): string | undefined {
	if (list !== undefined && list !== '') return list;
	return category === 'marketing' ? DEFAULT_LIST : undefined;
}

/** What was said of everything holds for a list of which nothing was said. */
function standingOn(state: ContactState, list: string): ListState | undefined {
	if (list === EVERYTHING) return undefined;
	return Object.hasOwn(state.lists, list) ? state.lists[list] : state.everything;
}
