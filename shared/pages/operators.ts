import type { Operator } from './types';

/** One `name:password`; the password may stand in quotes. It ends where the next name begins. */
const OPERATOR = /\s*([^\s:,;][^:,;\n]*?)\s*:[^\S\n]*(?:"((?:[^"\\]|\\.)*)"|((?![^\S\n]*").*?))\s*(?:[\n,;]+(?=\s*[^\s:,;][^:,;\n]*:)|[\n,;\s]*$)/sy;

/** What looks like the next operator without a name. */
const NAMELESS = /[\n,;]\s*:/;

/**
 * Operators as the credential holds them: `name:password`, separated by commas, semicolons or line breaks. A comma that no further
 * name follows belongs to the password; any text may stand in double quotes, with `\"` for a quote. A name may stand once.
 * Nothing, where what is written can't be read to the end: half a password must not become a whole one.
 */
export function readOperators(written: string): Operator[] | undefined {
	const text = written.trim();
	const operators = new Map<string, Operator>();
	for (let at = 0; at < text.length; ) {
		OPERATOR.lastIndex = at;
		const found = OPERATOR.exec(text);
		if (found === null || found[0] === '') return undefined;
		const [whole, name = '', quoted, plain = ''] = found;
		const password = quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1');
		if (password === '' || (quoted === undefined && NAMELESS.test(plain))) return undefined;
		operators.set(name, { name, password });
		at += whole.length;
	}
	return [...operators.values()];
}
