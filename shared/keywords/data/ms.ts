import type { LanguageData } from './types';

export const ms: LanguageData = {
	code: 'ms',
	name: 'Malay',
	optOut: [],
	optIn: [
		{ word: 'UNBLOCK', sources: ['clicksend-my'] },
	],
	help: [
		{ word: 'INFO', sources: ['clicksend-my'] },
	],
};
