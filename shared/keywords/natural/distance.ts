/**
 * Whether two words differ by at most `limit` insertions, deletions, substitutions or swaps of neighbours
 * (optimal string alignment).
 */
export function within(a: string, b: string, limit: number): boolean {
	if (Math.abs(a.length - b.length) > limit) return false;
	let before: number[] = [];
	let previous = Array.from({ length: b.length + 1 }, (_, n) => n);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		let best = i;
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
			row.push(cost);
			best = Math.min(best, cost);
		}
		if (best > limit) return false;
		before = previous;
		previous = row;
	}
	return (previous[b.length] ?? limit + 1) <= limit;
}

/** `stoooop` → `stop`: every run of one letter becomes one. */
export function squeezed(word: string): string {
	return word.replace(/(.)\1+/gu, '$1');
}

/** A letter held down: three or more in a row. */
export function isStretched(word: string): boolean {
	return /(\p{L})\1\1/u.test(word);
}
