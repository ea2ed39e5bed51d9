import { asOf, DEFAULT_LIST, REASON_WORDS } from '../../consent';
import { askGate } from '../../gate';
import type { ContactRecord, SubscriptionList } from '../../store/types';
import type { Html, Part } from '../html';
import { Html as Markup, html } from '../html';
import type { PageResponse } from '../http';
import { DEFAULT_LINK_DAYS, preferenceLink } from '../links';
import { changesCard } from './changesCard';
import { badge } from './contactsView';
import { decisionsCard } from './decisionsCard';
import { historyCard } from './historyCard';
import { at, cameBack, here, NO_ENTER, operatorPage, reasonField, SELECTED, tokenField, typedOr } from './visit';
import type { OperatorVisit } from './visit';
import { capitalised, clock } from './words';

/** Everything about one contact, and everything that can be changed. */
export async function contactView(visit: OperatorVisit): Promise<PageResponse> {
	const { context, request } = visit;
	const { store, now } = context;
	const id = request.query.contact ?? '';
	const [record] = await store.records([id]);
	if (record === undefined || record.problem?.code === 'invalid_contact') {
		return operatorPage({ ...visit, status: 404 }, 'No such contact', html`<p class="card">There is no readable number here. <a href="${at('contacts')}">Back to the contacts</a></p>`);
	}
	const contact = { ...record, ...asOf(record, now) };
	const [lists, history, decisions, changes, [answer]] = await Promise.all([
		store.lists(),
		store.history(id),
		store.decisions(id),
		store.changes({ contact: id }, { limit: 20 }),
		askGate(store, [id], { category: 'marketing', rule: 'settings' }, now),
	]);
	const why = answer === undefined ? undefined : gateCard(answer);
	return operatorPage(
		visit,
		contact.name ?? contact.contact,
		html`<p>${contact.contact}${contact.userId !== undefined && contact.userId !== contact.contact && ` · ${contact.userId}`} ${badge(contact)}</p>
<div class="split">
<div>${why}${listsCard(visit, contact, lists)}${optInCard(visit, lists)}</div>
<div>${stopCard(visit, contact)}${profileCard(visit, contact)}${linkCard(visit, contact)}${decisionsCard(visit, decisions)}</div>
</div>
${historyCard(visit, history)}
${changesCard(visit, changes)}`,
	);
}

type Answer = Awaited<ReturnType<typeof askGate>>[number];

function gateCard({ decision, reason, detail, warning, rule }: Answer): Html {
	const words = { allow: 'Yes', flag: 'Yes, but nothing is on record', block: 'No' }[decision];
	return html`<section class="card" aria-labelledby="gate"><h2 id="gate">Would a marketing message go out now?</h2>
<p><span class="badge ${decision}">${words}</span> ${capitalised(REASON_WORDS[reason])}${detail !== undefined && html` (${detail})`}.</p>
<p class="soft small">The gate’s own decision under the rule “${rule === 'required' ? 'opt-in required' : 'soft'}” of the settings${warning !== undefined && ` (${warning})`}.</p></section>`;
}

function listsCard(visit: OperatorVisit, contact: ContactRecord, lists: SubscriptionList[]): Html {
	const time = clock(visit.context.settings.timeZone);
	const keys = new Set([DEFAULT_LIST, ...lists.map(({ key }) => key), ...Object.keys(contact.lists)]);
	return html`<section class="card" aria-labelledby="lists"><h2 id="lists">Lists</h2><form method="post" action="${here(visit)}">${tokenField(visit)}${NO_ENTER}
${reasonField('', 'lists-')}
<ul class="plain">${[...keys].map((key) => {
	const name = lists.find((list) => list.key === key)?.name ?? key;
	const standing = Object.hasOwn(contact.lists, key) ? contact.lists[key] : contact.everything;
	const isIn = standing?.status === 'opted_in';
	return html`<li class="row apart"><span><strong>${name}</strong> <span class="badge ${standing?.status ?? 'none'}">${isIn ? 'On' : 'Off'}</span><br><span class="soft small">${standing !== undefined && `${standing.status.replace('_', ' ')} since ${time(standing.since)}, by the ${standing.origin}`}</span></span>
<button class="slim" name="do" value="${isIn ? 'leave' : 'join'} ${key}" aria-label="${isIn ? 'Take off' : 'Put on'} ${name}">${isIn ? 'Take off' : 'Put on'}</button></li>`;
})}</ul></form></section>`;
}

