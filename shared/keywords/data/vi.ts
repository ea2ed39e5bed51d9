import type { LanguageData } from './types';

export const vi: LanguageData = {
	code: 'vi',
	name: 'Vietnamese',
	optOut: [
		{ word: 'HUY', sources: ['sentdm-vn'], orderAmbiguous: true },
		{ word: 'TD', sources: ['sentdm-vn'], onlyWhenTicked: true },
	],
	optIn: [],
	help: [],
};
