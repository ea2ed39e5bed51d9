import type { PageRequest, Served } from './http';
import { receiveBatch } from './api';
import { operatorPages } from './operator';
import { optInPage } from './optInPage';
import { preferencesPage } from './preferences';
import { plainPage, visit } from './publicPage';
import { only } from './respond';
import type { PageName, PagesContext } from './types';

type Page = (request: PageRequest, context: PagesContext) => Promise<Served>;

/** `page` in the address → what answers, and the page that has to be switched on for it. */
const ROUTES: Readonly<Record<string, { needs?: PageName; serve: Page }>> = {
	'opt-in': { needs: 'optIn', serve: optInPage },
	preferences: { needs: 'preferences', serve: preferencesPage },
	operator: { needs: 'operator', serve: operatorPages },
	api: { serve: receiveBatch },
};

/**
 * Answers one request. Whatever is posted is recorded before this returns.
 * @throws StoreUnavailable: nothing is known to have been recorded, and the visitor has to be told so.
 */
export async function servePages(request: PageRequest, context: PagesContext): Promise<Served> {
	const { pages } = context.settings;
	const asked = request.query.page ?? (pages.includes('optIn') ? 'opt-in' : (pages[0] ?? ''));
	const route = Object.hasOwn(ROUTES, asked) ? ROUTES[asked] : undefined;
	if (route === undefined || (route.needs !== undefined && !pages.includes(route.needs))) {
		const visited = visit(request, context);
		return only(plainPage(visited, 404, visited.texts.notHere, ''));
	}
	return await route.serve(request, context);
}
