/**
 * Has an opt-in of that moment outlived the months for which the operator trusts one? Calendar months in UTC; from the 31st to the
 * last day of a shorter month. An unreadable moment counts as too old.
 * @throws {TypeError} when the months are not a positive number.
 */
export function isTooOld(since: string, months: number | undefined, now: number): boolean {
	if (months === undefined) return false;
	if (!(Number.isInteger(months) && months > 0)) throw new TypeError('consentMaxAgeMonths: must be a whole number of months, 1 or more');
	return !(addMonths(Date.parse(since), months) > now);
}

function addMonths(ms: number, months: number): number {
	const date = new Date(ms);
	const day = date.getUTCDate();
	date.setUTCMonth(date.getUTCMonth() + months);
	// A day that the month does not have has run over into the next: back to the last one it has.
	return date.getUTCDate() === day ? date.getTime() : date.setUTCDate(0);
}