const OPEN = new Markup(' open');

function optInCard(visit: OperatorVisit, lists: SubscriptionList[]): Html {
	const typed = (name: string): string => typedOr(visit, 'optIn', name, '');
	return html`<details class="card"${cameBack(visit, 'optIn') && OPEN}><summary>Enter an opt-in with its evidence</summary><form method="post" action="${here(visit)}">${tokenField(visit)}
<div class="field"><label for="origin">Whose word</label><select id="origin" name="origin"><option value="business">Ours</option><option value="person"${typed('origin') === 'person' && SELECTED}>Theirs, on paper or by phone</option></select></div>
<div class="field"><label for="opt-in-list">List</label><select id="opt-in-list" name="list">${lists.map(({ key, name }) => html`<option value="${key}"${key === typed('list') && SELECTED}>${name}</option>`)}</select></div>
<div class="field"><label for="occurred">When they said so <span class="hint">(by the clock of ${visit.context.settings.timeZone})</span></label><input type="datetime-local" id="occurred" name="occurredAt" value="${typed('occurredAt')}"></div>
<div class="field"><label for="text">Evidence <span class="hint">(how and where it can be seen)</span></label><textarea id="text" name="text" maxlength="2000">${typed('text')}</textarea></div>
${reasonField(typed('reason'), 'opt-in-')}
<button name="do" value="optIn">Enter opt-in</button></form></details>`;
}

function stopCard(visit: OperatorVisit, contact: ContactRecord): Html {
	if (contact.status === 'blocked') {
		return html`<section class="card" aria-labelledby="stop"><h2 id="stop">Blocked</h2><p>No message of any kind goes out. Unblocking gives nobody a new opt-in: what they said before counts again.</p>
<form method="post" action="${here(visit)}">${tokenField(visit)}${reasonField('', 'unblock-')}<button name="do" value="unblock">Unblock</button></form></section>`;
	}
	return html`<section class="card" aria-labelledby="stop"><h2 id="stop">They want no more messages?</h2><p><a class="button" href="${at('unsubscribe', { contact: contact.contact })}">Unsubscribe…</a></p></section>`;
}

function profileCard(visit: OperatorVisit, contact: ContactRecord): Html {
	const typed = (name: string, kept: string): string => typedOr(visit, 'profile', name, kept);
	const attributes = Object.entries(contact.attributes).map(([name, value]) => `${name}=${value.replace(/\n/g, ' ')}`).join('\n');
	return html`<section class="card" aria-labelledby="profile"><h2 id="profile">Profile</h2><form method="post" action="${here(visit)}">${tokenField(visit)}
<div class="field"><label for="name">Name</label><input type="text" id="name" name="name" maxlength="500" value="${typed('name', contact.name ?? '')}"></div>
<div class="field"><label for="tags">Tags <span class="hint">(comma-separated)</span></label><input type="text" id="tags" name="tags" value="${typed('tags', contact.tags.join(', '))}"></div>
<div class="field"><label for="attributes">Attributes <span class="hint">(one a line, as name=value)</span></label><textarea id="attributes" name="attributes">${typed('attributes', attributes)}</textarea></div>
${reasonField(typed('reason', ''), 'profile-')}
<button name="do" value="profile">Save profile</button></form></section>`;
}

function linkCard({ context, request }: OperatorVisit, contact: ContactRecord): Part {
	if (!context.settings.pages.includes('preferences')) return undefined;
	const link = preferenceLink(contact.contact, { brand: context.brand, secret: context.secrets.linkSecret, pageUrl: request.url, days: DEFAULT_LINK_DAYS, now: context.now });
	if (!link.ok) return undefined;
	return html`<details class="card"><summary>Their preference link</summary><p class="small">For this contact alone, valid for ${DEFAULT_LINK_DAYS} days. Send it to nobody else.</p><pre tabindex="0">${link.url}</pre></details>`;
}
