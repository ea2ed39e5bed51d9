const MINUTE = 60_000;
export const DAY_MINUTES = 24 * 60;
/** Clocks are changed at quarters of an hour, so one offset holds that long. */
const QUARTER = 15 * MINUTE;

interface Clock {
	format: Intl.DateTimeFormat;
	quarter: number;
	offset: number;
}

const clocks = new Map<string, Clock>();

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. @throws {RangeError} when there is no such zone. */
export function offsetOf(zone: string, at: number): number {
	let clock = clocks.get(zone);
	if (clock === undefined) {
		const format = new Intl.DateTimeFormat('en-US', {
			timeZone: zone,
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		clock = { format, quarter: NaN, offset: 0 };
		clocks.set(zone, clock);
	}
	const quarter = Math.floor(at / QUARTER);
	if (clock.quarter !== quarter) {
		const part: Record<string, number> = {};
		for (const { type, value } of clock.format.formatToParts(at)) part[type] = Number(value);
		const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
		clock.offset = Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
		clock.quarter = quarter;
	}
	return clock.offset;
}

/** Minutes since midnight on the zone's clock. */
export function minuteOfDay(zone: string, at: number): number {
	const local = Math.floor((at + offsetOf(zone, at)) / MINUTE);
	return ((local % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
}

/**
 * The next moment at which the zone's clock reaches a minute of the day, or, on the day on which it leaps over that minute, the moment
 * of the leap.
 */
export function nextTime(zone: string, minute: number, after: number): number {
	const offset = offsetOf(zone, after);
	const wait = (minute - minuteOfDay(zone, after) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
	const wall = (Math.floor((after + offset) / MINUTE) + wait) * MINUTE;
	const guess = wall - offset;
	const corrected = wall - offsetOf(zone, guess);
	if (corrected === guess || offsetOf(zone, corrected) === offsetOf(zone, guess)) return Math.max(corrected, after);
	// The clock is changed between the two: the change itself is the moment, or the first of two equal times.
	for (let at = Math.min(guess, corrected); at < Math.max(guess, corrected); at += MINUTE) {
		if (offsetOf(zone, at) === offsetOf(zone, Math.max(guess, corrected))) return at;
	}
	return Math.max(guess, corrected);
}
