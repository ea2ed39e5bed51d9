import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { withStore } from './connections';
import { needsCredential } from './needsCredential';

async function found(functions: ILoadOptionsFunctions, first: INodeListSearchItems[], filter = ''): Promise<INodeListSearchResult> {
	needsCredential(functions, 'consentStoreApi', 'Consent Store');
	const lists = await withStore(functions, async (store) => await store.lists());
	const sought = filter.trim().toLowerCase();
	const results = [
		...first,
		...lists
			.filter(({ deletedAt }) => deletedAt === undefined)
			.map(({ key, name }) => ({ name: name === '' || name === key ? key : `${name} (${key})`, value: key })),
	];
	return { results: results.filter(({ name }) => name.toLowerCase().includes(sought)) };
}

/** Subscription lists of the store, for a parameter that names one. */
export async function searchLists(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await found(this, [], filter);
}

/** The same, for a parameter that may mean all of them. */
export async function searchListsOrAny(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await found(this, [{ name: 'Any List', value: '*' }], filter);
}
