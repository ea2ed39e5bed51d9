import type { Backend, Row } from './backend';
import { hash } from './keys';

/**
 * Some rows of a space whose keys begin with a hash, from a random place on and round the end. Looking at twice as many rows as were
 * written finds old ones as fast as new ones come, without a list of them by age.
 */
export async function rowsFromAnywhere(backend: Backend, space: string, stamp: string, limit: number): Promise<Row[]> {
	const rows = await backend.page(space, space + hash(stamp), limit);
	return rows.length === limit ? rows : [...rows, ...(await backend.page(space, undefined, limit - rows.length))];
}
