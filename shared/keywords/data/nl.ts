import type { LanguageData } from './types';

export const nl: LanguageData = {
	code: 'nl',
	name: 'Dutch',
	optOut: [
		{ word: 'AFMELDEN', sources: ['code-60646776353'] },
		{ word: 'UITSCHRIJVEN', sources: ['code-60646776353'] },
		{ word: 'STOP BERICHTEN', sources: ['code-60646776353'] },
		{ word: 'STOP BERICHT', sources: ['code-60646776353'] },
		{ word: 'GEEN BERICHTEN', sources: ['code-60646776353'] },
		{ word: 'GEEN BERICHT', sources: ['code-60646776353'] },
	],
	optIn: [],
	help: [],
};
