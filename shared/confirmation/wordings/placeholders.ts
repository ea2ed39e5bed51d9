export const PLACEHOLDERS = ['name', 'business', 'keyword', 'lists', 'start', 'stop'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];
export type PlaceholderValues = Record<Placeholder, string>;

/** `{name}`, or `{name|dear customer}` with what to say when it is not known. */
const PLACEHOLDER = /(\s*)\{([^{}|]*)(?:\|([^{}]*))?\}/gu;
/** What is left in front when a text began with a placeholder that had nothing to say. */
const STRANDED_START = /^[\s,;:،、，]+/u;
const LONGEST_VALUE = 300;

const isPlaceholder = (word: string): word is Placeholder => (PLACEHOLDERS as readonly string[]).includes(word);

/** Words in braces that are no placeholder, as the operator wrote them. */
export function unknownPlaceholders(text: string): string[] {
	const unknown = [...text.matchAll(PLACEHOLDER)].filter((match) => !isPlaceholder((match[2] ?? '').trim()));
	return [...new Set(unknown.map((match) => match[0].trim()))];
}

export function usesPlaceholder(text: string, placeholder: Placeholder): boolean {
	return [...text.matchAll(PLACEHOLDER)].some((match) => (match[2] ?? '').trim() === placeholder);
}

/** One line of printable text: names and lists come from outside and must not reshape the message. */
export function oneLine(value: string): string {
	const line = value
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
		.replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
		.trim();
	return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * Puts the values in. A value that is not known leaves no gap: `Hello {name}, …` becomes `Hello, …`. Values are put in once and
 * never read for placeholders themselves. Unknown placeholders stay as they are; check with `unknownPlaceholders` first.
 */
export function fill(text: string, values: PlaceholderValues): string {
	let strandedStart = false;
	const filled = text.replace(PLACEHOLDER, (whole: string, space: string, word: string, otherwise: string | undefined, offset: number) => {
		const name = word.trim();
		if (!isPlaceholder(name)) return whole;
		const value = oneLine(values[name]) || (otherwise ?? '').trim();
		if (value === '' && offset === 0) strandedStart = true;
		return value === '' ? '' : space + value;
	});
	return (strandedStart ? filled.replace(STRANDED_START, '') : filled).trim();
}
