import type { Raw } from '../items';
import { isObject } from './changes';

/** Deeper than anything Meta sends, shallow enough for any JSON writer. */
const DEEPEST = 64;
const CUT = '(left out: nested too deep)';

/** The object as it came, unless it is nested so deep that writing it down again would exhaust the stack: then without the depths. */
export function keep(value: unknown): Raw {
	const kept = isTooDeep(value, 0) ? cut(value, 0) : value;
	return isObject(kept) ? kept : { value: kept };
}

function isTooDeep(value: unknown, depth: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (depth >= DEEPEST) return true;
	for (const member of Object.values(value)) if (isTooDeep(member, depth + 1)) return true;
	return false;
}

function cut(value: unknown, depth: number): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (depth >= DEEPEST) return CUT;
	if (Array.isArray(value)) return value.map((member) => cut(member, depth + 1));
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member, depth + 1)]));
}
