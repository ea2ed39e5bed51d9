import { ADA_LOGIN, NOW, Site } from './support/site';

let site: Site;
beforeEach(async () => {
	site = await Site.open();
});
afterEach(() => site.close());

const login = { authorization: ADA_LOGIN };
const DAY = 86_400_000;
const phone = (n: number): string => `+1415555${3000 + n}`;
const word = { origin: 'person', source: 'whatsapp', door: 'keyword' } as const;
const listed = async (query: string): Promise<string[]> => [...(await site.get(`page=operator&${query}`, login)).text.matchAll(/name="contact" value="([^"]+)"/g)].map(([, contact = '']) => contact);

it('puts the table in the order asked for, and keeps it from page to page', async () => {
	for (let n = 0; n < 60; n++) await site.store.record([{ ...word, action: 'opt_in', contact: phone(n), occurredAt: NOW - n * DAY }]);
	await site.store.record([{ ...word, action: 'opt_out', contact: phone(59), occurredAt: NOW }]);
	await site.store.updateProfile(phone(9), { name: 'Zora' });
	await site.store.updateProfile(phone(8), { name: 'Anna' });
	expect((await listed('')).slice(0, 2)).toEqual([phone(0), phone(1)]);
	expect((await listed('sort=created')).slice(0, 2)).toEqual([phone(0), phone(1)]);
	expect((await listed('sort=lastEvent')).slice(0, 2).sort()).toEqual([phone(0), phone(59)]);
	expect(await listed('sort=name')).toEqual([phone(8), phone(9)]);
	const next = /href="([^"]+)">Next page/.exec((await site.get('page=operator&sort=created', login)).text)?.[1]?.replaceAll('&amp;', '&').slice(1) ?? '';
	expect(await listed(next)).toEqual(Array.from({ length: 10 }, (_, n) => phone(50 + n)));
	const first = /href="([^"]+)">First page/.exec((await site.get(next, login)).text)?.[1]?.replaceAll('&amp;', '&');
	expect(first).toBe('?page=operator&view=contacts&sort=created');
});

it('tells an opt-in that counts from one that was refused, waits to be confirmed, or came with a stop', async () => {
	const business = { origin: 'business', source: 'import' } as const;
	await site.store.record([
		{ ...word, action: 'opt_in', contact: phone(1), occurredAt: NOW - 3 * DAY },
		{ ...word, action: 'opt_out', contact: phone(2), occurredAt: NOW - 3 * DAY },
		{ ...business, action: 'opt_in', contact: phone(2), occurredAt: NOW - 2 * DAY },
		{ ...word, action: 'opt_in', contact: phone(3), occurredAt: NOW - DAY, needsConfirmation: { until: NOW + DAY } },
		{ ...word, action: 'opt_out', contact: phone(4), occurredAt: NOW - 3 * DAY },
		{ ...word, action: 'opt_in', contact: phone(4), occurredAt: NOW - DAY, needsConfirmation: { until: NOW - 1000 } },
		{ ...word, action: 'opt_in', contact: phone(5), occurredAt: NOW - 3 * DAY, expiresAt: NOW - DAY },
		...['a', 'b', 'c'].map((id) => ({ ...word, action: 'opt_in' as const, contact: phone(6), occurredAt: NOW - DAY, id })),
		{ ...word, action: 'opt_out', contact: phone(6), occurredAt: NOW - DAY, id: 'd' },
	]);
	const { text } = await site.get('page=operator', login);
	const last = new Map([...text.matchAll(/name="contact" value="([^"]+)"[^]*?data-label="Last event">([^<]*)</g)].map(([, contact = '', words = '']) => [contact, words.replace(/, \d.*/, '')]));
	expect(Object.fromEntries(last)).toEqual({
		[phone(1)]: 'Opted in',
		[phone(2)]: 'Opt-in refused',
		[phone(3)]: 'Opt-in to be confirmed',
		[phone(4)]: 'Opt-in to be confirmed',
		[phone(5)]: 'Opted in',
		[phone(6)]: 'Opted out',
	});
	const contact = (await site.get(`page=operator&view=contact&contact=${encodeURIComponent(phone(2))}`, login)).text;
	expect(contact).toContain('Opt-in refused, by import');
	expect(contact).not.toContain('Opted in, by import');
});

it('finds by source, by the tag of a link and by keyword', async () => {
	await site.store.record([
		{ ...word, action: 'opt_in', contact: phone(1), occurredAt: NOW, source: 'opt-in page', evidence: { sourceTag: 'flyer' } },
		{ ...word, action: 'opt_in', contact: phone(2), occurredAt: NOW, evidence: { keyword: 'BREAD' } },
	]);
	expect(await listed('source=opt-in%20page')).toEqual([phone(1)]);
	expect(await listed('source=FLYER')).toEqual([phone(1)]);
	expect(await listed('source=bread')).toEqual([phone(2)]);
});

it('counts days of the date filter where the operators are', async () => {
	site.settings.timeZone = 'America/Los_Angeles';
	await site.store.record([{ ...word, action: 'opt_in', contact: phone(1), occurredAt: '2026-06-02T06:30:00Z' }]);
	expect(await listed('from=2026-06-01&until=2026-06-01')).toEqual([phone(1)]);
	expect(await listed('from=2026-06-02')).toEqual([]);
});

it('looks at so many for one page, says so, and goes on from there', async () => {
	await site.store.record(Array.from({ length: 4500 }, (_, n) => ({ ...word, action: 'opt_in' as const, contact: `+1415${5_550_000 + n}`, occurredAt: NOW, source: n === 4400 ? 'rare' : 'common' })));
	let query = 'source=rare';
	const met: string[] = [];
	for (let page = 0; page < 5 && query !== ''; page++) {
		const { text } = await site.get(`page=operator&${query}`, login);
		met.push(...(await listed(query)));
		const onwards = /href="([^"]+)">Look on/.exec(text)?.[1]?.replaceAll('&amp;', '&').slice(1);
		if (onwards !== undefined) expect(text).toContain('2000 contacts were looked at for this page');
		query = onwards ?? '';
	}
	expect(met).toEqual(['+14155554400']);
}, 60_000);

it('exports everybody, whatever the order on the page', async () => {
	for (let n = 0; n < 3; n++) await site.store.record([{ ...word, action: 'opt_in', contact: phone(n), occurredAt: NOW }]);
	expect((await site.get('page=operator&view=export&sort=name', login)).text.trim().split('\r\n')).toHaveLength(4);
});
