import type { MessageCategory } from '../types';
import { DAY_MINUTES, minuteOfDay, nextTime } from './localTime';
import type { Closed, FurtherRule } from './types';
import { placeOf, reachedUnder } from './zones';

export interface QuietHours {
	/** Local time at which quiet begins, `21:00`. */
	from: string;
	/** Local time at which messages may go again, `08:00`; earlier than `from` means the next morning. */
	to: string;
	/** Categories that wait. Default: marketing. */
	categories?: MessageCategory[];
	/** IANA time zone of contacts whose number and user id tell none. Without it they get nothing. */
	timeZone?: string;
}

interface Span {
	from: number;
	to: number;
}

/** Where zones are so far apart that all are awake together at no time of a day, looking further ahead is in vain. */
const LOOK_AHEAD_MS = 8 * DAY_MINUTES * 60_000;

/** No message while it is quiet in any of the time zones in which the contact may live. */
export const quietHours: FurtherRule = (rules, { state, category, now }) => {
	const quiet = rules.quietHours;
	if (quiet === undefined || !(quiet.categories ?? ['marketing']).includes(category)) return undefined;
	const moment = momentOf(quiet, now);
	const place = placeOf(reachedUnder(state));
	if (place.zones.length > 0) return verdict(place.zones, place.toldBy, moment);
	if (quiet.timeZone === undefined) return { reason: 'quiet_hours', detail: 'the time zone is not known' };
	return verdict([knownZone(quiet.timeZone)], `time zone ${quiet.timeZone}, set for contacts without one`, moment);
};

/** What is asked of every contact of one run. Contacts of one place share the answer. */
interface Moment {
	from: string;
	to: string;
	span: Span;
	now: number;
	/** By what the place was told from. */
	answers: Map<string, Closed | undefined>;
}

let latest: Moment | undefined;

function momentOf(quiet: QuietHours, now: number): Moment {
	const { from, to } = quiet;
	if (latest === undefined || latest.now !== now || latest.from !== from || latest.to !== to) {
		latest = { from, to, span: spanOf(quiet), now, answers: new Map() };
	}
	return latest;
}

function verdict(zones: readonly string[], toldBy: string, { span, now, answers }: Moment): Closed | undefined {
	const known = answers.get(toldBy);
	if (known !== undefined || answers.has(toldBy)) return known;
	const closed = ask(zones, toldBy, span, now);
	answers.set(toldBy, closed);
	return closed;
}

function ask(zones: readonly string[], toldBy: string, span: Span, now: number): Closed | undefined {
	const quietZone = zones.find((zone) => isQuiet(zone, span, now));
	if (quietZone === undefined) return undefined;
	const among = zones.length === 1 ? toldBy : `${toldBy}: one of ${zones.length} zones`;
	const closed: Closed = { reason: 'quiet_hours', detail: `it is ${clock(minuteOfDay(quietZone, now))} in ${quietZone} (${among})` };
	const next = nextOpen(zones, span, now);
	if (next !== undefined) closed.nextAllowedAt = new Date(next).toISOString();
	return closed;
}

/** The first moment at which it is quiet nowhere. */
function nextOpen(zones: readonly string[], span: Span, now: number): number | undefined {
	let at = now;
	while (at <= now + LOOK_AHEAD_MS) {
		const quietZone = zones.find((zone) => isQuiet(zone, span, at));
		if (quietZone === undefined) return at;
		at = nextTime(quietZone, span.to, at);
	}
	return undefined;
}

function isQuiet(zone: string, { from, to }: Span, at: number): boolean {
	const minute = minuteOfDay(zone, at);
	return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function spanOf(quiet: QuietHours): Span {
	const span = { from: minutes(quiet.from, 'from'), to: minutes(quiet.to, 'to') };
	if (span.from === span.to) throw new TypeError('quietHours.to: must differ from quietHours.from');
	return span;
}

function minutes(time: string, field: 'from' | 'to'): number {
	const read = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time);
	if (read === null) throw new TypeError(`quietHours.${field}: must be a time of day such as 21:00`);
	return Number(read[1]) * 60 + Number(read[2]);
}

function knownZone(zone: string): string {
	try {
		minuteOfDay(zone, 0);
		return zone;
	} catch {
		throw new TypeError('quietHours.timeZone: must be an IANA time zone such as Europe/Berlin');
	}
}

function clock(minute: number): string {
	return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
