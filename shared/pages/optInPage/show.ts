import type { Html, Part } from '../html';
import { Html as Markup, html } from '../html';
import { address } from '../http';
import type { PageResponse } from '../http';
import { publicPage } from '../publicPage';
import type { Visit } from '../publicPage';
import { PUBLIC_LANGUAGES } from '../texts';
import { chosenCountry, countryChoices } from './countries';
import type { OfferedList } from './lists';
import { wordingOf } from './wording';

/** Visitors never see this field; programs that fill in every field do. */
export const TRAP = 'website';

export interface Typed {
	name?: string;
	country?: string;
	number?: string;
	agreed?: boolean;
}

export interface Problems {
	number?: string;
	box?: string;
	page?: string;
}

const NO_PROBLEMS: Problems = {};

export function tokenSubject(list: string, version: string): string {
	return `opt-in/${list}/${version}`;
}

/** The opt-in page of one list. */
export function showOptInPage(visited: Visit, list: OfferedList, typed: Typed = {}, problems: Problems = NO_PROBLEMS, status = 200): PageResponse {
	const { context, texts } = visited;
	const wording = wordingOf(texts, list);
	const failed = Object.values(problems).some((problem) => problem !== undefined);
	return publicPage(
		visited,
		status,
		failed ? `✗ ${texts.title}` : texts.title,
		html`<h1>${texts.title}</h1>
<div class="card">
<dl class="sides">
<dt>${texts.whatLabel}</dt><dd>${list.description ?? texts.what}</dd>
<dt>${texts.oftenLabel}</dt><dd>${texts.often}</dd>
<dt>${texts.stopLabel}</dt><dd>${texts.stop}</dd>
</dl>
${problems.page !== undefined && html`<p class="notice bad" role="alert">${problems.page}</p>`}
<form method="post" action="${hereOf(visited, list)}">
<input type="hidden" name="token" value="${context.tokens.issue(tokenSubject(list.key, wording.version))}">
<input type="hidden" name="version" value="${wording.version}">
<div class="trap" aria-hidden="true"><label for="${TRAP}">Website</label><input type="text" id="${TRAP}" name="${TRAP}" tabindex="-1" autocomplete="off"></div>
<div class="field"><label for="name">${texts.name} <span class="hint">(${texts.optional})</span></label><input type="text" id="name" name="name" maxlength="200" autocomplete="name" value="${typed.name ?? ''}"></div>
${countryField(visited, typed)}
${numberField(visited, typed, problems)}
${boxField(wording.consent, typed, problems)}
<button class="main" type="submit">${texts.submit}</button>
</form>
</div>
${languageLinks(visited, list)}`,
	);
}

/** Where the form goes and the languages lead: the same list, language and source tag. */
export function hereOf({ request, language }: Visit, list: OfferedList, lang = language.code): string {
	return address({ page: 'opt-in', list: list.key, lang, tag: request.query.tag });
}

function countryField({ context, language, texts, request }: Visit, typed: Typed): Html {
	const fromBrowser = /^[a-z]{2,3}-([A-Z]{2})\b/.exec(request.headers['accept-language'] ?? '')?.[1];
	const chosen = chosenCountry(typed.country, context.settings.defaultCountry, fromBrowser, 'US');
	return html`<div class="field"><label for="country">${texts.country}</label><select id="country" name="country" autocomplete="country">
${countryChoices(language.code).map(({ code, label }) => html`<option value="${code}"${code === chosen && SELECTED}>${label}</option>
`)}</select></div>`;
}

const SELECTED = new Markup(' selected');
const CHECKED = new Markup(' checked');
const INVALID = new Markup(' aria-invalid="true"');

function numberField({ texts }: Visit, typed: Typed, { number: problem }: Problems): Html {
	return html`<div class="field"><label for="number">${texts.number}</label>${problemText('number', problem)}<input type="tel" id="number" name="number" required autocomplete="tel" maxlength="40" dir="ltr" value="${typed.number ?? ''}"${problem !== undefined && INVALID}${describedBy('number', problem)}></div>`;
}

function boxField(consent: string, typed: Typed, { box: problem }: Problems): Html {
	return html`${problemText('agreed', problem)}<label class="tick" for="agreed"><input type="checkbox" id="agreed" name="agreed" value="yes" required${typed.agreed === true && CHECKED}${problem !== undefined && INVALID}${describedBy('agreed', problem)}><span>${consent}</span></label>`;
}

function problemText(field: string, problem: string | undefined): Part {
	return problem !== undefined && html`<p class="notice bad" id="${field}-problem" role="alert">${problem}</p>`;
}

function describedBy(field: string, problem: string | undefined): Part {
	return problem !== undefined && html` aria-describedby="${field}-problem"`;
}

function languageLinks(visited: Visit, list: OfferedList): Html {
	return html`<details class="small"><summary>${visited.texts.language}: ${visited.language.endonym}</summary><ul class="languages">
${PUBLIC_LANGUAGES.map(({ code, endonym }) => html`<li><a href="${hereOf(visited, list, code)}" lang="${code}" hreflang="${code}"><bdi>${endonym}</bdi></a></li>
`)}</ul></details>`;
}
