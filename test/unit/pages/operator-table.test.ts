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
