import { ADA_LOGIN, NOW, Site } from './support/site';

let site: Site;
beforeEach(async () => {
	site = await Site.open();
});
afterEach(() => site.close());

const ADA = '+14155552671';
const login = { authorization: ADA_LOGIN };
const CONTACT = `page=operator&view=contact&contact=${encodeURIComponent(ADA)}`;
const LISTS = 'page=operator&view=lists';
const SETTINGS = 'page=operator&view=settings';
const optIn = { action: 'opt_in', contact: ADA, origin: 'person', source: 'whatsapp', door: 'keyword', occurredAt: NOW - 1000 } as const;
const settings = { enabled: 'yes', rule: 'required', defaultList: 'marketing', do: 'save' };

describe('every change', () => {
	const changes: Array<[what: string, query: string, form: Record<string, string>, unchanged: () => Promise<unknown>]> = [
		['a new list', LISTS, { do: 'create', key: 'bread-news', name: 'Bread' }, () => site.store.lists()],
		['the deletion of a list', LISTS, { do: 'delete', key: 'old' }, () => site.store.lists()],
		['settings', SETTINGS, { ...settings, rule: 'soft' }, () => site.store.settings()],
		['a wording', 'page=operator&view=wordings&lang=en', { do: 'save', opt_out: 'Bye' }, () => site.store.settings()],
		['a keyword', 'page=operator&view=ways&list=marketing&keyword=BREAD', { do: 'listen' }, () => site.store.settings()],
		['a profile', CONTACT, { do: 'profile', name: 'Ada', tags: '', attributes: '' }, () => site.store.records([ADA])],
	];

	it.each(changes)('needs a reason: %s', async (_, query, form, unchanged) => {
		await site.store.saveList({ key: 'old', name: 'Old' });
		const before = await unchanged();
		for (const reason of ['', '  ']) expect((await site.submit(query, { ...form, reason }, login)).text).toContain('Say why');
		expect(await unchanged()).toEqual(before);
	});

	it.each(changes)('keeps the operator and the reason, and hands both on: %s', async (_, query, form, unchanged) => {
		await site.store.saveList({ key: 'old', name: 'Old' });
		const before = await unchanged();
		const answer = await site.submit(query, { ...form, reason: 'spring <cleaning>' }, login);
		expect(answer.status).toBe(303);
		expect(await unchanged()).not.toEqual(before);
		expect(answer.items).toEqual([{ output: 'changed', json: expect.objectContaining({ door: 'page', actor: 'ada', reason: 'spring <cleaning>' }) }]);
		const page = (await site.get(query, login)).text;
		if (!query.includes('view=ways')) expect(page).toContain('by <bdi>ada</bdi>: <bdi>spring &lt;cleaning&gt;</bdi>');
		const notes = [...(await site.store.changes('lists')), ...(await site.store.changes('settings')), ...(await site.store.changes({ contact: ADA }))];
		expect(notes).toEqual([expect.objectContaining({ actor: 'ada', reason: 'spring <cleaning>', at: '2026-06-03T12:00:00.000Z' })]);
	});

	it('says from what to what, newest first', async () => {
		await site.submit(CONTACT, { do: 'profile', name: 'Ada', tags: 'vip', attributes: 'city=London', reason: 'met' }, login);
		site.now += 1000;
		await site.submit(CONTACT, { do: 'profile', name: 'Ada L.', tags: 'vip', attributes: '', reason: 'card' }, login);
		expect(await site.store.changes({ contact: ADA })).toMatchObject([
			{ reason: 'card', fields: [{ name: 'name', from: 'Ada', to: 'Ada L.' }, { name: 'city', from: 'London' }] },
			{ reason: 'met', fields: [{ name: 'name', to: 'Ada' }, { name: 'tags', to: 'vip' }, { name: 'city', to: 'London' }] },
		]);
	});

	it('leaves no note of what was refused', async () => {
		expect((await site.submit(LISTS, { do: 'create', key: 'Not A Key', name: 'x', reason: 'test' }, login)).status).toBe(422);
		expect(await site.store.changes('lists')).toEqual([]);
	});

	it('leaves no note of a person who is erased', async () => {
		await site.submit(CONTACT, { do: 'profile', name: 'Ada', tags: '', attributes: '', reason: 'met' }, login);
		await site.store.erase(ADA);
		expect(await site.store.changes({ contact: ADA })).toEqual([]);
	});
});

