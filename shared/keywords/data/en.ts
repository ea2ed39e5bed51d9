import type { LanguageData } from './types';

export const en: LanguageData = {
	code: 'en',
	name: 'English',
	optOut: [
		{ word: 'STOP', sources: ['fcc-2024', 'twilio-aoo', 'aws-required', 'telnyx', 'braze-kw', 'klaviyo-wa', 'sentdm', 'coss', 'sakari', 'product-doc-001', 'product-doc-002', 'product-doc-003'] },
		{ word: 'STOPALL', sources: ['twilio-aoo', 'telnyx', 'braze-kw', 'klaviyo-wa', 'coss'] },
		{ word: 'STOP ALL', sources: ['telnyx', 'code-57359442243'] },
		{ word: 'UNSUBSCRIBE', sources: ['fcc-2024', 'twilio-aoo', 'aws-required', 'telnyx', 'braze-kw', 'klaviyo-wa', 'sentdm', 'coss', 'sakari', 'product-doc-003'] },
		{ word: 'CANCEL', sources: ['fcc-2024', 'twilio-aoo', 'aws-required', 'telnyx', 'braze-kw', 'klaviyo-wa', 'sentdm', 'coss', 'sakari', 'product-doc-003'], orderAmbiguous: true },
		{ word: 'END', sources: ['fcc-2024', 'twilio-aoo', 'aws-required', 'telnyx', 'braze-kw', 'klaviyo-wa', 'sentdm', 'coss', 'sakari'], orderAmbiguous: true },
		{ word: 'QUIT', sources: ['fcc-2024', 'twilio-aoo', 'aws-required', 'telnyx', 'braze-kw', 'klaviyo-wa', 'sentdm', 'coss', 'sakari'] },
		{ word: 'REVOKE', sources: ['fcc-2024', 'twilio-aoo', 'coss'] },
		{ word: 'OPTOUT', sources: ['twilio-aoo', 'aws-required', 'coss', 'sakari'] },
		{ word: 'OPT-OUT', sources: ['aws-required', 'sakari'] },
		{ word: 'OPT OUT', sources: ['fcc-2024', 'code-57359442243', 'code-70265512430'] },
		{ word: 'REMOVE', sources: ['aws-required', 'concepts2code'], orderAmbiguous: true },
		{ word: 'STOP PROMOTIONS', sources: ['braze-wa', 'code-57359442243'] },
		{ word: 'NOT INTERESTED', sources: ['wappcloud'] },
		{ word: "DON'T SEND ME MESSAGES", sources: ['product-doc-003'] },
	],
	optIn: [
		{ word: 'START', sources: ['twilio-23004', 'aws-required', 'telnyx', 'braze-kw', 'sentdm', 'coss', 'product-doc-002', 'product-doc-003'] },
		{ word: 'UNSTOP', sources: ['twilio-23004', 'aws-required', 'telnyx', 'braze-kw', 'sentdm', 'coss'] },
		{ word: 'YES', sources: ['twilio-23004', 'braze-kw', 'coss', 'klaviyo-wa', 'product-doc-003'], affirmative: true },
		{ word: 'Y', sources: ['klaviyo-wa'], affirmative: true, onlyWhenTicked: true },
		{ word: 'SUBSCRIBE', sources: ['sentdm', 'telnyx'] },
		{ word: 'JOIN', sources: ['telnyx', 'klaviyo-wa', 'product-doc-003'] },
		{ word: 'RESUME', sources: ['esendex'] },
		{ word: 'CONTINUE', sources: ['wappcloud', 'code-swc'], affirmative: true },
		{ word: 'INTERESTED', sources: ['wappcloud'], affirmative: true },
	],
	help: [
		{ word: 'HELP', sources: ['twilio-23004', 'braze-kw', 'sentdm', 'coss'] },
		{ word: 'INFO', sources: ['twilio-23004', 'braze-kw', 'sentdm', 'coss'] },
	],
};
