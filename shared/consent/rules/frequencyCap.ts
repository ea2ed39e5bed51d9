import type { MessageCategory } from '../types';
import type { Closed, ContactFacts, FurtherRule } from './types';

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

/** What of a message caps go by. */
interface CappedMessage {
	category: MessageCategory;
	/** The list it is sent on, if on one. */
	list: string | undefined;
}

const PERIODS: ReadonlySet<string> = new Set<keyof SendCounts>(['day', 'week', 'month']);

/** No more than so many messages in a period. */
export const frequencyCaps: FurtherRule = (rules, { facts, category, list }) => capped(rules.frequencyCaps ?? [], { category, list }, facts?.sent);

/** Whether a cap concerns a message of this category on this list. */
export function concerns({ categories = ['marketing'], per }: FrequencyCap, { category, list }: CappedMessage): boolean {
	return categories.includes(category) && (per !== 'list' || list !== undefined);
}

/** The first cap that is reached. A count that is not known counts as reached. */
export function capped(caps: readonly FrequencyCap[], message: CappedMessage, counts: ContactFacts['sent']): Closed | undefined {
	for (const cap of caps) {
		check(cap);
		if (!concerns(cap, message)) continue;
		const perList = cap.per === 'list';
		const sent = (perList ? counts?.list : counts?.contact)?.[cap.period];
		if (sent === undefined) {
			return { reason: 'frequency_cap', detail: 'it is not known how many messages were sent before' };
		}
		if (sent < cap.max) continue;
		const onList = perList ? ` on ${message.list}` : '';
		return { reason: 'frequency_cap', detail: `${sent} sent${onList} within a ${cap.period}, ${cap.max} allowed` };
	}
	return undefined;
}

function check(cap: FrequencyCap): void {
	if (!(Number.isInteger(cap.max) && cap.max >= 0)) throw new TypeError('frequencyCaps.max: must be a whole number, 0 or more');
	if (!PERIODS.has(cap.period)) throw new TypeError('frequencyCaps.period: must be day, week or month');
}
