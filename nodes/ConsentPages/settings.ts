import type { IDataObject } from 'n8n-workflow';

import { DEFAULT_LIST } from '../../shared';
import { colourOr, DEFAULT_ACCENT, TEXT_KEYS } from '../../shared/pages';
import type { OwnTexts, PageName, PagesSettings } from '../../shared/pages';
import { listKeys } from '../common/listFields';
import { located } from '../common/located';

type Read = (name: string, fallback: unknown) => unknown;

/** The node's parameters as the domain wants them. */
export function pagesSettings(read: Read, { defaultCountry, timeZone }: { defaultCountry: string; timeZone: string }): PagesSettings {
	const options = read('options', {}) as IDataObject;
	const appearance = read('appearance', {}) as IDataObject;
	return {
		pages: read('pages', []) as PageName[],
		lists: listKeys(String(located(read('list', '')))) ?? [DEFAULT_LIST],
		businessName: String(read('businessName', '')).trim(),
		texts: ownTexts(read('wording', {}) as { language?: IDataObject[] }),
		defaultLanguage: String(options.defaultLanguage ?? 'en'),
		defaultCountry: String(options.defaultCountry ?? '') || defaultCountry,
		doubleOptIn: read('doubleOptIn', true) !== false,
		confirmWithinDays: Number(options.confirmWithinDays ?? 30),
		keepAddress: options.keepAddress === true,
		optInsPerHour: Number(options.optInsPerHour ?? 60),
		accent: colourOr(String(appearance.accent ?? ''), DEFAULT_ACCENT),
		joinNumber: String(options.joinNumber ?? ''),
		timeZone,
	};
}

/** What was written per language; an empty field leaves the ready-made text. */
function ownTexts({ language = [] }: { language?: IDataObject[] }): OwnTexts {
	return Object.fromEntries(
		language.map((written): [string, OwnTexts[string]] => {
			const texts = TEXT_KEYS.map((key): [string, string] => [key, String(written[key] ?? '').trim()]).filter(([, text]) => text !== '');
			return [String(written.code ?? '*'), Object.fromEntries(texts)];
		}),
	);
}
