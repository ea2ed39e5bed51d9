/** Markup that is safe to send: made by `html`, which escapes whatever is put in. */
export class Html {
	constructor(readonly text: string) {}

	toString(): string {
		return this.text;
	}
}

export type Part = Html | string | number | false | null | undefined | Part[];

/**
 * A template whose values are escaped, in text as in quoted attributes. Markup made by another `html` goes in as it is; `false`,
 * `null` and `undefined` leave nothing behind.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
	return new Html(strings.reduce((made, text, index) => made + written(parts[index - 1]) + text));
}

function written(part: Part): string {
	if (part === false || part === null || part === undefined) return '';
	if (part instanceof Html) return part.text;
	if (Array.isArray(part)) return part.map(written).join('');
	return escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters and direction overrides go too: they could make a name look like something else. */
function escaped(text: string): string {
	return text
		.replace(/[\u202A-\u202E\u2066-\u2069]|(?![\n\t])\p{Cc}/gu, '')
		.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
