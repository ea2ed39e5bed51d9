import { LIST_KEY } from '../../consent';
import { collisions } from '../../keywords';
import type { ConsentSettings } from '../../store/types';
import type { Html } from '../html';
import { html } from '../html';
import { field } from '../http';
import type { PageResponse } from '../http';
import { changesCard } from './changesCard';
import { differences, keepChange } from './keepChange';
import { CHECKED, here, operatorPage, reasonField, SELECTED, tokenField, typedOr } from './visit';
import type { Outcome, OperatorVisit } from './visit';

/** What counts for all nodes that say “as in settings”. */
export async function settingsView(visit: OperatorVisit): Promise<PageResponse> {
	const { store } = visit.context;
	const [settings, lists, changes] = await Promise.all([store.settings(), store.lists(), store.changes('settings', { limit: 20 })]);
	const typed = (name: string, kept: string): string => typedOr(visit, 'save', name, kept);
	const words = (name: string, label: string, value: string[], warning?: string): Html =>
		html`<div class="field"><label for="${name}">${label} <span class="hint">(one a line, on top of the built-in ones)</span></label><textarea id="${name}" name="${name}" dir="auto"${warning !== undefined && html` aria-describedby="${name}-warning"`}>${typed(name, value.join('\n'))}</textarea>${warning !== undefined && html`<p class="hint" id="${name}-warning">${warning}</p>`}</div>`;
	const rule = typed('rule', settings.rule);
	const defaultList = typed('defaultList', settings.defaultList);
	const mapped = Object.entries(settings.keywordLists ?? {}).map(([keyword, keys]) => `${keyword} = ${keys.join(', ')}`);
	return operatorPage(
		visit,
		'Settings',
		html`<form method="post" action="${here(visit)}" class="card">${tokenField(visit)}
<div class="split"><div>
<label class="tick" for="enabled"><input type="checkbox" id="enabled" name="enabled" value="yes"${typed('enabled', settings.enabled === false ? '' : 'yes') === 'yes' && CHECKED}><span><strong>Keywords are on</strong><br><span class="soft small">Off: no keyword opts anybody in, and none is answered. Opt-outs are recorded all the same.</span></span></label>
<div class="field"><label for="business">Business name</label><input type="text" id="business" name="businessName" maxlength="500" value="${typed('businessName', settings.businessName ?? '')}"></div>
<div class="field"><label for="rule">Who may get marketing</label><select id="rule" name="rule" aria-describedby="rule-warning">
<option value="required"${rule !== 'soft' && SELECTED}>Only people who opted in</option>
<option value="soft"${rule === 'soft' && SELECTED}>Also unknown people (soft)</option></select>
<p class="hint" id="rule-warning">Soft writes to people who never opted in. WhatsApp asks for an opt-in before you write to anyone, and so does the law in many countries. Nobody who said stop is ever written to.</p></div>
<div class="field"><label for="default-list">List for opt-ins that name none</label><select id="default-list" name="defaultList">${lists.map(({ key, name }) => html`<option value="${key}"${key === defaultList && SELECTED}>${name}</option>`)}</select></div>
<fieldset class="field"><legend>Quiet hours <span class="hint">(empty: none; in each person’s own time zone)</span></legend><div class="row">
<div class="grow"><label for="quiet-from">From</label><input type="time" id="quiet-from" name="quietFrom" value="${typed('quietFrom', settings.quietHours?.from ?? '')}"></div>
<div class="grow"><label for="quiet-to">To</label><input type="time" id="quiet-to" name="quietTo" value="${typed('quietTo', settings.quietHours?.to ?? '')}"></div></div>
<p class="hint">For marketing, in every gate and sender whose rule is as in settings.</p></fieldset>
</div><div>
${words('optOutKeywords', 'Your opt-out keywords', settings.optOutKeywords)}
${words('optInKeywords', 'Your opt-in keywords', settings.optInKeywords, 'Don’t put YES or OK here: whoever answers some other question with it would be signed up.')}
${words('helpKeywords', 'Your help keywords', settings.helpKeywords)}
<div class="field"><label for="keywordLists">Keywords for lists <span class="hint">(one a line, as keyword = list)</span></label><textarea id="keywordLists" name="keywordLists" dir="auto" placeholder="e.g. bread = bread-news">${typed('keywordLists', mapped.join('\n'))}</textarea></div>
</div></div>
${reasonField(typed('reason', ''), '', 'e.g. new opening hours')}
<button class="main" name="do" value="save">Save settings</button></form>
${changesCard(visit, changes)}`,
	);
}

export async function settingsAction(visit: OperatorVisit): Promise<Outcome> {
	const { request } = visit;
	const words = (name: string): string[] => field(request, name).split(/[\n,;]/).map((word) => word.trim()).filter((word) => word !== '');
	const keywords = { optOutKeywords: words('optOutKeywords'), optInKeywords: words('optInKeywords'), helpKeywords: words('helpKeywords') };
	const [clash] = collisions(keywords);
	if (clash !== undefined) return { problem: clash };
	const from = field(request, 'quietFrom');
	const to = field(request, 'quietTo');
	if ((from === '') !== (to === '')) return { problem: 'Quiet hours need both a beginning and an end.' };
	const keywordLists = mappingIn(field(request, 'keywordLists'));
	if (keywordLists === undefined) return { problem: 'Write keywords for lists one a line, as keyword = list, with the list’s key.' };
	return await saveSettings(visit, {
		...keywords,
		keywordLists,
		enabled: field(request, 'enabled') === 'yes',
		rule: field(request, 'rule') === 'soft' ? 'soft' : 'required',
		defaultList: field(request, 'defaultList'),
		businessName: field(request, 'businessName'),
		quietHours: from === '' ? undefined : { from, to },
	});
}

function mappingIn(text: string): Record<string, string[]> | undefined {
	const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
	const mapped = lines.map((line): [string, string[]] => {
		const at = line.lastIndexOf('=');
		return [line.slice(0, Math.max(0, at)).trim(), line.slice(at + 1).split(',').map((key) => key.trim().toLowerCase())];
	});
	return mapped.every(([keyword, keys]) => keyword !== '' && keys.every((key) => LIST_KEY.test(key))) ? Object.fromEntries(mapped) : undefined;
}

export async function saveSettings(visit: OperatorVisit, change: Partial<ConsentSettings>): Promise<Outcome> {
	const { store } = visit.context;
	const before = (await store.settings()) as unknown as Record<string, unknown>;
	const known = Object.fromEntries(Object.keys(change).map((name) => [name, name === 'enabled' ? before[name] !== false : before[name]]));
	const fields = differences(known, change);
	return await keepChange(visit, {
		subject: 'settings',
		what: 'Settings saved',
		fields,
		make: async () => await store.updateSettings(change),
		notice: 'settingsSaved',
		item: () => ({ action: 'settings_changed', changed: fields.map(({ name }) => name) }),
	});
}
