import { DEFAULT_LIST } from '../../consent';
import { html } from '../html';
import { field } from '../http';
import type { PageResponse } from '../http';
import { lastCensus } from './census';
import { changesCard } from './changesCard';
import { differences, keepChange } from './keepChange';
import { at, here, operatorPage, reasonField, tokenField, typedOr } from './visit';
import type { Outcome, OperatorVisit } from './visit';
import { clock } from './words';

/** Subscription lists: make, rename, describe, take out of use. */
export async function listsView(visit: OperatorVisit): Promise<PageResponse> {
	const { store } = visit.context;
	const [lists, counted, changes] = await Promise.all([store.lists(), lastCensus(store), store.changes('lists', { limit: 20 })]);
	const members = (key: string): string => (counted === undefined ? '' : ` (${counted.census.complete ? '' : 'at least '}${counted.census.members[key] ?? 0})`);
	const typed = (key: string, name: string, kept: string): string => (field(visit.request, 'key') === key ? typedOr(visit, 'save', name, kept) : kept);
	const fresh = (name: string): string => typedOr(visit, 'create', name, '');
	return operatorPage(
		visit,
		'Lists',
		html`<div class="split">${lists.map(({ key, name, description }) => html`<section class="card" aria-labelledby="list-${key}"><h2 id="list-${key}">${name}</h2>
<p class="small"><code>${key}</code> · <a href="${at('contacts', { list: key, status: 'opted_in' })}">Show members of ${name}${members(key)}</a></p>
<form method="post" action="${here(visit)}">${tokenField(visit)}<input type="hidden" name="key" value="${key}">
<div class="field"><label for="name-${key}">Name</label><input type="text" id="name-${key}" name="name" required maxlength="200" value="${typed(key, 'name', name)}"></div>
<div class="field"><label for="description-${key}">Description <span class="hint">(what members get; shown on the opt-in page)</span></label><textarea id="description-${key}" name="description" maxlength="2000">${typed(key, 'description', description ?? '')}</textarea></div>
${reasonField(typed(key, 'reason', ''), `list-${key}-`, 'e.g. a clearer name')}
<div class="row"><button name="do" value="save">Save ${name}</button>${key !== DEFAULT_LIST && html`<button class="danger" name="do" value="delete">Delete ${name}</button>`}</div></form></section>`)}
<section class="card" aria-labelledby="new-list"><h2 id="new-list">New list</h2><form method="post" action="${here(visit)}">${tokenField(visit)}
<div class="field"><label for="key">Key <span class="hint">(lower-case letters, digits, - and _)</span></label><input type="text" id="key" name="key" required pattern="[a-z0-9][a-z0-9_\\-]{0,63}" placeholder="e.g. order-updates" value="${fresh('key')}"></div>
<div class="field"><label for="name">Name</label><input type="text" id="name" name="name" required maxlength="200" value="${fresh('name')}"></div>
<div class="field"><label for="description">Description</label><textarea id="description" name="description" maxlength="2000">${fresh('description')}</textarea></div>
${reasonField(fresh('reason'), 'new-', 'e.g. a newsletter of its own')}
<button class="main" name="do" value="create">Create list</button></form></section></div>
<p class="soft small">Members of a deleted list keep their history. ${counted === undefined ? html`<a href="${at('overview')}">Count members</a>` : `Counted ${clock(visit.context.settings.timeZone)(new Date(counted.at).toISOString())}.`}</p>
${changesCard(visit, changes)}`,
	);
}

export async function listsAction(visit: OperatorVisit): Promise<Outcome> {
	const { request, context } = visit;
	const { store } = context;
	const key = field(request, 'key');
	const action = field(request, 'do');
	const change = { key, name: field(request, 'name'), description: field(request, 'description') };
	const before = (await store.lists()).find((list) => list.key === key);
	const item = (did: string) => () => ({ action: did, list: key, name: change.name });
	if (action === 'delete') {
		const make = async () => await store.deleteList(key);
		return await keepChange(visit, { subject: 'lists', what: `List ${key} deleted`, fields: [], make, notice: 'listDeleted', item: item('list_deleted') });
	}
	if (action === 'create' && before !== undefined) return { problem: `There is a list ${key} already.` };
	const fields = differences({ name: before?.name, description: before?.description }, { name: change.name, description: change.description });
	const make = async () => await store.saveList(change);
	return await keepChange(visit, { subject: 'lists', what: `List ${key} ${action === 'create' ? 'created' : 'saved'}`, fields, make, notice: 'listSaved', item: item('list_saved') });
}
