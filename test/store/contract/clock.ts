export const NOON = Date.parse('2026-03-01T12:00:00Z');

export function at(minutes: number): string {
	return new Date(NOON + minutes * 60_000).toISOString();
}

/** Numbers that belong to nobody. */
export function phone(n: number): string {
	return `+1555${String(1_000_000 + n).padStart(7, '0')}`;
}
