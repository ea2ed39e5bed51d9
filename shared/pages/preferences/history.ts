import type { ConsentAction } from '../../consent';
import type { ContactRecord, HistoryEntry } from '../../store/types';
import type { PageResponse } from '../http';
import { download } from '../respond';
import type { PagesContext } from '../types';

/** Of an event's evidence what is about the person; the rest may be names and notes of those who kept it. */
const THEIRS = ['businessName', 'purposes', 'basis', 'wordingVersion', 'url', 'sourceTag', 'language', 'ip', 'userAgent'] as const;

export interface PersonsEvent {
	occurredAt: string;
	action: Exclude<ConsentAction, 'link' | 'correct'>;
	lists: string[];
	source: string;
	/** What the person wrote, tapped or agreed to. */
	text?: string;
	wording?: string;
	voided?: true;
	/** What else was kept with it about the person and what they saw. */
	evidence?: Partial<Record<(typeof THEIRS)[number], unknown>>;
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
	const about = THEIRS.map((name) => [name, evidence?.[name]] as const).filter(([, value]) => value !== undefined && value !== '');
	const event: PersonsEvent = {
		occurredAt,
		action,
		lists,
		source,
		...(evidence?.text === undefined ? {} : { text: evidence.text }),
		...(evidence?.wording === undefined ? {} : { wording: evidence.wording }),
		...(about.length === 0 ? {} : { evidence: Object.fromEntries(about) }),
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
