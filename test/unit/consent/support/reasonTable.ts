import type { ConsentRule, ContactState, ListState, MessageCategory, Policy } from '../../../../shared/consent';
import { runs } from '../../../support/runs';
import { ANNA, isoDay } from './events';

/** One combination of everything a decision looks at. Opt-ins are of day 10, now is day 20. */
export interface Situation {
	blocked: boolean;
	/** Where `marketing` stands. */
	marketing: 'none' | 'opted_in' | 'opted_out' | 'left' | 'pending';
	/** Where `offers` stands. */
	offers: 'none' | 'opted_in' | 'left';
	/** What was said of everything, which holds for lists of which nothing was said. */
	everything: 'none' | 'opted_in' | 'opted_out';
	/** Deadline of the opt-in to marketing, or of its confirmation. */
	deadline: 'none' | 'ahead' | 'past';
	platformStop: 'none' | 'this number' | 'other number';
	hold: boolean;
	/** When the number turned up with another user id. */
	identityChanged: 'never' | 'before' | 'after';
	category: MessageCategory;
	rule: ConsentRule;
	list: undefined | 'marketing' | 'offers' | 'unheard-of' | '*';
	policy: Policy;
}

export const NOW = Date.parse(isoDay(20));
const DEADLINES = { none: undefined, ahead: isoDay(30), past: isoDay(15) };

export function stateIn(situation: Situation): ContactState {
	const { marketing, offers, everything, deadline, platformStop, identityChanged } = situation;
	const lists: Record<string, ListState> = {};
	const standing = (status: ListState['status'], eventId: string, more: Partial<ListState> = {}): ListState => ({
		status, since: isoDay(10), eventId, origin: 'person', ...more,
	});
	const until = DEADLINES[deadline];
	if (marketing === 'opted_in') lists.marketing = standing('opted_in', 'm', until === undefined ? {} : { expiresAt: until });
	if (marketing === 'opted_out') lists.marketing = standing('opted_out', 'm');
	if (marketing === 'left') lists.marketing = standing('opted_out', 'm', { left: true });
	if (marketing === 'pending') lists.marketing = standing('pending', 'm', { pendingUntil: until ?? isoDay(40) });
	if (offers === 'opted_in') lists.offers = standing('opted_in', 'o');
	if (offers === 'left') lists.offers = standing('opted_out', 'o', { left: true });
	const stops: Record<string, string> = platformStop === 'none' ? {} : { [platformStop === 'this number' ? '1' : '2']: isoDay(11) };
	const state: ContactState = {
		contact: ANNA,
		status: 'none',
		lists,
		platformStop: platformStop !== 'none',
		platformStops: stops,
		holds: situation.hold ? [{ eventId: 'h', since: isoDay(12) }] : [],
	};
	if (everything !== 'none') state.everything = standing(everything, 'e');
	if (marketing === 'pending') state.pendingUntil = until ?? isoDay(40);
	if (identityChanged !== 'never') state.identityChangedAt = isoDay(identityChanged === 'before' ? 5 : 15);
	const said = [marketing, offers, everything];
	state.status = situation.blocked ? 'blocked'
		: said.includes('opted_in') ? 'opted_in'
		: marketing === 'pending' ? 'pending'
		: said.includes('opted_out') || said.includes('left') ? 'opted_out'
		: 'none';
	return state;
}

