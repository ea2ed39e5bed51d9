import { ADA_LOGIN, NOW, Site } from './support/site';

let site: Site;
beforeEach(async () => {
	site = await Site.open();
});
afterEach(() => site.close());

const login = { authorization: ADA_LOGIN };
const DAY = 86_400_000;
const OVERVIEW = 'page=operator&view=overview';
const phone = (n: number): string => `+1415555${3000 + n}`;
const word = { origin: 'person', source: 'whatsapp', door: 'keyword' } as const;
const pictures = async (): Promise<string> => [...(await site.get(OVERVIEW, login)).text.matchAll(/role="img" aria-label="([^"]+)"/g)].map(([, label]) => label).join('\n');

it('counts when asked to, says when and of how many, and keeps that until the next time', async () => {
	await site.store.record([{ ...word, action: 'opt_in', contact: phone(1), occurredAt: NOW - DAY }]);
	const counted = await site.submit(OVERVIEW, { do: 'count' }, login);
	expect(counted.headers.Location).toContain('notice=counted');
	site.now += 3_600_000;
	await site.store.record([{ ...word, action: 'opt_in', contact: phone(2), occurredAt: NOW }]);
	expect((await site.get(OVERVIEW, login)).text).toContain('All 1 contacts, counted 3 June 2026, 12:00');
	await site.submit(OVERVIEW, { do: 'count' }, login);
	expect((await site.get(OVERVIEW, login)).text).toContain('All 2 contacts, counted 3 June 2026, 13:00');
	expect((await site.get('page=operator&view=lists', login)).text).toContain('Show members of marketing (2)');
});

it('shows who came, left, waits and stopped in WhatsApp itself, by week', async () => {
	await site.store.record([
		{ ...word, action: 'opt_in', contact: phone(1), occurredAt: NOW - DAY },
		{ ...word, action: 'opt_out', contact: phone(2), occurredAt: NOW - DAY },
		{ ...word, action: 'opt_in', contact: phone(3), occurredAt: NOW - 8 * DAY, needsConfirmation: { until: NOW + DAY } },
		{ ...word, action: 'opt_in', contact: phone(4), occurredAt: NOW - 20 * DAY },
		{ ...word, action: 'platform_stop', contact: phone(4), phoneNumberId: '1', occurredAt: NOW - DAY },
	]);
	const shown = await pictures();
	expect(shown).toContain('27 May 2026: 1 opted in, 1 opted out');
	expect(shown).toContain('20 May 2026: 1 waiting, 0 WhatsApp stop; 27 May 2026: 0 waiting, 1 WhatsApp stop');
});

it('shows the opt-out rate of each campaign, by the stops that followed it', async () => {
	site.now = NOW - 2 * DAY;
	await site.store.saveReport('June offers', { total: 10, allowed: 8, sent: 8, byReason: { opted_in: 8, opted_out: 2 } });
	site.now = NOW - 20 * DAY;
	await site.store.saveReport('May offers', { total: 4, allowed: 4, byReason: { opted_in: 4 } });
	site.now = NOW;
	await site.store.record([1, 2].map((n) => ({ ...word, action: 'opt_out' as const, contact: phone(n), occurredAt: NOW - DAY })));
	await site.store.record([{ ...word, action: 'opt_out', contact: phone(3), occurredAt: NOW - 10 * DAY }]);
	await site.submit(OVERVIEW, { do: 'count' }, login);
	const shown = await pictures();
	expect(shown).toContain('June offers, 1 Jun 2026: 25 %');
	expect(shown).toContain('May offers, 14 May 2026: 0.0 %');
	expect(shown).toContain('Skipped by campaigns, per reason. opted-out: 2');
});

it('tells how people came and left by keyword and by source', async () => {
	await site.store.record([
		{ ...word, action: 'opt_in', contact: phone(1), occurredAt: NOW - DAY, evidence: { keyword: 'start' } },
		{ ...word, action: 'opt_in', contact: phone(2), occurredAt: NOW - DAY, source: 'opt-in page', door: 'page' },
		{ ...word, action: 'opt_out', contact: phone(3), occurredAt: NOW - DAY, evidence: { keyword: 'STOP' } },
	]);
	const shown = await pictures();
	expect(shown).toContain('How people came in. opt-in page: 1; “START”: 1');
	expect(shown).toContain('How people left. “STOP”: 1');
});
