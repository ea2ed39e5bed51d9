import type { LanguageData } from './types';

export const he: LanguageData = {
	code: 'he',
	name: 'Hebrew',
	optOut: [
		{ word: 'הסר', sources: ['code-69690176027'], orderAmbiguous: true },
		{ word: 'הסירו', sources: ['code-69690176027'], orderAmbiguous: true },
		{ word: 'הסירני', sources: ['code-69690176027'] },
		{ word: 'הסרה', sources: ['code-69690176027'], orderAmbiguous: true },
		{ word: 'להסיר', sources: ['code-69690176027'], orderAmbiguous: true },
		{ word: 'תסירו', sources: ['code-69690176027'], orderAmbiguous: true },
		{ word: 'תסיר', sources: ['code-69690176027'], orderAmbiguous: true },
		{ word: 'הפסיקו', sources: ['code-69690176027'] },
		{ word: 'די', sources: ['code-69690176027'], onlyWhenTicked: true, note: "'Enough'; two letters." },
	],
	optIn: [],
	help: [],
};