/** What the product's table of reasons says, row by row: the first that applies. */
export function expected(situation: Situation): { decision: string; reason: string; warned: boolean } {
	const { category, policy, everything, deadline, identityChanged } = situation;
	const list = situation.list ?? (category === 'marketing' ? 'marketing' : undefined);
	const onAList = list !== undefined && list !== '*';
	const heeds = category === 'marketing' || (policy.optOutAppliesTo ?? []).includes(category);
	const needs = (policy.optInRequiredFor ?? ['marketing']).includes(category);

	const said: Record<string, string> = { marketing: situation.marketing, offers: situation.offers, 'unheard-of': 'none' };
	const on = (name: string) => (said[name] === 'none' ? everything : said[name]);
	const ranOut = (name: string) => name === 'marketing' && situation.marketing === 'opted_in' && deadline === 'past';
	const named = ['marketing', 'offers', '*'].filter((name) => (name === '*' ? everything : said[name]) === 'opted_in');
	const running = named.filter((name) => !ranOut(name));
	const leftSomething = [situation.marketing, situation.offers, everything].some((word) => word === 'left' || word === 'opted_out');

	const hasOptIn = onAList ? on(list) === 'opted_in' : named.length > 0;
	const expired = onAList ? ranOut(list) : running.length === 0;
	const lapsed = identityChanged === 'after';
	const stopped = situation.platformStop === 'this number' || (situation.platformStop === 'other number' && policy.platformStopScope !== 'number');

	const rows: Array<[string, boolean]> = [
		['blocked', situation.blocked],
		['opted_out_of_list', onAList && on(list) === 'left'],
		['exempt_category', !heeds && !needs],
		['platform_stop', heeds && stopped],
		['opted_out', heeds && ((onAList && on(list) === 'opted_out') || (leftSomething && running.length === 0))],
		['opt_out_likely', heeds && situation.hold],
		['exempt_category', !needs],
		['consent_expired', hasOptIn && expired],
		['identity_changed', hasOptIn && lapsed],
		['pending_confirmation', !hasOptIn && situation.marketing === 'pending' && deadline !== 'past'],
		['not_on_list', !hasOptIn && running.length > 0 && !lapsed],
		['not_opted_in', !hasOptIn],
		['opted_in', true],
	];
	const reason = rows.find(([, applies]) => applies)?.[0] ?? '';
	const missing = ['consent_expired', 'identity_changed', 'pending_confirmation', 'not_on_list', 'not_opted_in'].includes(reason);
	const passes = reason === 'opted_in' || reason === 'exempt_category';
	return {
		reason,
		decision: passes ? 'allow' : missing && situation.rule === 'soft' ? 'flag' : 'block',
		warned: reason === 'exempt_category' && !(hasOptIn && !expired && !lapsed),
	};
}

export const DIMENSIONS: { [K in keyof Situation]: Array<Situation[K]> } = {
	blocked: [false, true],
	marketing: ['none', 'opted_in', 'opted_out', 'left', 'pending'],
	offers: ['none', 'opted_in', 'left'],
	everything: ['none', 'opted_in', 'opted_out'],
	deadline: ['none', 'ahead', 'past'],
	platformStop: ['none', 'this number', 'other number'],
	hold: [false, true],
	identityChanged: ['never', 'before', 'after'],
	category: ['marketing', 'utility', 'authentication', 'service'],
	rule: ['required', 'soft'],
	list: [undefined, 'marketing', 'offers', 'unheard-of', '*'],
	policy: [
		{},
		{ optInRequiredFor: ['marketing', 'utility'], platformStopScope: 'number' },
		{ optOutAppliesTo: ['utility', 'service'] },
		{ optInRequiredFor: [], optOutAppliesTo: [] },
	],
};

/** A quick look takes one of so many; no multiple of 2, 3 or 5, which would meet some values of a dimension only. */
const STEP = runs(1000).numRuns < 1000 ? 49 : 1;

/** Every situation there is. */
export function* situations(dimensions: Partial<typeof DIMENSIONS> = {}): Generator<Situation> {
	const names = Object.keys(DIMENSIONS) as Array<keyof Situation>;
	const values = { ...DIMENSIONS, ...dimensions };
	const total = names.reduce((product, name) => product * values[name].length, 1);
	for (let n = 0; n < total; n += STEP) {
		let rest = n;
		const situation: Partial<Record<keyof Situation, unknown>> = {};
		for (const name of names) {
			situation[name] = values[name][rest % values[name].length];
			rest = Math.floor(rest / values[name].length);
		}
		yield situation as Situation;
	}
}
