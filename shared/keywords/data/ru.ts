import type { LanguageData } from './types';

export const ru: LanguageData = {
	code: 'ru',
	name: 'Russian',
	optOut: [
		{ word: 'СТОП', sources: ['code-61406273433', 'code-68384790599', 'code-71210136078', 'code-62569794652'] },
		{ word: 'ОТПИСАТЬСЯ', sources: ['code-61406273433', 'code-68384790599', 'code-71210136078', 'code-62569794652'] },
		{ word: 'ОТПИСКА', sources: ['code-62569794652'] },
		{ word: 'ОТПИШИТЕ', sources: ['code-69690176027'] },
		{ word: 'НЕ ПИСАТЬ', sources: ['code-61406273433'] },
	],
	optIn: [
		{ word: 'ПОДПИСАТЬСЯ', sources: ['code-61406273433', 'code-68384790599'] },
		{ word: 'НАЧАТЬ', sources: ['code-68384790599'] },
		{ word: 'СТАРТ', sources: ['code-71210136078'] },
	],
	help: [
		{ word: 'ПОМОЩЬ', sources: ['code-71210136078', 'code-15445959881'] },
	],
};
