const DAY = 86_400_000;
/** Days whose date is kept; events come in bursts, so few are asked for often. */
const KEPT = 4096;

const dates = new Map<number, string>();
const pairs = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

/** A moment in ISO 8601, as `Date` writes it. States name several each, and `Date` would be the dearest part of reading an audience. */
export function iso(ms: number): string {
	const day = Math.floor(ms / DAY);
	let date = dates.get(day);
	if (date === undefined) {
		if (dates.size >= KEPT) dates.clear();
		date = new Date(ms).toISOString().slice(0, -13);
		dates.set(day, date);
	}
	const within = ms - day * DAY;
	const seconds = Math.floor(within / 1000);
	const minutes = Math.floor(seconds / 60);
	const thousandths = within - seconds * 1000;
	const zeros = thousandths < 10 ? '00' : thousandths < 100 ? '0' : '';
	return `${date}${pairs[Math.floor(minutes / 60)]}:${pairs[minutes % 60]}:${pairs[seconds % 60]}.${zeros}${thousandths}Z`;
}
