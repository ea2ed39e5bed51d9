import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { updateSettings } from '../../../nodes/ConsentWrite/actions/settings/update';
import { openStore } from '../../../shared';
import type { ConsentStore } from '../../../shared';

describe('Consent Write, Update Settings', () => {
	const folder = mkdtempSync(join(tmpdir(), 'settings-'));
	let store: ConsentStore;
	beforeAll(async () => {
		store = await openStore({ backend: 'sqlite', filePath: join(folder, 'consent.sqlite') });
	});
	afterAll(async () => {
		await store.close();
		rmSync(folder, { recursive: true });
	});

	const functions = { continueOnFail: () => false, getNode: () => ({ name: 'Consent Write', type: 'n8n-nodes-whatsapp-consent.consentWrite' }) as INode } as unknown as IExecuteFunctions;
	const update = async (changes: IDataObject) => await updateSettings.execute({ functions, items: [{ json: {} }], read: <T>() => changes as T, store });

	it('keeps which lists a keyword joins, and takes them all away where none is given', async () => {
		await update({ keywordLists: { mapping: [{ keyword: ' bread ', list: 'bread-news, marketing' }, { keyword: 'pizza club', list: 'pizza' }] } });
		expect(await store.settings()).toMatchObject({ keywordLists: { bread: ['bread-news', 'marketing'], 'pizza club': ['pizza'] } });
		await update({ businessName: 'Bella Pizza' });
		expect(await store.settings()).toMatchObject({ keywordLists: { bread: ['bread-news', 'marketing'], 'pizza club': ['pizza'] } });
		await update({ keywordLists: {} });
		expect((await store.settings()).keywordLists).toEqual({});
	});

	it('takes keywords between commas and one a line, and days that an expression hands over as text', async () => {
		await update({ optOutKeywords: 'no more pizza, basta\nich will nicht', keepReportsDays: '30' });
		expect(await store.settings()).toMatchObject({ optOutKeywords: ['no more pizza', 'basta', 'ich will nicht'], keepReportsDays: 30 });
	});

	it('turns keywords off and on, and leaves them as they are where the switch is not named', async () => {
		await update({ enabled: false });
		await update({ businessName: 'Bella Pizza' });
		expect((await store.settings()).enabled).toBe(false);
		await update({ enabled: true });
		expect((await store.settings()).enabled).toBe(true);
	});

	it.each<[string, IDataObject, RegExp]>([
		['a switch that is neither on nor off', { enabled: 'false' }, /Take Opt-Ins and Answer Keywords must be true or false/],
		['a keyword without a list', { keywordLists: { mapping: [{ keyword: 'bread', list: '' }] } }, /Keywords for Lists: a line lacks its keyword or its list/],
		['a list without a keyword', { keywordLists: { mapping: [{ keyword: ' ', list: 'bread-news' }] } }, /Keywords for Lists: a line lacks its keyword or its list/],
		['a rule that there is not', { rule: 'Soft' }, /Default Rule must be required or soft/],
		['a number of days that is none', { keepReportsDays: 'ninety' }, /keepReportsDays|days/i],
		['a list that has no such key', { keywordLists: { mapping: [{ keyword: 'bread', list: 'Bread News' }] } }, /must be a list key/],
	])('refuses %s and changes nothing', async (_, changes, message) => {
		const before = await store.settings();
		await expect(update({ businessName: 'Somebody else', ...changes })).rejects.toThrow(message);
		expect(await store.settings()).toEqual(before);
	});
});
