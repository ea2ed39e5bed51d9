const isPlain = (value: object): boolean => {
	const prototype = Object.getPrototypeOf(value) as object | null;
	return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/**
 * What was chosen, wherever a parameter is, or holds, a resource locator (`{ __rl, mode, value }`). Text from an older workflow or an
 * expression stays as it is; a locator with nothing chosen means an empty text.
 */
export function located(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(located);
	if (!isPlain(value)) return value;
	if ('__rl' in value && 'value' in value) return value.value ?? '';
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, located(inner)]));
}
