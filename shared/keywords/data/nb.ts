import type { LanguageData } from './types';

export const nb: LanguageData = {
	code: 'nb',
	name: 'Norwegian',
	optOut: [
		{ word: 'UNSUB', sources: ['brevo-de'] },
	],
	optIn: [],
	help: [],
};
