import { API_SECRET, hiddenFields, LINK_SECRET, NOW, Site } from './support/site';

let site: Site;
beforeEach(async () => {
	site = await Site.open();
});
afterEach(() => site.close());

const ADA = '+14155552671';
const basic = (name: string, password: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` });
const login = basic('ada', 'a good password');
const CONTACT = `page=operator&view=contact&contact=${encodeURIComponent(ADA)}`;
const keyword = { contact: ADA, origin: 'person', source: 'whatsapp', door: 'keyword' } as const;
const state = async () => (await site.store.records([ADA]))[0];

const VIEWS = ['contacts', 'contact', 'unsubscribe', 'overview', 'lists', 'settings', 'wordings', 'ways', 'qr', 'export', 'no-such-view'];

describe('without a login', () => {
	it.each(VIEWS)('shows and changes nothing of %s', async (view) => {
		await site.store.record([{ ...keyword, action: 'opt_in', occurredAt: NOW - 1000 }]);
		for (const headers of [{}, basic('ada', 'wrong'), basic('', ''), { authorization: 'Basic %%%' }, { authorization: 'Bearer x' }]) {
			const answer = await site.get(`page=operator&view=${view}&contact=${encodeURIComponent(ADA)}`, headers as Record<string, string>);
			expect(answer.status).toBe(401);
			expect(answer.headers['WWW-Authenticate']).toContain('Basic');
			expect(answer.text).not.toContain(ADA);
			expect((await site.post(`page=operator&view=${view}`, { do: 'stopEverything', toggle: `out ${ADA}` }, headers as Record<string, string>)).status).toBe(401);
		}
		expect(await state()).toMatchObject({ status: 'opted_in' });
	});

	it('makes guessing slow, and tells a guesser nothing by it', async () => {
		for (let guess = 0; guess < 5; guess++) expect((await site.get('page=operator', basic('ada', `guess ${guess}`))).status).toBe(401);
		expect((await site.get('page=operator', login)).status).toBe(429);
		site.ip = '192.0.2.99';
		expect((await site.get('page=operator', login)).status).toBe(200);
		site.ip = '192.0.2.1';
		site.now += 61_000;
		expect((await site.get('page=operator', login)).status).toBe(200);
	});

	it('remembers no more of a name than tells names apart: made-up ones of ten thousand letters would fill the memory', async () => {
		for (let guess = 0; guess < 5; guess++) expect((await site.get('page=operator', basic(`${'a'.repeat(10_000)}${guess}`, 'guess'))).status).toBe(401);
		expect((await site.get('page=operator', basic(`${'a'.repeat(10_000)}6`, 'guess'))).status).toBe(429);
		expect((await site.get('page=operator', login)).status).toBe(200);
	});
});

it('changes nothing without the page’s own token, with another operator’s, or with that of another contact', async () => {
	await site.store.record([{ ...keyword, action: 'opt_in', occurredAt: NOW - 1000 }]);
	site.secrets = { ...site.secrets, operators: [...site.secrets.operators, { name: 'ben', password: 'another password' }] };
	const form = { do: 'stopMarketing', reason: 'test' };
	const bens = hiddenFields((await site.get(CONTACT, basic('ben', 'another password'))).text).token ?? '';
	const others = hiddenFields((await site.get('page=operator&view=contact&contact=%2B14155550000', login)).text).token ?? '';
	for (const token of ['', 'a.b.c', bens, others]) {
		expect((await site.post(CONTACT, { ...form, token }, login)).status).toBe(422);
	}
	expect(await state()).toMatchObject({ status: 'opted_in' });
});

it('records an opt-out as the person’s word, with operator and reason', async () => {
	await site.store.record([{ ...keyword, action: 'opt_in', occurredAt: NOW - 1000 }]);
	const answer = await site.submit('page=operator', { toggle: `out ${ADA}`, reason: 'rang up' }, login);
	expect(answer.status).toBe(303);
	expect((await site.store.history(ADA)).at(-1)).toMatchObject({ action: 'opt_out', origin: 'person', door: 'manual', source: 'operator page', lists: ['*'], evidence: { actor: 'ada', reason: 'rang up' } });
	expect(answer.items).toEqual([{ output: 'optOut', json: expect.objectContaining({ action: 'opt_out', contact: ADA, door: 'page', actor: 'ada', reason: 'rang up', changed: true }) }]);
});

it('does nothing without a reason', async () => {
	const answer = await site.submit(CONTACT, { do: 'join marketing', reason: ' ' }, login);
	expect(answer.text).toContain('Say why');
	expect(await state()).toMatchObject({ status: 'none' });
});

it('refuses the business an opt-in over the person’s own stop, says how they come back, and emits nothing', async () => {
	await site.store.record([{ ...keyword, action: 'opt_out', occurredAt: NOW - 1000 }]);
	const answer = await site.submit('page=operator', { toggle: `in ${ADA}`, reason: 'bought something' }, login);
	expect(answer.text).toContain('by writing START to your number');
	expect(answer.items).toEqual([]);
	expect(await state()).toMatchObject({ status: 'opted_out' });
});

it('takes the person’s word over their stop only with date and evidence', async () => {
	await site.store.record([{ ...keyword, action: 'opt_out', occurredAt: NOW - 86_400_000 }]);
	const form = { do: 'optIn', origin: 'person', list: 'marketing', reason: 'signed at the counter' };
	for (const missing of [{ text: '', occurredAt: '2026-06-03T11:00' }, { text: 'Paper form 12', occurredAt: '' }]) {
		expect((await site.submit(CONTACT, { ...form, ...missing }, login)).status).toBe(422);
	}
	const answer = await site.submit(CONTACT, { ...form, text: 'Paper form 12', occurredAt: '2026-06-03T11:00' }, login);
	expect(answer.status).toBe(303);
	expect(await state()).toMatchObject({ status: 'opted_in' });
	expect((await site.store.history(ADA)).at(-1)).toMatchObject({ origin: 'person', occurredAt: '2026-06-03T11:00:00.000Z', evidence: { text: 'Paper form 12', actor: 'ada' } });
});

it('blocks with one item, and unblocks', async () => {
	await site.store.record([{ ...keyword, action: 'opt_in', occurredAt: NOW - 1000 }]);
	const blocked = await site.submit(CONTACT.replace('contact&', 'unsubscribe&'), { do: 'stopEverything', reason: 'asked' }, login);
	expect(blocked.items).toEqual([{ output: 'optOut', json: expect.objectContaining({ action: 'block', previousStatus: 'opted_in', status: 'blocked', changed: true }) }]);
	site.now += 1000;
	const unblocked = await site.submit(CONTACT, { do: 'unblock', reason: 'mistake' }, login);
	expect(unblocked.items).toEqual([{ output: 'changed', json: expect.objectContaining({ action: 'unblock', status: 'opted_out' }) }]);
});

it('voids what the business entered, and offers that for nothing the person did themselves', async () => {
	await site.store.record([
		{ ...keyword, action: 'opt_out', occurredAt: NOW - 2000 },
		{ action: 'opt_in', contact: ADA, lists: ['bread-news'], origin: 'business', source: 'operator page', door: 'manual', occurredAt: NOW - 1000 },
	]);
	const page = (await site.get(CONTACT, login)).text;
	expect(page.match(/Void this event/g)).toHaveLength(1);
	const [theirs, ours] = await site.store.history(ADA);
	const { token = '' } = hiddenFields(page);
	const refused = await site.post(CONTACT, { token, do: 'void', eventId: theirs?.eventId ?? '', reason: 'x' }, login);
	expect(refused.text).toContain('can’t be voided');
	expect((await site.post(CONTACT, { token, do: 'void', eventId: ours?.eventId ?? '', reason: 'x' }, login)).status).toBe(303);
	expect((await site.store.history(ADA))[1]).toMatchObject({ voidedBy: expect.any(String) });
});

it('tells the history in words, with how late it was recorded', async () => {
	await site.store.record([{ ...keyword, action: 'opt_out', occurredAt: NOW - 2000, evidence: { text: 'Stop', keyword: 'STOP' } }]);
	const page = (await site.get(CONTACT, login)).text;
	expect(page).toContain('“Stop” (opted out) by WhatsApp message · everything');
	expect(page).toContain('3 June 2026, 11:59, recorded 2 s later');
});

it('answers with the gate’s own decision why marketing would be blocked', async () => {
	expect((await site.get(CONTACT, login)).text).toContain('Not opted-in');
	await site.store.record([{ ...keyword, action: 'platform_stop', phoneNumberId: '1', occurredAt: NOW - 1000 }]);
	expect((await site.get(CONTACT, login)).text).toContain('Stopped by WhatsApp&#39;s own switch');
});

it('finds contacts by search, status, list, tag, attribute and date, a page at a time', async () => {
	for (let person = 0; person < 120; person++) {
		const contact = `+1415555${3000 + person}`;
		await site.store.record([{ ...keyword, contact, action: 'opt_in', occurredAt: NOW - person * 86_400_000 }]);
	}
	await site.store.updateProfile('+14155553007', { name: 'Grace', tags: ['vip'], attributes: { city: 'Berlin' } });
	const found = async (query: string): Promise<number> => ((await site.get(`page=operator&${query}`, login)).text.match(/aria-label="Tick /g) ?? []).length;
	expect(await found('')).toBe(50);
	const next = /href="([^"]+)">Next page/.exec((await site.get('page=operator', login)).text)?.[1]?.replaceAll('&amp;', '&').slice(1) ?? '';
	expect(await found(next.replace('page=operator&', ''))).toBe(50);
	for (const query of ['search=grace', 'search=%2B14155553007', 'search=3007', 'tag=vip', 'attribute=city%3DBerlin', 'from=2026-05-27&until=2026-05-27', 'search=3007&status=opted_in&list=marketing']) expect(await found(query)).toBe(1);
	for (const query of ['status=opted_out', 'list=bread-news', 'tag=none']) expect(await found(query)).toBe(0);
});

it('exports what is filtered, formulas made harmless', async () => {
	await site.store.updateProfile(ADA, { name: '=HYPERLINK("http://evil")', tags: ['vip'] });
	await site.store.updateProfile('+14155550000', { name: 'Ben' });
	const file = await site.get('page=operator&view=export&tag=vip', login);
	expect(file.headers).toMatchObject({ 'Content-Disposition': 'attachment; filename="contacts.csv"' });
	expect(file.text.trim().split('\r\n')).toHaveLength(2);
	expect(file.text).toContain(`"'=HYPERLINK(""http://evil"")"`);
});

it('keeps no word that means two things, and no wording with a placeholder that is none', async () => {
	const settings = { rule: 'required', defaultList: 'marketing', optInKeywords: 'stop', do: 'save' };
	expect((await site.submit('page=operator&view=settings', settings, login)).status).toBe(422);
	expect((await site.submit('page=operator&view=wordings&lang=de', { opt_out: 'Tschüss {nmae}', reason: 'friendlier', do: 'save' }, login)).status).toBe(422);
	expect((await site.submit('page=operator&view=wordings&lang=de', { opt_out: 'Tschüss {name}', reason: 'friendlier', do: 'save' }, login)).status).toBe(303);
	expect((await site.store.settings()).wordings).toMatchObject({ opt_out: { de: 'Tschüss {name}' } });
	expect((await site.get('page=operator&view=wordings&lang=de', login)).text).toContain('Tschüss Maria');
});

it('makes a tagged keyword one that is understood', async () => {
	const ways = 'page=operator&view=ways&list=marketing&keyword=START&tag=flyer';
	expect((await site.get(ways, login)).text).toContain('https://wa.me/15550001111?text=START%20flyer');
	await site.submit(ways, { do: 'listen', reason: 'flyer in May' }, login);
	expect((await site.store.settings()).optInKeywords).toEqual(['START flyer']);
	expect((await site.get(ways, login)).text).toContain('is understood as an opt-in');
});

it('holds no secret and no password in any of its pages', async () => {
	for (const view of VIEWS) {
		const { text } = await site.get(`page=operator&view=${view}&contact=${encodeURIComponent(ADA)}`, login);
		for (const secret of [LINK_SECRET, API_SECRET, 'a good password']) expect(text).not.toContain(secret);
	}
});

it('shows only notices of its own, whatever the address says', async () => {
	expect((await site.get('page=operator&notice=You%20were%20hacked', login)).text).not.toContain('hacked');
	expect((await site.get('page=operator&notice=constructor', login)).status).toBe(200);
});
