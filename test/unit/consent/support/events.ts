import { parseEvent } from '../../../../shared/consent';
import type { ConsentEvent, ConsentEventInput } from '../../../../shared/consent';

export const ANNA = '+4915123456789';
const START = Date.parse('2026-03-01T00:00:00Z');
const DAY = 24 * 3600 * 1000;

/** Start of the n-th day of the stories. */
export function day(n: number): number {
	return START + n * DAY;
}

export function isoDay(n: number): string {
	return new Date(day(n)).toISOString();
}

type Rest = Partial<ConsentEventInput>;

function said(action: ConsentEventInput['action'], origin: ConsentEventInput['origin'], source: string) {
	return (on: number, rest: Rest = {}): ConsentEventInput => ({ action, contact: ANNA, origin, source, occurredAt: day(on), ...rest });
}

/** What happens in the stories, each on a day. */
export const stop = said('opt_out', 'person', 'keyword');
export const start = said('opt_in', 'person', 'keyword');
export const imported = said('opt_in', 'business', 'import');
export const removed = said('opt_out', 'business', 'manual');
export const likely = said('opt_out_likely', 'person', 'natural_language');
export const blocked = said('block', 'person', 'manual');
export const unblocked = said('unblock', 'business', 'manual');
export const platformStop = said('platform_stop', 'person', 'platform');
export const platformResume = said('platform_resume', 'person', 'platform');

export function form(on: number, until: number, rest: Rest = {}): ConsentEventInput {
	return start(on, { source: 'page', needsConfirmation: { until: day(until) }, ...rest });
}

export function link(on: number, a: ConsentEventInput['contact'], b: ConsentEventInput['contact'], change?: true): ConsentEventInput {
	const event: ConsentEventInput = { action: 'link', contact: a, to: b, origin: 'business', source: 'webhook', occurredAt: day(on) };
	return change === undefined ? event : { ...event, change };
}

export function voiding(on: number, event: ConsentEventInput): ConsentEventInput {
	return {
		action: 'correct',
		contact: event.contact,
		origin: 'business',
		source: 'manual',
		occurredAt: day(on),
		eventId: checked(event).eventId,
		evidence: { reason: 'misread' },
	};
}

export function checked(input: ConsentEventInput): ConsentEvent {
	const parsed = parseEvent(input);
	if (!parsed.ok) throw new Error(parsed.problem);
	return parsed.event;
}
