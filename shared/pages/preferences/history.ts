import type { ConsentAction } from '../../consent';
import type { ContactRecord, HistoryEntry } from '../../store/types';
import type { PageResponse } from '../http';
import { download } from '../respond';
import type { PagesContext } from '../types';

export interface PersonsEvent {
	occurredAt: string;
	action: Exclude<ConsentAction, 'link' | 'correct'>;
	lists: string[];
	source: string;
	/** What the person wrote, tapped or agreed to. */
	text?: string;
	wording?: string;
	voided?: true;
	/** Kept, but it never counted: their own stop stood over it. */
	refused?: true;
	/** Until when it waits for their confirmation; it counts for nothing without. */
	confirmBy?: string;
}

/** A person's own history, newest first: what is kept about them, without the names and notes of those who kept it. */
export async function personsHistory({ store }: Pick<PagesContext, 'store'>, { contact }: ContactRecord): Promise<PersonsEvent[]> {
	const events = await store.history(contact);
	return events.flatMap((event) => (event.another === true ? [] : personsEvent(event))).reverse();
}

function personsEvent({ occurredAt, action, lists, source, evidence, voidedBy, refused, confirmBy }: HistoryEntry): PersonsEvent[] {
	if (action === 'link' || action === 'correct') return [];
	const event: PersonsEvent = {
		occurredAt,
		action,
		lists,
		source,
		...(evidence?.text === undefined ? {} : { text: evidence.text }),
		...(evidence?.wording === undefined ? {} : { wording: evidence.wording }),
		...(voidedBy === undefined ? {} : { voided: true }),
		...(refused === undefined ? {} : { refused: true }),
		...(confirmBy === undefined ? {} : { confirmBy }),
	};
	return [event];
}

export async function downloadHistory(context: PagesContext, contact: ContactRecord): Promise<PageResponse> {
	const { contact: id, phone, userId, name, status, lists, platformStop } = contact;
	const standing = Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, { status: list.status, since: list.since }]));
	const all = { contact: id, phone, userId, name, status, lists: standing, platformStop, events: await personsHistory(context, contact) };
	return download('my-consent.json', 'application/json; charset=utf-8', `${JSON.stringify(all, null, '\t')}\n`);
}
