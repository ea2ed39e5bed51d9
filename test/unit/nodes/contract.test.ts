import type { ICredentialType, INodeProperties, INodeTypeDescription } from 'n8n-workflow';

import { ConsentPagesApi } from '../../../credentials/ConsentPagesApi.credentials';
import { ConsentStoreApi } from '../../../credentials/ConsentStoreApi.credentials';
import { WhatsAppConsentApi } from '../../../credentials/WhatsAppConsentApi.credentials';
import * as library from '../../../shared';
import { allProperties, NODES } from './support';

/** What workflows hold and scripts call. Names may be added, never changed or taken away. */
const OUTPUTS: Record<string, string[]> = {
	whatsAppConsentTrigger: ['Opt-In', 'Opt-Out', 'Other'],
	consentRead: ['main'],
	consentWrite: ['main'],
	consentGate: ['Allowed', 'Blocked', 'Report'],
	sendConfirmation: ['Sent', 'Skipped'],
	sendWithConsent: ['Sent', 'Blocked', 'Failed', 'Report'],
	consentPages: ['Opt-In', 'Opt-Out', 'Changed'],
};

const LIST_EMPTY = { mode: 'list', value: '' };

/** Node, parameter, default where it is part of the promise. */
const PARAMETERS: Array<[node: string, parameter: string, value?: unknown]> = [
	['whatsAppConsentTrigger', 'registration', 'automatic'], ['whatsAppConsentTrigger', 'languages'], ['whatsAppConsentTrigger', 'optOutKeywords'], ['whatsAppConsentTrigger', 'optInKeywords'],
	['whatsAppConsentTrigger', 'helpKeywords'], ['whatsAppConsentTrigger', 'optInFrom', 'anyone'], ['whatsAppConsentTrigger', 'naturalLanguage', 'ask'], ['whatsAppConsentTrigger', 'keywordLists'],
	['whatsAppConsentTrigger', 'brands'], ['whatsAppConsentTrigger', 'recordConsent', true], ['whatsAppConsentTrigger', 'enabled', true], ['whatsAppConsentTrigger', 'emitStatuses', false],
	...['consentRead', 'consentWrite', 'consentGate', 'sendWithConsent'].flatMap((node): Array<[string, string, unknown]> => [[node, 'contactField', 'phone'], [node, 'userIdField', 'userId']]),
	...['status', 'list', 'search', 'tags', 'attributes', 'unlinked', 'returnAll', 'limit', 'after'].map((name): [string, string] => ['consentRead', name]),
	...['lists', 'source', 'evidence', 'occurredAt', 'expiresAt', 'doubleOptIn', 'dryRun', 'eventId'].map((name): [string, string] => ['consentWrite', name]),
	['consentGate', 'category', 'marketing'], ['consentGate', 'templateName'], ['consentGate', 'templateLanguage'], ['consentGate', 'rule', 'settings'], ['consentGate', 'list', LIST_EMPTY],
	['consentGate', 'optInRequiredFor', ['marketing']], ['consentGate', 'optOutAppliesTo', ['marketing']],
	['sendWithConsent', 'templateName'], ['sendWithConsent', 'templateLanguage'], ['sendWithConsent', 'templateParameters'], ['sendWithConsent', 'list', LIST_EMPTY], ['sendWithConsent', 'rule', 'settings'],
	['sendWithConsent', 'messagesPerSecond', 80], ['sendWithConsent', 'gateHere', true], ['sendWithConsent', 'campaignKey', ''], ['sendWithConsent', 'testRecipients', ''], ['sendWithConsent', 'armed', false],
	['consentPages', 'pages'], ['consentPages', 'list'], ['consentPages', 'wording'], ['consentPages', 'appearance'],
];

const VALUES: Array<[node: string, parameter: string, values: string[]]> = [
	['whatsAppConsentTrigger', 'registration', ['automatic', 'manual']],
	['whatsAppConsentTrigger', 'optInFrom', ['anyone', 'previouslyOptedOut', 'pending', 'nobody']],
	['whatsAppConsentTrigger', 'naturalLanguage', ['off', 'ask', 'act']],
	['consentRead', 'resource', ['contact', 'subscriptionList', 'settings']],
	['consentRead', 'operation', ['check', 'get', 'getMany', 'getHistory', 'export', 'preferenceLink']],
	['consentRead', 'status', ['none', 'pending', 'opted_in', 'opted_out', 'blocked']],
	['consentWrite', 'resource', ['contact', 'subscriptionList', 'settings']],
	['consentWrite', 'operation', ['optIn', 'optOut', 'block', 'unblock', 'update', 'recordMessage', 'import', 'correct', 'erase', 'create', 'delete']],
	['consentWrite', 'origin', ['business', 'person']],
	['consentWrite', 'scope', ['marketing', 'everything']],
	['consentGate', 'category', ['marketing', 'utility', 'authentication', 'service', 'fromTemplate']],
	['consentGate', 'rule', ['settings', 'required', 'soft']],
	['sendWithConsent', 'rule', ['settings', 'required', 'soft']],
	['consentPages', 'pages', ['operator', 'optIn', 'preferences']],
];

