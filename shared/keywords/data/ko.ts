import type { LanguageData } from './types';

export const ko: LanguageData = {
	code: 'ko',
	name: 'Korean',
	optOut: [
		{ word: '수신거부', sources: ['code-70265512430'] },
		{ word: '그만', sources: ['code-70265512430'] },
		{ word: '중지', sources: ['code-70265512430'] },
		{ word: '거부', sources: ['code-70265512430'] },
		{ word: '취소', sources: ['code-70265512430'], orderAmbiguous: true },
	],
	optIn: [
		{ word: '수신동의', sources: ['code-70265512430'] },
		{ word: '수신 동의', sources: ['code-70265512430'] },
	],
	help: [],
};
