const DAY_MS = 24 * 3600 * 1000;
const TIME = /\d:\d/;
/** Day and month before the year, in an order that differs from country to country. */
const IN_EITHER_ORDER = /^\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)/;

/**
 * The moment from which an opt-out counts that is dated by the day: its end (in UTC), so that it stands against an opt-in of the same
 * day, as it would at the same moment. Of a date that may mean two days it is the later. Anything else is given back as it is.
 */
export function endOfStopDay(written: string): string {
	const parsed = Date.parse(written);
	if (!Number.isFinite(parsed)) return written;
	const [, first = '', , second = '', year = ''] = IN_EITHER_ORDER.exec(written) ?? [];
	const days = [[first, second], [second, first]].flatMap(([month, day]) => {
		const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
		return first !== '' && new Date(at).getUTCMonth() === Number(month) - 1 ? [at] : [];
	});
	if (new Set(days).size < 2 && TIME.test(written)) return written;
	const day = days.length > 0 ? Math.max(...days) : parsed;
	const end = new Date(day + DAY_MS - 1);
	return Number.isNaN(end.getTime()) ? written : end.toISOString();
}
