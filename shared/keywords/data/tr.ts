import type { LanguageData } from './types';

export const tr: LanguageData = {
	code: 'tr',
	name: 'Turkish',
	optOut: [
		{ word: 'DUR', sources: ['code-55694614681', 'code-61499468097'], note: "'Hard' in French." },
		{ word: 'İPTAL', sources: ['code-55694614681', 'code-61499468097'], orderAmbiguous: true },
		{ word: 'VAZGEÇ', sources: ['code-55694614681'], orderAmbiguous: true },
		{ word: 'ÇIK', sources: ['code-61499468097'] },
	],
	optIn: [],
	help: [],
};