it('deletes a list whose members keep their history, but never the default one', async () => {
	await site.store.saveList({ key: 'old', name: 'Old' });
	await site.store.record([{ ...optIn, lists: ['old'] }]);
	const answer = await site.submit(LISTS, { do: 'delete', key: 'old', reason: 'no longer sent' }, login);
	expect(answer.headers.Location).toContain('notice=listDeleted');
	expect((await site.get(LISTS, login)).text).not.toContain('Save Old');
	expect(await site.store.history(ADA)).toMatchObject([{ action: 'opt_in', lists: ['old'] }]);
	expect((await site.submit(LISTS, { do: 'delete', key: 'marketing', reason: 'test' }, login)).status).toBe(422);
	expect((await site.store.lists()).map(({ key }) => key)).toContain('marketing');
});

it('saves the master switch, keywords for lists and quiet hours, says so, and shows them again', async () => {
	await site.store.saveList({ key: 'bread-news', name: 'Bread news' });
	const { enabled, ...off } = settings;
	const saved = await site.submit(SETTINGS, { ...off, reason: 'holidays', keywordLists: 'bread = bread-news\nno bread = bread-news, marketing', quietFrom: '21:00', quietTo: '08:00', optInKeywords: 'bread' }, login);
	const page = (await site.get(`page=operator${saved.headers.Location?.slice('?page=operator'.length)}`, login)).text;
	expect(page).toContain('Saved. It counts for every node from now on.');
	expect(await site.store.settings()).toMatchObject({
		enabled: false,
		keywordLists: { bread: ['bread-news'], 'no bread': ['bread-news', 'marketing'] },
		quietHours: { from: '21:00', to: '08:00' },
		optInKeywords: ['bread'],
	});
	expect(page).toContain('name="enabled" value="yes">');
	expect(page).toContain('no bread = bread-news, marketing');
	expect(page).toContain('value="21:00"');
	await site.submit(SETTINGS, { ...settings, enabled: enabled, reason: 'back' }, login);
	expect(await site.store.settings()).toMatchObject({ enabled: true, keywordLists: {} });
	expect((await site.store.settings()).quietHours).toBeUndefined();
});

it.each([
	[{ keywordLists: 'bread' }, 'keyword = list'],
	[{ keywordLists: 'bread = Bread News!' }, 'keyword = list'],
	[{ quietFrom: '21:00' }, 'both a beginning and an end'],
	[{ quietFrom: '21:00', quietTo: '25:00' }, 'quietHours'],
])('saves no settings that can’t be understood: %j', async (slip, problem) => {
	const answer = await site.submit(SETTINGS, { ...settings, ...slip, reason: 'test' }, login);
	expect(answer.status).toBe(422);
	expect(answer.text).toContain(problem);
	expect(await site.store.changes('settings')).toEqual([]);
});

it('makes a tagged keyword of another list join that list', async () => {
	await site.store.saveList({ key: 'bread-news', name: 'Bread news' });
	const ways = 'page=operator&view=ways&list=bread-news&keyword=BREAD&tag=flyer';
	await site.submit(ways, { do: 'listen', reason: 'flyer' }, login);
	expect(await site.store.settings()).toMatchObject({ optInKeywords: ['BREAD flyer'], keywordLists: { 'BREAD flyer': ['bread-news'] } });
	expect((await site.get(ways, login)).text).toContain('is understood as an opt-in to bread-news');
});

it('lets an opt-out entered here count over all the operator saw, whosever clock is ahead', async () => {
	await site.store.record([{ ...optIn, occurredAt: NOW + 120_000 }]);
	await site.submit('page=operator', { toggle: `out ${ADA}`, reason: 'rang up' }, login);
	expect((await site.store.records([ADA]))[0]).toMatchObject({ status: 'opted_out' });
});
