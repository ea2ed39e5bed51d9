import type { SubscriptionList } from '../../store/types';
import { DEFAULT_LIST } from '../../consent';
import type { PagesContext } from '../types';

export interface OfferedList {
	key: string;
	/** Missing for the default list that was never renamed: the page then has a noun for it in its own language. */
	name?: string;
	description?: string;
}

/** The list a visitor asks for, if it has an opt-in page; without asking, the first that has. */
export async function offeredList({ store, settings }: PagesContext, asked: string | undefined): Promise<OfferedList | undefined> {
	const key = asked === undefined || asked === '' ? (settings.lists[0] ?? DEFAULT_LIST) : asked;
	if (asked !== undefined && asked !== '' && !settings.lists.includes(asked)) return undefined;
	const list = (await store.lists()).find((known) => known.key === key);
	return { key, ...named(list) };
}

/** The display name that somebody really gave to a list. */
export function named(list: SubscriptionList | undefined): Pick<OfferedList, 'name' | 'description'> {
	if (list === undefined) return {};
	return {
		...(list.name === DEFAULT_LIST ? {} : { name: list.name }),
		...(list.description === undefined || list.description === '' ? {} : { description: list.description }),
	};
}
