import { asOf, STATUSES } from '../../consent';
import { parseIdentifier } from '../../identity';
import type { ContactPage, ContactRecord, SubscriptionList } from '../../store/types';
import type { Html } from '../html';
import { Html as Markup, html } from '../html';
import type { PageResponse } from '../http';
import { lastCensus } from './census';
import type { Census } from './census';
import { filterOf, LOOK_AT, PAGE_SIZE, sortOf, SORTS } from './filter';
import { at, here, operatorPage, reasonField, SELECTED, tokenField } from './visit';
import type { OperatorVisit } from './visit';
import { clock, day, lastInWords, STATUS_WORDS } from './words';

/** The table of contacts: search, filters, pages, and a switch in every row. */
export async function contactsView(visit: OperatorVisit): Promise<PageResponse> {
	const { context, request } = visit;
	const [page, lists, census] = await Promise.all([contactsPage(visit), context.store.lists(), lastCensus(context.store)]);
	const contacts = page.contacts.map((contact) => ({ ...contact, ...asOf(contact, context.now) }));
	const { after, notice, ...filtered } = request.query;
	return operatorPage(
		visit,
		'Contacts',
		filterForm(visit, lists, sourcesIn(census?.census)),
		howMany(visit, census),
		html`<form method="post" action="${here(visit)}">${tokenField(visit)}
<div class="card row end">${reasonField('Entered on the contacts page')}
<div class="field"><label for="list-to-join">Add ticked contacts to</label><select id="list-to-join" name="list">${lists.map(({ key, name }) => html`<option value="${key}">${name}</option>`)}</select></div>
<div class="field"><button name="do" value="addToList">Add</button></div></div>
${contacts.length === 0 ? nobody(page, Object.keys(filtered).length > 2) : table(visit, contacts, lists)}
</form>
<div class="row apart"><div class="row">${after !== undefined && html`<a class="button" href="${at('contacts', filtered)}">First page</a>`}
${page.cursor !== undefined && html`<a class="button" rel="next" href="${at('contacts', { ...filtered, page: 'operator', after: page.cursor })}">${page.unfinished === true ? 'Look on' : 'Next page'}</a>`}</div>
${page.unfinished === true && html`<p class="soft small">${LOOK_AT} contacts were looked at for this page; there may be more that fit.</p>`}
<a class="button" href="${at('export', { ...filtered, page: 'operator', view: 'export' })}" download>Export as CSV</a></div>`,
	);
}

/** A whole number is looked up; anything less has to be searched for, contact by contact. */
async function contactsPage({ context: { store, settings: { timeZone } }, request }: OperatorVisit): Promise<ContactPage> {
	const filter = filterOf(request, timeZone);
	const { search, ...others } = filter;
	if (search !== undefined && Object.keys(others).length === 0 && parseIdentifier(search, { defaultCountry: store.defaultCountry }).ok) {
		const [found] = await store.records([search]);
		if (found?.createdAt !== undefined) return { contacts: [found] };
	}
	return await store.contacts({ ...filter, sort: sortOf(request), limit: PAGE_SIZE, lookAt: LOOK_AT }, request.query.after);
}

/** Nobody counts while a page is shown: it says what the last count came to. */
function howMany({ context }: OperatorVisit, counted: Awaited<ReturnType<typeof lastCensus>>): Html {
	if (counted === undefined) return html`<p class="soft small">Contacts have not been counted yet. <a href="${at('overview')}">Count them</a></p>`;
	const { seen, complete } = counted.census;
	return html`<p class="soft small">${complete ? '' : 'At least '}${seen} contacts in all, counted ${clock(context.settings.timeZone)(new Date(counted.at).toISOString())}.</p>`;
}

function nobody({ unfinished }: ContactPage, isFiltered: boolean): Html {
	const text = unfinished === true ? 'Nobody here fits so far.' : 'Nobody here fits.';
	return html`<p class="card">${text} ${isFiltered && html`<a href="${at('contacts')}">Show all contacts</a>`}</p>`;
}

/** Sources and keywords that were met when contacts were last counted. */
function sourcesIn(census: Census | undefined): string[] {
	const ways = [...(census?.waysIn ?? []), ...(census?.waysOut ?? [])].map(([way]) => way.replace(/[“”]/g, ''));
	return [...new Set(ways)].sort();
}

/** Filters that stay folded until one of them is used. */
const FURTHER = ['tag', 'attribute', 'source', 'from', 'until'];
const OPEN = new Markup(' open');

