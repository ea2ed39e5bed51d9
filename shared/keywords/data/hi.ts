import type { LanguageData } from './types';

export const hi: LanguageData = {
	code: 'hi',
	name: 'Hindi',
	optOut: [
		{ word: 'रोकें', sources: ['ui-hi'], note: 'Rests on an interface label.' },
	],
	optIn: [],
	help: [],
};
