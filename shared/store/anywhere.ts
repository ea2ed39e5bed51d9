import type { Backend, Row } from './backend';
import { hash } from './keys';

/** Rows looked at each time; more only where some of them turn out to be old. */
const FEW = 20;

/**
 * Keys of rows that are old, as `old` says of each: with these little by little removed, a space holds little more than what is young.
 * `written`: how many rows were just written.
 */
export async function oldFromAnywhere(backend: Backend, space: string, stamp: string, written: number, old: (row: Row) => string[]): Promise<string[]> {
	const few = (await rowsFromAnywhere(backend, space, stamp, FEW)).flatMap(old);
	if (few.length === 0 || written * 2 <= FEW) return few;
	const more = (await rowsFromAnywhere(backend, space, stamp, 2 * written)).flatMap(old);
	return [...new Set([...few, ...more])];
}

/**
 * Some rows of a space whose keys begin with a hash, from a random place on and round the end. Looking at twice as many rows as were
 * written finds old ones as fast as new ones come, without a list of them by age.
 */
async function rowsFromAnywhere(backend: Backend, space: string, stamp: string, limit: number): Promise<Row[]> {
	const rows = await backend.page(space, space + hash(stamp), limit);
	return rows.length === limit ? rows : [...rows, ...(await backend.page(space, undefined, limit - rows.length))];
}
