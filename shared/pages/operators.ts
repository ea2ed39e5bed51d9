import type { Operator } from './types';

/**
 * Operators as the credential holds them: `name:password`, separated by commas, semicolons or line breaks. A name may stand once;
 * a line without a password is nobody.
 */
export function readOperators(written: string): Operator[] {
	const operators = written
		.split(/[\n,;]/)
		.map((line) => line.trim())
		.filter((line) => line.includes(':'))
		.map((line) => ({ name: line.slice(0, line.indexOf(':')).trim(), password: line.slice(line.indexOf(':') + 1).trim() }))
		.filter(({ name, password }) => name !== '' && password !== '');
	return [...new Map(operators.map((operator) => [operator.name, operator])).values()];
}
