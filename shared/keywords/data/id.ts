import type { LanguageData } from './types';

export const id: LanguageData = {
	code: 'id',
	name: 'Indonesian',
	optOut: [
		{ word: 'BERHENTI', sources: ['code-56101826426'] },
		{ word: 'UNSUB', sources: ['code-56101826426'] },
	],
	optIn: [],
	help: [],
};
