import type { PageRequest, Served } from '../http';
import { plainPage, visit } from '../publicPage';
import { only } from '../respond';
import type { PagesContext } from '../types';
import { offeredList } from './lists';
import { showOptInPage } from './show';
import { submitOptIn } from './submit';

/** The public page on which a person opts in to one list. */
export async function optInPage(request: PageRequest, context: PagesContext): Promise<Served> {
	const list = await offeredList(context, request.query.list);
	const visited = visit(request, context, list?.name);
	if (list === undefined) return only(plainPage(visited, 404, visited.texts.notHere, ''));
	return request.method === 'POST' ? await submitOptIn(visited, list) : only(showOptInPage(visited, list));
}

export { OPT_IN_PAGE } from './submit';
