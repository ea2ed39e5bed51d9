import type { MessageCategory } from '../types';
import type { FurtherRule } from './types';

/** Messages sent within the last 24 hours, 7 days and 30 days. */
export interface SendCounts {
	day: number;
	week: number;
	month: number;
}

export interface FrequencyCap {
	/** The most messages within the period; the next one waits. */
	max: number;
	/** The last 24 hours, 7 days or 30 days. */
	period: keyof SendCounts;
	/** Whether all messages to the contact count, or those on the list asked about. Default: all. */
	per?: 'contact' | 'list';
	/** Categories that wait. Default: marketing. */
	categories?: MessageCategory[];
}

const PERIODS: ReadonlySet<string> = new Set<keyof SendCounts>(['day', 'week', 'month']);

/** No more than so many messages in a period. A count that is not known counts as reached. */
export const frequencyCaps: FurtherRule = (rules, { facts, category, list }) => {
	for (const cap of rules.frequencyCaps ?? []) {
		check(cap);
		if (!(cap.categories ?? ['marketing']).includes(category)) continue;
		const perList = cap.per === 'list';
		if (perList && list === undefined) continue;
		const sent = (perList ? facts?.sent?.list : facts?.sent?.contact)?.[cap.period];
		if (sent === undefined) {
			return { reason: 'frequency_cap', detail: 'it is not known how many messages were sent before' };
		}
		if (sent < cap.max) continue;
		const onList = perList ? ` on ${list}` : '';
		return { reason: 'frequency_cap', detail: `${sent} sent${onList} within a ${cap.period}, ${cap.max} allowed` };
	}
	return undefined;
};

function check(cap: FrequencyCap): void {
	if (!(Number.isInteger(cap.max) && cap.max >= 0)) throw new TypeError('frequencyCaps.max: must be a whole number, 0 or more');
	if (!PERIODS.has(cap.period)) throw new TypeError('frequencyCaps.period: must be day, week or month');
}