const CREDENTIALS: Array<[credential: ICredentialType, name: string, displayName: string, fields: Record<string, unknown>]> = [
	[
		new WhatsAppConsentApi(), 'whatsAppConsentApi', 'WhatsApp Consent Account API',
		{ accessToken: '', phoneNumberId: '', businessAccountId: '', appId: '', appSecret: '', verifyToken: '', baseUrl: 'https://graph.facebook.com', apiVersion: expect.stringMatching(/^v\d+\.\d$/) },
	],
	[new ConsentPagesApi(), 'consentPagesApi', 'Consent Pages API', { userName: '', password: '', linkSecret: '' }],
	[
		new ConsentStoreApi(), 'consentStoreApi', 'Consent Store API',
		{ backend: 'sqlite', filePath: '', host: expect.any(String), port: 5432, database: '', user: '', password: '', ssl: expect.any(String), schema: 'public', brand: 'default', defaultCountry: '' },
	],
];

const describedAs = (name: string): INodeTypeDescription => {
	const found = NODES.find(({ description }) => description.name === name);
	if (found === undefined) throw new Error(`There is no node ${name}`);
	return found.description;
};
const named = (node: string, parameter: string): INodeProperties[] => allProperties(describedAs(node)).filter(({ name }) => name === parameter);

describe('workflows of today run tomorrow', () => {
	it.each(Object.entries(OUTPUTS))('%s has the outputs %j, in this order', (node, outputs) => {
		const description = describedAs(node);
		expect(description.outputs).toHaveLength(outputs.length);
		expect(description.outputNames ?? description.outputs).toEqual(outputs);
	});

	it.each(PARAMETERS.map(([node, parameter, value]) => ({ node, parameter, value })))('$node has the parameter $parameter', ({ node, parameter, value }) => {
		const found = named(node, parameter);
		expect(found).not.toEqual([]);
		if (value !== undefined) for (const { default: byDefault } of found) expect(byDefault).toEqual(value);
	});

	it.each(VALUES)('%s takes for %s the values %j', (node, parameter, values) => {
		const taken = named(node, parameter).flatMap(({ options = [] }) => options.map((option) => ('value' in option ? option.value : undefined)));
		expect(taken).toEqual(expect.arrayContaining(values));
	});

	it('Consent Write takes an opt-in for the business’s word and an opt-out for the person’s', () => {
		const byDefault = (operation: string) => named('consentWrite', 'origin').find(({ displayOptions }) => displayOptions?.show?.operation?.includes(operation))?.default;
		expect([byDefault('optIn'), byDefault('optOut')]).toEqual(['business', 'person']);
	});

	it('neither the gate nor what writes or sends is a tool for agents', () => {
		const tools = NODES.filter(({ description }) => description.usableAsTool !== undefined).map(({ description }) => description.name);
		expect(tools).toEqual(['consentRead']);
	});

	it.each(CREDENTIALS.map(([credential, ...rest]) => [credential.name, credential, ...rest] as const))('%s has its fields', (_, credential, name, displayName, fields) => {
		expect(credential).toMatchObject({ name, displayName });
		expect(Object.fromEntries(credential.properties.map((property) => [property.name, property.default]))).toMatchObject(fields);
	});
});

describe('scripts of today run tomorrow', () => {
	it('the library has its calls', () => {
		for (const call of ['detect', 'verifySignature', 'parseWebhook', 'openStore', 'decide', 'fold'] as const) expect(library[call]).toEqual(expect.any(Function));
	});

	it('doors, actions, categories and reasons have their names', () => {
		expect(library.DOORS).toEqual(['keyword', 'natural_language', 'button', 'interactive', 'flow', 'platform', 'send_error', 'page', 'api', 'import', 'manual']);
		expect(library.CONSENT_ACTIONS).toEqual(expect.arrayContaining(['opt_in', 'opt_out', 'opt_out_likely', 'block', 'unblock', 'platform_stop', 'platform_resume', 'link', 'correct']));
		expect(library.MESSAGE_CATEGORIES).toEqual(['marketing', 'utility', 'authentication', 'service']);
		expect(library.REASONS).toEqual(
			expect.arrayContaining([
				'invalid_contact', 'corrupt_record', 'blocked', 'duplicate', 'opted_out_of_list', 'exempt_category', 'platform_stop', 'opted_out', 'opt_out_likely', 'consent_expired', 'identity_changed',
				'pending_confirmation', 'not_on_list', 'not_opted_in', 'quiet_hours', 'frequency_cap', 'cool_down', 'window_closed', 'country_blocked', 'test_mode', 'opted_in', 'store_unavailable',
			]),
		);
	});

	it('a state has Consent Read’s fields, and its own', () => {
		const started = { action: 'opt_in', contact: '+15551234567', origin: 'person', source: 'keyword', occurredAt: '2026-03-01T09:30:00Z' } as const;
		const stopped = { ...started, action: 'platform_stop', phoneNumberId: '106540352242922' } as const;
		const state = library.fold([started, stopped]);
		expect(state).toEqual({
			contact: '+15551234567',
			phone: '+15551234567',
			status: 'opted_in',
			lists: { marketing: { status: 'opted_in', since: '2026-03-01T09:30:00.000Z', eventId: expect.any(String), origin: 'person' } },
			optedInAt: '2026-03-01T09:30:00.000Z',
			platformStop: true,
			platformStops: { '106540352242922': '2026-03-01T09:30:00.000Z' },
			holds: [],
			createdAt: '2026-03-01T09:30:00.000Z',
			updatedAt: '2026-03-01T09:30:00.000Z',
			lastEvent: expect.any(Object),
		});
		expect(library.decide(state, { category: 'marketing', rule: 'required' }, Date.now())).toMatchObject({ decision: 'block', reason: 'platform_stop' });
	});
});
