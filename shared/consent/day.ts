const DAY_MS = 24 * 3600 * 1000;
const TIME = /\d:\d/;
/** A time of day and how far its clock is from UTC: their numbers name no day. */
const TIMES = /\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:GMT|UTC)?\s*(?:[+-]\d{2}:?\d{2})?/gi;
/** Day and month before the year, in an order that differs from country to country. */
const IN_EITHER_ORDER = /^\s*(\d{1,2})([./ -])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;

/**
 * The moment from which an opt-out counts that is dated by the day: its end (in UTC), so that it stands against an opt-in of the same
 * day, as it would at the same moment. Of a date that may mean two days it is the later. A text that names no day is made unreadable;
 * anything else is given back as it is.
 */
export function endOfStopDay(written: string): string {
	const parsed = Date.parse(written);
	if (!Number.isFinite(parsed)) return written;
	const days = daysIn(written);
	if (days.length === 0 && !namesDay(written)) return '';
	if (days.length < 2 && TIME.test(written)) return written;
	const day = days.length > 0 ? Math.max(...days) : parsed;
	const end = new Date(day + DAY_MS - 1);
	return Number.isNaN(end.getTime()) ? written : end.toISOString();
}

/** The same of an opt-in: of a date that may mean two days it is the earlier, so that a slip of the reader undoes no stop between them. */
export function startOfOptInDay(written: string): string {
	if (!Number.isFinite(Date.parse(written))) return written;
	const days = daysIn(written);
	if (days.length > 1) return new Date(Math.min(...days)).toISOString();
	return days.length === 1 || namesDay(written) ? written : '';
}

/** The days that a date of three numbers may mean. */
function daysIn(written: string): number[] {
	const [, first = '', , second = '', third = ''] = IN_EITHER_ORDER.exec(written) ?? [];
	if (first === '') return [];
	const days = [[first, second], [second, first]].flatMap(([month, day]) => {
		const at = Date.UTC(fullYear(third), Number(month) - 1, Number(day));
		return new Date(at).getUTCMonth() === Number(month) - 1 ? [at] : [];
	});
	return [...new Set(days)];
}

/** As `Date` reads years of two digits. */
function fullYear(year: string): number {
	return Number(year) + (year.length === 4 ? 0 : Number(year) < 50 ? 2000 : 1900);
}

/** Day, month and year are there. What `Date` makes of less ("3/4", "March 4") is a day of the year 2001, and an opt-out of then would undo nothing. */
function namesDay(written: string): boolean {
	const date = String(written).replace(TIMES, ' ');
	const numbers = date.match(/\d+/g) ?? [];
	const others = numbers.filter((number) => number.length < 3).length;
	return numbers.some((number) => number.length === 4) && (others > 1 || (others === 1 && /[a-z]{3}/i.test(date)));
}
