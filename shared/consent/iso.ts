const DAY = 86_400_000;
/** Days whose date is kept; events come in bursts, so few are asked for often. */
const KEPT = 4096;

/** The moments of the years with four digits. */
const FIRST = -62_167_219_200_000;
const LAST = 253_402_300_799_999;

const dates = new Map<number, Date10>();

/** Codes of `2026-03-01` without the dashes. */
type Date10 = [number, number, number, number, number, number, number, number];

const ZERO = 48;
const DASH = 45;
const COLON = 58;
const DOT = 46;
const T = 84;
const Z = 90;

/**
 * A moment in ISO 8601, as `Date` writes it. States name several each, and `Date` would be the dearest part of reading an audience. Made
 * in one piece: a text put together from parts is a chain of them until somebody reads it, which takes longer to make, keep and compare.
 */
export function iso(ms: number): string {
	if (!(ms >= FIRST && ms <= LAST)) return new Date(ms).toISOString();
	const day = Math.floor(ms / DAY);
	const [y1, y2, y3, y4, mo1, mo2, d1, d2] = dates.get(day) ?? dateOf(day, ms);
	const within = ms - day * DAY;
	const seconds = Math.floor(within / 1000);
	const minutes = Math.floor(seconds / 60);
	const hour = Math.floor(minutes / 60);
	const [minute, second, part] = [minutes - hour * 60, seconds - minutes * 60, within - seconds * 1000];
	const hours = Math.floor(hour / 10);
	const tens = Math.floor(minute / 10);
	const tenSeconds = Math.floor(second / 10);
	const hundreds = Math.floor(part / 100);
	const rest = part - hundreds * 100;
	const tenths = Math.floor(rest / 10);
	return String.fromCharCode(
		y1, y2, y3, y4, DASH, mo1, mo2, DASH, d1, d2, T,
		ZERO + hours, ZERO + hour - hours * 10, COLON, ZERO + tens, ZERO + minute - tens * 10, COLON, ZERO + tenSeconds, ZERO + second - tenSeconds * 10,
		DOT, ZERO + hundreds, ZERO + tenths, ZERO + rest - tenths * 10, Z,
	);
}

function dateOf(day: number, ms: number): Date10 {
	if (dates.size >= KEPT) dates.clear();
	const text = new Date(ms).toISOString();
	const date = [0, 1, 2, 3, 5, 6, 8, 9].map((place) => text.charCodeAt(place)) as Date10;
	dates.set(day, date);
	return date;
}
