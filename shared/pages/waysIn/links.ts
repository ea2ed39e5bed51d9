import { parsePhone } from '../../identity';
import { address } from '../http';
import { html } from '../html';

/**
 * A link that opens WhatsApp with the keyword written already. The tag stands in the text, since the text is all that reaches us:
 * keyword and tag together are a keyword of the operator's own.
 * Source: https://faq.whatsapp.com/5913398998672934
 */
export function waMeLink(number: string, keyword: string): string | undefined {
	const parsed = parsePhone(number);
	return parsed.ok ? `https://wa.me/${parsed.e164.slice(1)}?text=${encodeURIComponent(keyword)}` : undefined;
}

/** What a person sends: the keyword, and where they found it. */
export function taggedKeyword(keyword: string, tag: string): string {
	return tag === '' ? keyword : `${keyword} ${tag}`;
}

export function optInPageLink(pageUrl: string, list: string, tag: string): string {
	return `${pageUrl}${address({ page: 'opt-in', list, tag })}`;
}

/** Markup for the operator's own website. */
export function linkSnippet(url: string, words: string): string {
	return html`<a href="${url}" target="_blank" rel="noopener">${words}</a>`.text;
}
