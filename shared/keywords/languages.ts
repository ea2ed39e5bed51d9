import { LANGUAGE_DATA } from './data';

export interface Language {
	/** BCP 47 */
	code: string;
	/** English name */
	name: string;
	/** Whether a source gives an opt-in word besides START, which counts everywhere. */
	hasOptIn: boolean;
	/** Whether a source gives a help word. */
	hasHelp: boolean;
}

/** The languages whose keywords are known, in the order shown to the operator. */
export const LANGUAGES: readonly Language[] = LANGUAGE_DATA.map(({ code, name, optIn, help }) => ({
	code,
	name,
	hasOptIn: optIn.length > 0,
	hasHelp: help.length > 0,
}));

const BY_LOWER_CODE = new Map(LANGUAGES.map(({ code }) => [code.toLowerCase(), code]));
/** Codes that BCP 47 or WhatsApp's template languages use for the same language. */
const ALIASES: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb', iw: 'he', in: 'id' };

/** The known language a code stands for (`pt_BR` is `pt`), or undefined. */
export function knownLanguage(code: string): string | undefined {
	const lower = code.trim().toLowerCase().replace(/_/g, '-');
	const exact = BY_LOWER_CODE.get(lower);
	if (exact !== undefined) return exact;
	const primary = lower.split('-')[0] ?? '';
	return BY_LOWER_CODE.get(ALIASES[primary] ?? primary);
}

/** The ticked languages that are known, each once, in the operator's order; undefined when none is ticked. */
export function tickedLanguages(codes: readonly string[] | undefined): readonly string[] | undefined {
	if (codes === undefined || codes.length === 0) return undefined;
	return [...new Set(codes.map(knownLanguage).filter((code) => code !== undefined))];
}
