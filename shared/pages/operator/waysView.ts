import { detect } from '../../keywords';
import { Html as Markup, html } from '../html';
import type { Html } from '../html';
import { field } from '../http';
import type { PageResponse } from '../http';
import { businessName } from '../publicPage';
import { download } from '../respond';
import { linkSnippet, optInPageLink, taggedKeyword, waMeLink } from '../waysIn/links';
import { qrPng, qrSvg } from '../waysIn/qr';
import { saveSettings } from './settingsView';
import { at, operatorPage, reasonField, SELECTED, tokenField } from './visit';
import type { Outcome, OperatorVisit } from './visit';

interface Asked {
	list: string;
	keyword: string;
	tag: string;
}

function asked({ request, context }: OperatorVisit): Asked {
	const { list, keyword, tag } = request.query;
	const letters = (text: string | undefined): string => (text ?? '').replace(/[^\p{L}\p{N}\p{M} _-]/gu, '').trim().slice(0, 60);
	return { list: list ?? context.settings.lists[0] ?? '', keyword: letters(keyword) || 'START', tag: letters(tag) };
}

/** The ways in: a link to WhatsApp with the keyword written already, a link to the opt-in page, QR codes and a snippet. */
export async function waysView(visit: OperatorVisit): Promise<PageResponse> {
	const { context, request } = visit;
	const { list, keyword, tag } = asked(visit);
	const lists = await context.store.lists();
	const text = taggedKeyword(keyword, tag);
	const waMe = waMeLink(context.settings.joinNumber, text);
	const page = optInPageLink(request.url, list, tag);
	const words = `Get messages from ${businessName(context) || 'us'} on WhatsApp`;
	return operatorPage(
		visit,
		'Ways in',
		html`<form method="get" class="card row end"><input type="hidden" name="page" value="operator"><input type="hidden" name="view" value="ways">
<div class="grow"><label for="list">List</label><select id="list" name="list">${lists.map(({ key, name }) => html`<option value="${key}"${key === list && SELECTED}>${name}</option>`)}</select></div>
<div class="grow"><label for="keyword">Keyword</label><input type="text" id="keyword" name="keyword" value="${keyword}"></div>
<div class="grow"><label for="tag">Where it will be seen <span class="hint">(goes into the proof)</span></label><input type="text" id="tag" name="tag" value="${tag}" placeholder="e.g. flyer-may"></div>
<button>Make links</button></form>
<div class="split">
<section class="card" aria-labelledby="chat"><h2 id="chat">By message</h2>
${waMe === undefined ? html`<p>Set the WhatsApp Number in the node’s options to get a link and a QR code here.</p>` : way(waMe, 'QR code that opens WhatsApp', linkSnippet(waMe, words))}
${keywordNote(visit, { list, keyword, tag }, text)}</section>
${context.settings.pages.includes('optIn') && html`<section class="card" aria-labelledby="page"><h2 id="page">By opt-in page</h2>${namelessNote(visit)}${context.settings.lists.includes(list) ? way(page, 'QR code that opens the opt-in page', linkSnippet(page, words)) : html`<p>This list has no opt-in page. Name it in the node’s parameter Lists.</p>`}</section>`}
</div>`,
	);
}

function way(url: string, title: string, snippet: string): Html {
	return html`<p><a href="${url}" target="_blank" rel="noopener noreferrer">${url}</a></p>
${new Markup(qrSvg(url, title))}
<p class="row"><a class="button slim" href="${at('qr', { text: url, format: 'png' })}" download>PNG</a><a class="button slim" href="${at('qr', { text: url, format: 'svg' })}" download>SVG</a></p>
<h3>For your website</h3><pre tabindex="0">${snippet}</pre>`;
}

/** What people agree to has to say who may write to them. */
function namelessNote({ context }: OperatorVisit): Html | undefined {
	if (businessName(context) !== '') return undefined;
	return html`<p class="notice bad">The opt-in page names no business yet, and consent that names nobody proves little. Fill in the business name under <a href="${at('settings')}">Settings</a> or in the node.</p>`;
}

/** A keyword of one's own has to be known before anybody sends it, and so has the list it joins. */
function keywordNote(visit: OperatorVisit, { list, tag, keyword }: Asked, text: string): Html {
	const { optInKeywords, defaultList, keywordLists } = visit.context.consentSettings;
	const understood = detect(text, { optInKeywords })?.action === 'opt_in';
	const joins = list === defaultList || keywordLists?.[text]?.includes(list) === true;
	if (understood && joins) return html`<p class="notice good">“${text}” is understood as an opt-in${list !== defaultList && ` to ${list}`}.</p>`;
	const lacks = understood ? `“${text}” is understood, but does not join ${list} yet.` : `“${text}” is not a keyword yet.`;
	return html`<p class="notice wait">${lacks}</p>
<form method="post" action="${at('ways', { list, keyword, tag })}">${tokenField(visit)}${reasonField('', '', 'e.g. for the flyer in May')}<button name="do" value="listen">Make “${text}” an opt-in keyword${list !== defaultList && ` of ${list}`}</button></form>`;
}

export async function waysAction(visit: OperatorVisit): Promise<Outcome> {
	if (field(visit.request, 'do') !== 'listen') return { problem: 'Nothing was chosen.' };
	const { list, keyword, tag } = asked(visit);
	const text = taggedKeyword(keyword, tag);
	const { optInKeywords, keywordLists, defaultList } = await visit.context.store.settings();
	if (detect(text)?.action === 'opt_out') return { problem: `“${text}” means stop. Take another keyword.` };
	return await saveSettings(visit, {
		optInKeywords: [...new Set([...optInKeywords, text])],
		...(list === defaultList ? {} : { keywordLists: { ...keywordLists, [text]: [list] } }),
	});
}

/** The code as a file. */
export function qrFile({ request }: OperatorVisit): PageResponse {
	const text = (request.query.text ?? '').slice(0, 500);
	if (request.query.format === 'png') return download('opt-in.png', 'image/png', qrPng(text));
	return download('opt-in.svg', 'image/svg+xml', qrSvg(text, 'QR code'));
}
