import type { LanguageData } from './types';

export const zh: LanguageData = {
	code: 'zh',
	name: 'Chinese',
	optOut: [
		{ word: '退订', sources: ['code-70265512430'] },
		{ word: 'TD', sources: ['aws-required', 'tencent'], onlyWhenTicked: true },
		{ word: 'T', sources: ['tencent'], onlyWhenTicked: true },
		{ word: 'N', sources: ['tencent'], onlyWhenTicked: true, note: "'No' in other languages." },
		{ word: 'R', sources: ['ihuyi'], onlyWhenTicked: true },
		{ word: '停止', sources: ['code-70265512430'] },
		{ word: '取消', sources: ['code-70265512430'], orderAmbiguous: true },
		{ word: '停', sources: ['code-70265512430'] },
	],
	optIn: [
		{ word: '重新订阅', sources: ['code-70265512430'] },
	],
	help: [],
};
