const DAY_MS = 86_400_000;

/**
 * The moment of a local time such as `2026-06-03T14:02`, as ISO 8601; undefined for anything else. Of two moments that a clock shows alike when
 * it is put back, the earlier: whatever is entered with it must not beat what was said later.
 */
export function momentOf(local: string, timeZone: string): string | undefined {
	const shown = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(local) ? Date.parse(`${local}Z`) : NaN;
	if (Number.isNaN(shown)) return undefined;
	const around = [shown - DAY_MS, shown + DAY_MS].map((moment) => shown - offsetAt(moment, timeZone));
	const fitting = around.filter((moment) => moment + offsetAt(moment, timeZone) === shown);
	return new Date(Math.min(...(fitting.length > 0 ? fitting : around))).toISOString();
}

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. */
export function offsetAt(moment: number, timeZone: string): number {
	const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
	const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
	return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second) - moment;
}
