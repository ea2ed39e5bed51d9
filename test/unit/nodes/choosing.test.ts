import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IExecuteFunctions, ILoadOptionsFunctions, INodeCredentials } from 'n8n-workflow';

import { located } from '../../../nodes/common/located';
import { parameterReader } from '../../../nodes/common/parameters';
import { searchLists, searchListsOrAny } from '../../../nodes/common/storeSearch';
import { searchTemplateLanguages, searchTemplates } from '../../../nodes/common/templateSearch';
import { openStore } from '../../../shared';
import { startSimulator } from '../../../simulator';
import type { Simulator } from '../../../simulator';
import { ACCOUNT } from '../campaign/support';
import { allProperties, NODES } from './support';

describe('a parameter that offers a list to choose from', () => {
	const locators = NODES.flatMap(({ description, methods }) =>
		allProperties(description)
			.filter(({ type }) => type === 'resourceLocator')
			.map((property) => ({ node: description.displayName, methods, property })),
	);

	it.each(locators)('$node, $property.displayName: asks a search that the node has, and can be filled in by hand', ({ methods, property }) => {
		const searches = property.modes?.map(({ typeOptions }) => typeOptions?.searchListMethod).filter((name) => name !== undefined);
		expect(searches).toHaveLength(1);
		expect(methods.listSearch).toHaveProperty(searches?.[0] ?? '');
		expect(property.modes?.map(({ name }) => name)).toEqual(['list', 'id']);
	});

	it('is there wherever a list or a template is named', () => {
		const named = locators.map(({ node, property }) => `${node}: ${property.name}`);
		expect(named).toEqual(
			expect.arrayContaining([
				'WhatsApp Consent Trigger: list',
				'Consent Gate: templateName',
				'Consent Gate: list',
				'Consent Read: list',
				'Consent Read: listKey',
				'Consent Write: lists',
				'Consent Write: listKey',
				'Consent Write: defaultList',
				'Send Confirmation: name',
				'Send With Consent: templateName',
				'Send With Consent: templateLanguage',
				'Send With Consent: list',
				'Consent Pages: list',
			]),
		);
	});
});

describe('what was chosen', () => {
	it.each([
		['chosen from the list', { __rl: true, mode: 'list', value: 'news', cachedResultName: 'News (news)' }, 'news'],
		['written by hand', { __rl: true, mode: 'id', value: 'news, offers' }, 'news, offers'],
		['in a workflow from before there was a list', 'news', 'news'],
		['not chosen', { __rl: true, mode: 'list', value: null }, ''],
	])('%s is read as what it means', (_, written, meant) => expect(located(written)).toBe(meant));

	it('is found inside collections, and all else stays as it was', () => {
		const moment = new Date(0);
		const written = { mapping: [{ keyword: 'pizza', list: { __rl: true, mode: 'list', value: 'pizza-club' } }], at: moment, count: 2, none: null };
		expect(located(written)).toEqual({ mapping: [{ keyword: 'pizza', list: 'pizza-club' }], at: moment, count: 2, none: null });
		expect((located(written) as typeof written).at).toBe(moment);
	});
});

describe('a chosen parameter', () => {
	const readings = (list: unknown, items: number): { values: unknown[]; asked: number } => {
		let asked = 0;
		const functions = {
			getNode: () => ({ parameters: { list } }),
			getNodeParameter: (_: string, index: number) => {
				asked++;
				return JSON.stringify(list).includes('"=') ? { ...(list as object), value: `list-${index}` } : list;
			},
		} as unknown as IExecuteFunctions;
		const read = parameterReader(functions);
		const values = Array.from({ length: items }, (_, index) => read<string>('list', index, ''));
		return { values, asked };
	};

	it('is asked for once, however many items there are', () => {
		expect(readings({ __rl: true, mode: 'list', value: 'news' }, 3)).toEqual({ values: ['news', 'news', 'news'], asked: 1 });
	});

	it('is asked for at each item where an expression stands in it', () => {
		expect(readings({ __rl: true, mode: 'id', value: '={{ $json.list }}' }, 2)).toEqual({ values: ['list-0', 'list-1'], asked: 2 });
	});
});

describe('what a list offers', () => {
	let folder: string;
	let simulator: Simulator;
	let chosenTemplate: unknown;
	let credentials: INodeCredentials;
	const functions = {
		getCredentials: async (type: string) =>
			type === 'consentStoreApi' ? { backend: 'sqlite', filePath: join(folder, 'consent.sqlite'), brand: 'default' } : { ...ACCOUNT, baseUrl: simulator.url, apiVersion: 'v25.0' },
		getCurrentNodeParameter: () => chosenTemplate,
		getNode: () => ({ id: '1', name: 'Consent Gate', type: 'consentGate', typeVersion: 1, position: [0, 0], parameters: {}, credentials }),
	} as unknown as ILoadOptionsFunctions;

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'choosing-'));
		simulator = await startSimulator(ACCOUNT);
		chosenTemplate = '';
		credentials = { consentStoreApi: { id: '1', name: 'Store' }, whatsAppConsentApi: { id: '2', name: 'Account' } };
	});
	afterEach(async () => {
		await simulator.close();
		rmSync(folder, { recursive: true, force: true });
	});

	it('are the lists of the store by name and key, less those that were deleted', async () => {
		const store = await openStore({ backend: 'sqlite', filePath: join(folder, 'consent.sqlite') });
		await store.saveList({ key: 'order-updates', name: 'Order News' });
		await store.saveList({ key: 'old', name: 'Old' });
		await store.deleteList('old');
		await store.close();
		const { results } = await searchLists.call(functions);
		expect(results).toContainEqual({ name: 'Order News (order-updates)', value: 'order-updates' });
		expect(results.map(({ value }) => value).sort()).toEqual(['marketing', 'order-updates']);
		expect((await searchLists.call(functions, 'ORDER')).results.map(({ value }) => value)).toEqual(['order-updates']);
		expect((await searchListsOrAny.call(functions)).results[0]).toEqual({ name: 'Any List', value: '*' });
	});

	it('are the templates of the account with category, languages and what keeps one from being sent', async () => {
		const body = { components: [{ type: 'BODY', text: 'Hello' }] };
		simulator.templates.put({ ...body, name: 'spring_sale', language: 'en_US', category: 'MARKETING' });
		simulator.templates.put({ ...body, name: 'spring_sale', language: 'de', category: 'MARKETING', status: 'PAUSED' });
		const { results } = await searchTemplates.call(functions, 'Spring');
		expect(results).toEqual([{ name: expect.stringMatching(/^spring_sale \(marketing: .*de paused.*\)$/), value: 'spring_sale' }]);
		chosenTemplate = { __rl: true, mode: 'list', value: 'spring_sale' };
		const languages = (await searchTemplateLanguages.call(functions)).results;
		expect(languages).toContainEqual({ name: 'German (de, paused)', value: 'de' });
		expect(languages).toContainEqual({ name: 'American English (en_US)', value: 'en_US' });
	});

	it('has no languages before a template is chosen', async () => {
		expect(await searchTemplateLanguages.call(functions)).toEqual({ results: [] });
	});

	it('says which credential to choose before there is one', async () => {
		credentials = {};
		await expect(searchLists.call(functions)).rejects.toThrow('Choose the Consent Store above first');
		await expect(searchTemplates.call(functions)).rejects.toThrow('Choose the WhatsApp Account above first');
	});

	it('says what to do when Meta does not answer', async () => {
		await simulator.close();
		await expect(searchTemplates.call(functions)).rejects.toMatchObject({ description: expect.stringContaining('By Name') });
	}, 60_000);
});
