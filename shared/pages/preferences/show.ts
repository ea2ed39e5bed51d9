import { DEFAULT_LIST } from '../../consent';
import type { ListStatus } from '../../consent';
import type { ContactRecord } from '../../store/types';
import type { Html, Part } from '../html';
import { html } from '../html';
import { address } from '../http';
import type { PageResponse } from '../http';
import { named } from '../optInPage/lists';
import type { OfferedList } from '../optInPage/lists';
import { publicPage } from '../publicPage';
import type { Visit } from '../publicPage';
import type { PagesContext } from '../types';
import { personsHistory } from './history';
import type { PersonsEvent } from './history';

export function tokenSubject({ brand }: Pick<PagesContext, 'brand'>, { contact }: Pick<ContactRecord, 'contact'>): string {
	return `preferences/${brand}/${contact}`;
}

/** Lists in use, and those the person is on that no longer are. */
export async function listsFor({ store }: Pick<PagesContext, 'store'>, contact: ContactRecord): Promise<OfferedList[]> {
	const lists = await store.lists();
	const keys = new Set([DEFAULT_LIST, ...lists.map(({ key }) => key)]);
	for (const [key, { status }] of Object.entries(contact.lists)) if (status === 'opted_in') keys.add(key);
	return [...keys].map((key) => ({ key, ...named(lists.find((list) => list.key === key)) }));
}

export async function showPreferences(
	visited: Visit,
	contact: ContactRecord,
	notice: { bad?: string } = {},
	status = 200,
): Promise<PageResponse> {
	const { context, texts, request } = visited;
	const token = context.tokens.issue(tokenSubject(context, contact));
	const title = texts.preferences;
	const lists = await listsFor(context, contact);
	const saved = request.method === 'GET' && request.query.done === 'saved';
	return publicPage(
		visited,
		status,
		title,
		html`<h1>${title}</h1>
${notice.bad !== undefined && html`<p class="notice bad" role="alert">${notice.bad}</p>`}
${saved && html`<p class="notice good" role="status">${texts.saved}</p>`}
<p class="soft"><bdi dir="ltr">${contact.contact}</bdi>${contact.name !== undefined && html` · <bdi>${contact.name}</bdi>`}</p>
${contact.status === 'blocked' && html`<p class="notice wait">${texts.blocked}</p>`}
${contact.platformStop && html`<p class="notice wait">${texts.platformStop}</p>`}
<div class="card"><ul class="plain">
${lists.map((list) => html`<li>${listRow(visited, contact, list, token)}</li>`)}
</ul></div>
<div class="card"><form method="post" action="${hereOf(visited)}"><input type="hidden" name="token" value="${token}">
<p class="soft small">${texts.stopAllHint}</p>
<button class="danger" name="do" value="stopAll">${texts.stopAll}</button></form></div>
${history(visited, await personsHistory(context, contact))}`,
	);
}

function hereOf({ request }: Visit, more: Record<string, string> = {}): string {
	return address({ page: 'preferences', link: request.query.link, lang: request.query.lang, ...more });
}

function standing(contact: ContactRecord, key: string): ListStatus {
	return (Object.hasOwn(contact.lists, key) ? contact.lists[key] : contact.everything)?.status ?? 'none';
}

function listRow(visited: Visit, contact: ContactRecord, list: OfferedList, token: string): Html {
	const { texts } = visited;
	const status = standing(contact, list.key);
	const isOn = status === 'opted_in';
	const name = list.name ?? (list.key === DEFAULT_LIST ? texts.what : list.key);
	const waiting = status === 'pending' || contact.lists[list.key]?.pendingUntil !== undefined;
	return html`<form method="post" action="${hereOf(visited)}" class="row apart">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="list" value="${list.key}">
<span class="grow"><strong id="list-${list.key}"><bdi>${name}</bdi></strong> <span class="badge ${isOn ? 'opted_in' : 'off'}">${isOn ? texts.on : texts.off}</span>
${list.description !== undefined && html`<br><span class="soft small">${list.description}</span>`}
${waiting && !isOn && html`<br><span class="soft small">${texts.waiting}</span>`}</span>
<button class="slim" name="do" value="${isOn ? 'off' : 'on'}" aria-describedby="list-${list.key}">${isOn ? texts.turnOff : texts.turnOn}</button>
</form>`;
}

function history(visited: Visit, events: Awaited<ReturnType<typeof personsHistory>>): Part {
	const { texts, language } = visited;
	if (events.length === 0) return undefined;
	const when = new Intl.DateTimeFormat([language.code, 'en'], { dateStyle: 'medium', timeStyle: 'short', timeZone: visited.context.settings.timeZone });
	return html`<details class="card"><summary>${texts.history}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.history}"><table><thead><tr><th scope="col">${texts.when}</th><th scope="col">${texts.happened}</th></tr></thead><tbody>
${events.map((event) => historyRow(visited, event, when.format(new Date(event.occurredAt))))}
</tbody></table></div>
<p><a class="button slim" href="${hereOf(visited, { as: 'json' })}" download>${texts.download}</a></p></details>`;
}

function historyRow(visited: Visit, event: PersonsEvent, when: string): Html {
	const { lists, source, text } = event;
	const named = lists.map((key) => (key === '*' ? visited.texts.stopAll : key)).join(', ');
	return html`<tr><td>${when}</td><td>${told(visited, event)}${named !== '' && ` · ${named}`}<br><span class="soft small"><bdi>${source}</bdi>${text !== undefined && html` · “<bdi>${text}</bdi>”`}</span></td></tr>`;
}

/** What counts for nothing is not only struck through, which is seen but not heard. */
function told(visited: Visit, { action, voided, refused, confirmBy }: PersonsEvent): Part {
	const { texts, context } = visited;
	const words = happened(visited, action);
	const lapsed = confirmBy !== undefined && Date.parse(confirmBy) <= context.now;
	if (voided === true || refused === true || lapsed) return html`<s>${words}</s> (${texts.notCounted})`;
	return confirmBy === undefined ? words : `${words} (${texts.waiting})`;
}

function happened({ texts }: Visit, action: PersonsEvent['action']): string {
	switch (action) {
		case 'opt_in':
			return texts.optedIn;
		case 'opt_out':
		case 'block':
		case 'platform_stop':
			return texts.optedOut;
		case 'opt_out_likely':
			return texts.stopLikely;
		case 'unblock':
		case 'platform_resume':
			return texts.stopLifted;
	}
}
