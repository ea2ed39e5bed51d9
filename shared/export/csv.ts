/** Characters with which a spreadsheet takes a cell for a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA_START = /^[=+\-@\t\r]/;
/** A phone number begins with a plus and must stay readable for whoever imports the file again. */
const PHONE = /^\+\d{6,15}$/;

/** A line of comma-separated values; text that a spreadsheet would run as a formula is made harmless. */
export function csvLine(cells: Array<string | undefined>): string {
	return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | undefined): string {
	const text = cell ?? '';
	const safe = FORMULA_START.test(text) && !PHONE.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
