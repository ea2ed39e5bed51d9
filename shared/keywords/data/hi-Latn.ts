import type { LanguageData } from './types';

export const hiLatn: LanguageData = {
	code: 'hi-Latn',
	name: 'Hindi in Latin letters',
	optOut: [
		{ word: 'BAND KARO', sources: ['code-54494378394'] },
		{ word: 'NAHI', sources: ['code-54494378394'], onlyWhenTicked: true, note: "Means 'no'." },
	],
	optIn: [],
	help: [],
};
