import type { LanguageData } from './types';

export const ja: LanguageData = {
	code: 'ja',
	name: 'Japanese',
	optOut: [
		{ word: '配信停止', sources: ['ui-ja'], note: 'Rests on an interface label.' },
	],
	optIn: [],
	help: [],
};
