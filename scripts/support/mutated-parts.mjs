const files = (folder, names) => names.map((name) => `${folder}/${name}.ts`);

/** The pure parts of the domain, and the unit tests that stand for each. Words, wordings and zones are data and left as they are. */
export const PARTS = {
	consent: { code: ['shared/consent/*.ts'], tests: ['test/unit/consent/*.test.ts'] },
	'consent/rules': { code: ['shared/consent/rules/*.ts'], tests: ['test/unit/consent/rules/*.test.ts', 'test/unit/consent/decide.test.ts'] },
	identity: { code: ['shared/identity/*.ts'], tests: ['test/unit/identity/*.test.ts'] },
	keywords: { code: ['shared/keywords/*.ts'], tests: files('test/unit/keywords', ['exact.test', 'own-keywords.test', 'properties.test']) },
	'keywords/natural': { code: files('shared/keywords/natural', ['clauses', 'distance', 'index', 'pattern', 'spelling', 'triggers', 'typos', 'wordIndex', 'wording']), tests: ['test/unit/keywords/*.test.ts'] },
	whatsapp: {
		code: files('shared/whatsapp', ['callbackData', 'errorTable', 'events', 'interpret', 'items', 'ourPayloads', 'parseWebhook', 'preferenceForm', 'publicItem', 'signalId', 'signature', 'payloads/*', 'reading/*']),
		tests: files('test/unit/whatsapp', ['doors.test', 'events.test', 'malformed.test', 'payloads.test', 'signature.test']),
	},
	gate: { code: ['shared/gate/*.ts'], tests: ['test/unit/gate/*.test.ts'] },
	confirmation: { code: files('shared/confirmation', ['address', 'buttons', 'compose', 'plan', 'promotion', 'situation', 'window', 'wordings/*']), tests: files('test/unit/confirmation', ['plan.test', 'settings.test', 'wordings.test']) },
	pages: { code: files('shared/pages', ['csrf', 'html', 'links', 'secrets', 'signing']), tests: files('test/unit/pages', ['forms-and-links.test', 'parts.test']) },
};
