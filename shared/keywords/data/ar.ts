import type { LanguageData } from './types';

export const ar: LanguageData = {
	code: 'ar',
	name: 'Arabic',
	optOut: [
		{ word: 'توقف', sources: ['code-59486877082', 'code-69690176027'] },
		{ word: 'إيقاف', sources: ['code-59486877082', 'code-52141689263'] },
		{ word: 'إلغاء', sources: ['code-59486877082', 'code-52141689263', 'code-69690176027'], orderAmbiguous: true },
		{ word: 'إلغاء الاشتراك', sources: ['code-59486877082', 'code-52141689263'] },
		{ word: 'وقف', sources: ['code-59486877082'] },
		{ word: 'وقف الرسائل', sources: ['code-52141689263'] },
		{ word: 'لا أرغب', sources: ['code-52141689263'], orderAmbiguous: true },
	],
	optIn: [
		{ word: 'ابدأ', sources: ['code-59486877082'] },
		{ word: 'بدء', sources: ['code-59486877082'] },
		{ word: 'اشترك', sources: ['code-59486877082'] },
		{ word: 'اشتراك', sources: ['code-59486877082'] },
	],
	help: [],
};
