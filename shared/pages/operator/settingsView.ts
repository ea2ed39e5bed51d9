import { collisions } from '../../keywords';
import { InvalidRequest } from '../../store/errors';
import type { ConsentSettings } from '../../store/types';
import type { Html } from '../html';
import { html } from '../html';
import { field } from '../http';
import type { PageResponse } from '../http';
import { here, operatorPage, SELECTED, tokenField } from './visit';
import type { Outcome, OperatorVisit } from './visit';

/** What counts for all nodes that say “as in settings”. */
export async function settingsView(visit: OperatorVisit): Promise<PageResponse> {
	const settings = await visit.context.store.settings();
	const lists = await visit.context.store.lists();
	const words = (name: string, label: string, value: string[]): Html =>
		html`<div class="field"><label for="${name}">${label} <span class="hint">(one a line, on top of the built-in ones)</span></label><textarea id="${name}" name="${name}">${value.join('\n')}</textarea></div>`;
	return operatorPage(
		visit,
		'Settings',
		html`<form method="post" action="${here(visit)}" class="card">${tokenField(visit)}
<div class="split"><div>
<div class="field"><label for="business">Business name</label><input type="text" id="business" name="businessName" maxlength="500" value="${settings.businessName ?? ''}"></div>
<div class="field"><label for="rule">Who may get marketing</label><select id="rule" name="rule">
<option value="required"${settings.rule === 'required' && SELECTED}>Only people with an opt-in on record</option>
<option value="soft"${settings.rule === 'soft' && SELECTED}>Also people of whom nothing is on record (soft)</option></select></div>
<div class="field"><label for="default-list">List of opt-ins that name none</label><select id="default-list" name="defaultList">${lists.map(({ key, name }) => html`<option value="${key}"${key === settings.defaultList && SELECTED}>${name}</option>`)}</select></div>
<fieldset class="field"><legend>Quiet hours <span class="hint">(empty: none)</span></legend><div class="row">
<div class="grow"><label for="quiet-from">From</label><input type="time" id="quiet-from" name="quietFrom" value="${settings.quietHours?.from ?? ''}"></div>
<div class="grow"><label for="quiet-to">To</label><input type="time" id="quiet-to" name="quietTo" value="${settings.quietHours?.to ?? ''}"></div></div></fieldset>
</div><div>
${words('optOutKeywords', 'Your opt-out keywords', settings.optOutKeywords)}
${words('optInKeywords', 'Your opt-in keywords', settings.optInKeywords)}
${words('helpKeywords', 'Your help keywords', settings.helpKeywords)}
</div></div>
<button class="main" name="do" value="save">Save settings</button></form>`,
	);
}

export async function settingsAction(visit: OperatorVisit): Promise<Outcome> {
	const { request, context } = visit;
	const words = (name: string): string[] => field(request, name).split(/[\n,;]/).map((word) => word.trim()).filter((word) => word !== '');
	const keywords = { optOutKeywords: words('optOutKeywords'), optInKeywords: words('optInKeywords'), helpKeywords: words('helpKeywords') };
	const [clash] = collisions(keywords);
	if (clash !== undefined) return { problem: clash };
	const from = field(request, 'quietFrom');
	const to = field(request, 'quietTo');
	if ((from === '') !== (to === '')) return { problem: 'Quiet hours need both a beginning and an end.' };
	return await saveSettings(visit, context, {
		...keywords,
		rule: field(request, 'rule') === 'soft' ? 'soft' : 'required',
		defaultList: field(request, 'defaultList'),
		businessName: field(request, 'businessName'),
		quietHours: from === '' ? undefined : { from, to },
	});
}

export async function saveSettings(visit: OperatorVisit, { store, now }: OperatorVisit['context'], change: Partial<ConsentSettings>): Promise<Outcome> {
	try {
		await store.updateSettings(change);
	} catch (error) {
		if (error instanceof InvalidRequest) return { problem: error.message };
		throw error;
	}
	const json = { action: 'settings_changed', changed: Object.keys(change), door: 'page', occurredAt: new Date(now).toISOString(), actor: visit.operator };
	return { notice: 'settingsSaved', items: [{ output: 'changed', json }] };
}
