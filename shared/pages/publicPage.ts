import type { Part } from './html';
import { html } from './html';
import type { PageRequest, PageResponse } from './http';
import { layout } from './layout';
import { document } from './respond';
import { languageOf, pageTexts } from './texts';
import type { LanguageTexts, PublicTexts } from './texts';
import type { PagesContext } from './types';

export interface Visit {
	request: PageRequest;
	context: PagesContext;
	language: LanguageTexts;
	texts: PublicTexts;
}

/** A visitor's language and the texts in it. `list` is the display name that the texts put in. */
export function visit(request: PageRequest, context: PagesContext, list?: string): Visit {
	const { settings } = context;
	const language = languageOf(request.query.lang, request.headers['accept-language'], settings.defaultLanguage);
	return { request, context, language, texts: pageTexts(language, settings.texts, { business: businessName(context), list }) };
}

export function businessName({ settings, consentSettings }: Pick<PagesContext, 'settings' | 'consentSettings'>): string {
	return settings.businessName || consentSettings.businessName || '';
}

/** A page in the visitor's language. */
export function publicPage({ context, language }: Visit, status: number, title: string, ...body: Part[]): PageResponse {
	const nonce = context.random();
	const frame = { title, lang: language.code, rightToLeft: language.rightToLeft, nonce, accent: context.settings.accent };
	return document(status, layout(frame, ...body), nonce);
}

/** A page that says one thing. */
export function plainPage(visited: Visit, status: number, title: string, text: string): PageResponse {
	return publicPage(visited, status, title, html`<div class="card"><h1>${title}</h1><p>${text}</p></div>`);
}
