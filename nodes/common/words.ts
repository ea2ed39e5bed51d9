/** One word or phrase a line or between commas; spaces inside belong to the phrase. */
export function words(written: unknown): string[] {
	return String(written ?? '')
		.split(/[\n,;]/)
		.map((word) => word.trim())
		.filter((word) => word !== '');
}
