import type { LanguageData } from './types';

export const fr: LanguageData = {
	code: 'fr',
	name: 'French',
	optOut: [
		{ word: 'ARRÊT', sources: ['code-59486877082'] },
		{ word: 'ARRET', sources: ['twilio-proxy', 'aws-required', 'aws-rcs-ca-fr', 'dotdigital', 'code-57359442243'] },
		{ word: 'ARRETT', sources: ['twilio-proxy'] },
		{ word: 'ARRETE', sources: ['twilio-proxy', 'code-57359442243'] },
		{ word: 'ARRETEZ', sources: ['code-57359442243'] },
		{ word: 'DÉSABONNER', sources: ['code-59486877082', 'code-57359442243'] },
		{ word: 'DÉSABONNEMENT', sources: ['code-59486877082', 'code-57359442243'] },
		{ word: 'ME DÉSABONNER', sources: ['code-57359442243'] },
		{ word: 'DÉSINSCRIRE', sources: ['code-57359442243'] },
		{ word: 'ME DÉSINSCRIRE', sources: ['code-57359442243'] },
		{ word: 'DÉSINSCRIPTION', sources: ['code-57359442243'] },
	],
	optIn: [
		{ word: 'OUI', sources: ['klaviyo-doi'], affirmative: true },
		{ word: 'COMMENCER', sources: ['code-59486877082'] },
		{ word: 'ABONNER', sources: ['code-59486877082'] },
	],
	help: [
		{ word: 'AIDE', sources: ['aws-rcs-ca-fr', 'dotdigital', 'code-swc'] },
		{ word: 'INFO', sources: ['aws-rcs-ca-fr', 'dotdigital'] },
	],
};
