import type { LanguageData } from './types';

export const de: LanguageData = {
	code: 'de',
	name: 'German',
	optOut: [
		{ word: 'STOPP', sources: ['brevo-de', 'code-57359442243'] },
		{ word: 'ABMELDEN', sources: ['code-57359442243', 'code-69690176027'] },
		{ word: 'ABMELDUNG', sources: ['code-57359442243'] },
		{ word: 'ABBESTELLEN', sources: ['code-57359442243'], orderAmbiguous: true },
		{ word: 'KEINE WERBUNG', sources: ['code-57359442243'] },
		{ word: 'STOPP WERBUNG', sources: ['code-57359442243'] },
		{ word: 'LÖSCHEN', sources: ['code-57359442243'], orderAmbiguous: true },
		{ word: 'LOESCHEN', sources: ['code-57359442243'], orderAmbiguous: true },
	],
	optIn: [
		{ word: 'JA', sources: ['klaviyo-doi'], affirmative: true, onlyWhenTicked: true },
	],
	help: [],
};
