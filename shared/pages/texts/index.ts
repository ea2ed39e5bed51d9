import { knownLanguage } from '../../keywords';
import { PUBLIC_LANGUAGES } from './data';
import type { LanguageTexts, PublicTexts, TextKey } from './types';
import { TEXT_KEYS } from './types';

export { PUBLIC_LANGUAGES } from './data';
export { TEXT_KEYS } from './types';
export type { LanguageTexts, PublicTexts, TextKey } from './types';

const BY_CODE = new Map(PUBLIC_LANGUAGES.map((language) => [language.code, language]));

/** A language's texts; English for one that is not known. */
export function languageTexts(code: string): LanguageTexts {
	const found = BY_CODE.get(knownLanguage(code) ?? 'en') ?? BY_CODE.get('en');
	if (found === undefined) throw new Error('the English texts are missing');
	return found;
}

/** The language of a visitor: the one asked for, else the first of the browser's that is known, else the operator's. */
export function languageOf(asked: string | undefined, acceptLanguage: string | undefined, fallback: string): LanguageTexts {
	const wanted = [asked ?? '', ...preferred(acceptLanguage ?? ''), fallback];
	const known = wanted.map((code) => (code === '' ? undefined : knownLanguage(code))).find((code) => code !== undefined);
	return languageTexts(known ?? 'en');
}

/** Codes of an Accept-Language header, best first. */
function preferred(header: string): string[] {
	return header
		.slice(0, 500)
		.split(',')
		.map((part, index) => {
			const [code = '', ...rest] = part.split(';').map((text) => text.trim());
			const weight = Number(rest.find((text) => text.startsWith('q='))?.slice(2) ?? 1);
			return { code, weight: Number.isFinite(weight) ? weight : 0, index };
		})
		.filter(({ code, weight }) => code !== '' && code !== '*' && weight > 0)
		.sort((a, b) => b.weight - a.weight || a.index - b.index)
		.map(({ code }) => code);
}

/** The texts of a page: the operator's own of this language, then their own for all, then ours; placeholders filled in. */
export function pageTexts(
	language: LanguageTexts,
	own: Readonly<Record<string, Partial<PublicTexts>>>,
	values: { business: string; list?: string },
): PublicTexts {
	const filled = TEXT_KEYS.map((key): [TextKey, string] => {
		const text = own[language.code]?.[key] || own['*']?.[key] || language.texts[key];
		return [key, fill(text, { business: values.business, list: values.list ?? language.texts.marketing })];
	});
	return Object.fromEntries(filled) as Record<TextKey, string>;
}

function fill(text: string, values: Record<string, string>): string {
	return text.replace(/\{(business|list)\}/g, (whole, name: string) => values[name] ?? whole);
}
