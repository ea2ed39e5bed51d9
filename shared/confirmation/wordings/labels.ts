import { READY_MADE } from './data';
import { BUTTON_KEYS, type OwnWordings } from './types';

/**
 * The language of one of our buttons, by its label: a tap says nothing of the language, but whoever tapped read it. Undefined for
 * labels that are not ours, or the same in two languages.
 */
export function languageOfLabel(label: string, own: OwnWordings = {}): string | undefined {
	const wanted = label.trim();
	const readyMade = READY_MADE.flatMap(({ code, texts }) => BUTTON_KEYS.map((key) => [code, texts[key]] as const));
	const operators = BUTTON_KEYS.flatMap((key) => Object.entries(own[key] ?? {}));
	const languages = new Set([...operators, ...readyMade].filter(([, text]) => text.trim() === wanted).map(([code]) => code));
	const [language] = languages;
	return languages.size === 1 && language !== '*' ? language : undefined;
}
