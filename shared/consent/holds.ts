import { isAfter } from './eventSet';
import { iso } from './iso';
import { EVERYTHING } from './types';
import type { ConsentEvent, Hold } from './types';

/**
 * Likely opt-outs that wait until the person says something clear: stop to everything, or yes to anything. Of the same moment a stop
 * is an answer, a yes is not.
 */
export function openHolds(events: ConsentEvent[], answers = events): ConsentEvent[] {
	const likely = new Map<string, ConsentEvent>();
	for (const event of events) if (event.action === 'opt_out_likely') likely.set(event.eventId, event);
	if (likely.size === 0) return [];
	const saidYes = latest(answers, (event) => event.action === 'opt_in' && event.confirmBy === undefined);
	const saidStop = latest(answers, (event) => event.action === 'opt_out' && event.lists.includes(EVERYTHING));
	return [...likely.values()]
		.filter((event) => event.occurredAt >= saidYes && event.occurredAt > saidStop)
		.sort((a, b) => (isAfter(a, b) ? 1 : -1));
}

function latest(events: ConsentEvent[], isAnswer: (event: ConsentEvent) => boolean): number {
	return events.reduce(
		(at, event) => (event.origin === 'person' && isAnswer(event) ? Math.max(at, event.occurredAt) : at),
		-1,
	);
}

export function toHold(event: ConsentEvent): Hold {
	return { eventId: event.eventId, since: iso(event.occurredAt) };
}
