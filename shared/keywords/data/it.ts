import type { LanguageData } from './types';

export const it: LanguageData = {
	code: 'it',
	name: 'Italian',
	optOut: [
		{ word: 'BASTA', sources: ['code-57359442243', 'code-60467519411'], note: "Also 'it is enough'." },
		{ word: 'CANCELLAMI', sources: ['code-57359442243', 'code-60467519411'] },
		{ word: 'DISISCRIVIMI', sources: ['code-57359442243', 'code-60467519411', 'code-53184788436'] },
		{ word: 'DISISCRIVITI', sources: ['code-60467519411'] },
		{ word: 'ANNULLA ISCRIZIONE', sources: ['code-57359442243', 'code-60467519411'] },
		{ word: 'CANCELLA ISCRIZIONE', sources: ['code-57359442243'] },
		{ word: 'ARRESTA', sources: ['code-53184788436'] },
		{ word: 'NON SCRIVERMI', sources: ['code-60467519411'] },
		{ word: 'NON SCRIVETEMI', sources: ['code-60467519411'] },
	],
	optIn: [
		{ word: 'AVVIA', sources: ['code-53184788436'] },
		{ word: 'ISCRIVIMI', sources: ['code-53184788436'] },
	],
	help: [
		{ word: 'AIUTO', sources: ['code-53184788436'] },
		{ word: 'INFO', sources: ['code-53184788436'] },
	],
};
