import { checkWordings, chooseText, fill, MESSAGE_KEYS, wordsFor } from '../../confirmation/wordings';
import type { MessageKey } from '../../confirmation/wordings';
import { knownLanguage, LANGUAGES } from '../../keywords';
import { html } from '../html';
import { field } from '../http';
import type { PageResponse } from '../http';
import { businessName } from '../publicPage';
import { changesCard } from './changesCard';
import { saveSettings } from './settingsView';
import { at, here, operatorPage, reasonField, SELECTED, tokenField } from './visit';
import type { Outcome, OperatorVisit } from './visit';

const WHEN: Record<MessageKey, string> = {
	opt_in: 'Opted in',
	opt_in_lists: 'Opted in to certain lists',
	opt_out: 'Opted out',
	opt_out_lists: 'Left certain lists',
	help: 'Asked for help',
	already_opted_in: 'Opted in, and was already',
	already_opted_out: 'Opted out, and was already',
	opt_out_likely: 'Probably asked to stop',
	confirm_opt_in: 'Has to confirm an opt-in',
	block: 'Asked for no messages at all',
};

/** What Send Confirmation says, per language, with a preview. */
export async function wordingsView(visit: OperatorVisit): Promise<PageResponse> {
	const { context, request } = visit;
	const [{ wordings }, changes] = await Promise.all([context.store.settings(), context.store.changes('settings', { limit: 20 })]);
	const language = languageAsked(visit);
	const words = wordsFor(language, true);
	const values = { name: 'Maria', business: businessName(context) || 'Your business', keyword: '', lists: 'News', ...words };
	return operatorPage(
		visit,
		'Wordings',
		html`<form method="get" class="card row end"><input type="hidden" name="page" value="operator"><input type="hidden" name="view" value="wordings">
<div class="grow"><label for="lang">Language</label><select id="lang" name="lang">${LANGUAGES.map(({ code, name }) => html`<option value="${code}"${code === language && SELECTED}>${name}</option>`)}</select></div><button>Show</button></form>
<form method="post" action="${at('wordings', { lang: language })}">${tokenField(visit)}
<p class="soft">Leave a text empty for the ready-made one. Placeholders: {name}, {business}, {keyword}, {lists}, {start}, {stop}.</p>
<div class="split">${MESSAGE_KEYS.map((key) => {
	const own = request.method === 'POST' ? field(request, key) : (wordings[key]?.[language] ?? '');
	const shown = chooseText(key, language, own === '' ? wordings : { ...wordings, [key]: { ...wordings[key], [language]: own } });
	return html`<section class="card" aria-labelledby="when-${key}"><h2 id="when-${key}">${WHEN[key]}</h2>
<div class="field"><label for="${key}">Your text for “${WHEN[key]}”</label><textarea id="${key}" name="${key}" dir="auto" maxlength="4096">${own}</textarea></div>
<p class="small soft">Preview</p><p dir="auto" lang="${shown.language}">${fill(shown.text, values)}</p></section>`;
})}</div>
${reasonField(field(request, 'reason'), '', 'e.g. friendlier words')}
<div class="row"><button class="main" name="do" value="save">Save wordings</button><button name="do" value="preview" formaction="${here(visit)}" formnovalidate>Preview</button></div></form>
${changesCard(visit, changes)}`,
	);
}

function languageAsked({ request }: OperatorVisit): string {
	return knownLanguage(request.query.lang ?? '') ?? 'en';
}

export async function wordingsAction(visit: OperatorVisit): Promise<Outcome> {
	const { request, context } = visit;
	const language = languageAsked(visit);
	const { wordings: before } = await context.store.settings();
	const wordings = { ...before };
	for (const key of MESSAGE_KEYS) {
		const { [language]: _, ...others } = before[key] ?? {};
		const own = field(request, key);
		wordings[key] = own === '' ? others : { ...others, [language]: own };
	}
	const { problems } = checkWordings(wordings);
	if (problems.length > 0) return { problem: problems.join(' ') };
	if (field(request, 'do') === 'preview') return { preview: 'A preview: nothing is saved yet.' };
	return await saveSettings(visit, { wordings });
}