function filterForm({ request }: OperatorVisit, lists: SubscriptionList[], sources: string[]): Html {
	const { query } = request;
	const sorted = sortOf(request);
	const text = (name: string, label: string, placeholder: string): Html =>
		html`<div><label for="${name}">${label}</label><input type="text" id="${name}" name="${name}" value="${query[name] ?? ''}" placeholder="${placeholder}"></div>`;
	return html`<form method="get" class="card" role="search"><input type="hidden" name="page" value="operator"><input type="hidden" name="view" value="contacts">
<div class="filters">
<div><label for="search">Search</label><input type="search" id="search" name="search" value="${query.search ?? ''}" placeholder="Name or number"></div>
<div><label for="status">Status</label><select id="status" name="status"><option value="">Any</option>${STATUSES.map((status) => html`<option value="${status}"${status === query.status && SELECTED}>${STATUS_WORDS[status]}</option>`)}</select></div>
<div><label for="list">List</label><select id="list" name="list"><option value="">Any</option>${lists.map(({ key, name }) => html`<option value="${key}"${key === query.list && SELECTED}>${name}</option>`)}</select></div>
<div><label for="sort">Order</label><select id="sort" name="sort">${SORTS.map(([sort, name]) => html`<option value="${sort}"${sort === sorted && SELECTED}>${name}</option>`)}</select></div>
<div class="row"><button class="main">Show</button><a href="${at('contacts')}">Clear</a></div>
</div>
<details class="more"${FURTHER.some((name) => (query[name] ?? '') !== '') && OPEN}><summary>More filters</summary><div class="filters">
${text('tag', 'Tags', 'e.g. vip, berlin')}
${text('attribute', 'Attribute', 'e.g. city=Berlin')}
<div><label for="source">Source, tag or keyword</label><input type="text" id="source" name="source" list="sources" value="${query.source ?? ''}" placeholder="e.g. opt-in page"><datalist id="sources">${sources.map((source) => html`<option value="${source}">`)}</datalist></div>
<div><label for="from">Opted in from</label><input type="date" id="from" name="from" value="${query.from ?? ''}"></div>
<div><label for="until">Opted in until</label><input type="date" id="until" name="until" value="${query.until ?? ''}"></div>
</div></details></form>`;
}

function table(visit: OperatorVisit, contacts: ContactRecord[], lists: SubscriptionList[]): Html {
	const date = day(visit.context.settings.timeZone);
	return html`<div class="scroll" tabindex="0" role="region" aria-label="Contacts"><table class="cards">
<thead><tr><th scope="col">Tick</th><th scope="col">Name</th><th scope="col">Number</th><th scope="col">Status</th><th scope="col">Lists</th><th scope="col">Tags</th><th scope="col">Attributes</th><th scope="col">Created</th><th scope="col">Opted in</th><th scope="col">Last event</th></tr></thead>
<tbody>
${contacts.map(
	(contact) => html`<tr>
<td data-label="Tick"><input type="checkbox" name="contact" value="${contact.contact}" aria-label="Tick ${contact.name ?? contact.contact}"></td>
<td data-label="Name">${apart(contact.name ?? '')}</td>
<td class="number" data-label="Number"><a href="${at('contact', { contact: contact.contact })}">${contact.contact}</a></td>
<td data-label="Status"><span class="row tight">${badge(contact)} ${toggle(contact)}</span></td>
<td data-label="Lists">${apart(listNames(contact, lists))}</td>
<td data-label="Tags">${apart(contact.tags.join(', '))}</td>
<td data-label="Attributes">${apart(Object.entries(contact.attributes).map(([name, value]) => `${name}: ${value}`).join(', '))}</td>
<td class="date" data-label="Created">${date(contact.createdAt)}</td>
<td class="date" data-label="Opted in">${date(contact.optedInAt)}</td>
<td data-label="Last event">${contact.lastEvent !== undefined && html`${lastInWords(contact)}, ${date(contact.lastEvent.occurredAt)}`}</td>
</tr>`,
)}
</tbody></table></div>`;
}

/** Text of others, which may run the other way; nothing for none, so that a phone leaves the empty cell out. */
function apart(text: string): Html | undefined {
	return text === '' ? undefined : html`<bdi>${text}</bdi>`;
}

export function badge({ status, platformStop, holds }: Pick<ContactRecord, 'status' | 'platformStop' | 'holds'>): Html {
	return html`<span class="badge ${status}">${STATUS_WORDS[status]}</span>${platformStop && html` <span class="badge opted_out">WhatsApp stop</span>`}${holds.length > 0 && html` <span class="badge hold">Asked to stop?</span>`}`;
}

/** A switch for marketing. A block is lifted on the contact's own page, where its history stands. */
export function toggle(contact: ContactRecord): Html | undefined {
	if (contact.status === 'blocked' || contact.problem !== undefined) return undefined;
	const isIn = contact.status === 'opted_in';
	const who = contact.name ?? contact.contact;
	return html`<button class="slim" name="toggle" value="${isIn ? 'out' : 'in'} ${contact.contact}" aria-label="${isIn ? 'Opt out' : 'Opt in'} ${who}">${isIn ? 'Opt out' : 'Opt in'}</button>`;
}

function listNames(contact: ContactRecord, lists: SubscriptionList[]): string {
	const on = Object.entries(contact.lists).filter(([, { status }]) => status === 'opted_in');
	return on.map(([key]) => lists.find((list) => list.key === key)?.name ?? key).join(', ');
}
