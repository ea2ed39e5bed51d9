import type { Page } from 'playwright-core';

import type { PagesSite } from './support/pages-site';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** More than one page of people, whom the tag tells from everybody else. */
const CROWD = Array.from({ length: 60 }, (_, person) => `+1555124${String(person).padStart(4, '0')}`);
const VALENTINES = Date.parse('2026-02-14T23:30:00Z');

/** What operators do in the table of contacts: find people, turn pages, and use the switch. */
export function describeContactsPages(open: () => PagesSite): void {
	let site: PagesSite;
	let page: Page;

	beforeAll(async () => {
		site = open();
		const { store } = site;
		await store.saveList({ key: 'rye-news', name: 'Rye news' });
		const common = { action: 'opt_in', origin: 'person', source: 'test' } as const;
		await store.record(CROWD.map((contact, person) => ({ ...common, contact, lists: ['marketing', ...(person < 4 ? ['rye-news'] : [])], occurredAt: person < 5 ? VALENTINES : VALENTINES + 20 * DAY })));
		await store.record(CROWD.slice(0, 3).map((contact) => ({ ...common, action: 'opt_out', contact, occurredAt: VALENTINES + 30 * DAY })));
		for (const [person, contact] of CROWD.entries()) await store.updateProfile(contact, { tags: ['crowd'], ...(person < 6 ? { attributes: { city: 'Bonn' } } : {}) });
		page = await site.operator.newPage();
	}, 2 * MINUTE);
	afterAll(() => page?.close());

	const shown = async (): Promise<string[]> => await page.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.getAttribute('value') ?? ''));
	const show = async (): Promise<string[]> => {
		await page.getByRole('button', { name: 'Show' }).click();
		return await shown();
	};

	it('turns to the next page, which begins after the last contact of this one, and back to the first', async () => {
		await page.goto(`${site.url}?page=operator`);
		await page.getByText('More filters').click();
		await page.getByLabel('Tags').fill('crowd');
		expect(await show()).toEqual(CROWD.slice(0, 50));
		await page.getByRole('link', { name: 'Next page' }).click();
		await page.getByRole('link', { name: 'First page' }).waitFor();
		expect(await shown()).toEqual(CROWD.slice(50));
		expect(await page.getByRole('link', { name: 'Next page' }).count()).toBe(0);
		await page.getByRole('link', { name: 'First page' }).click();
		await page.getByRole('link', { name: 'Next page' }).waitFor();
		expect(await shown()).toEqual(CROWD.slice(0, 50));
	}, 2 * MINUTE);

	it('shows only those with a status, a list, an attribute or an opt-in between two days', async () => {
		const status = page.getByLabel('Status');
		const list = page.getByLabel('List', { exact: true });
		await page.goto(`${site.url}?page=operator&tag=crowd`);
		await status.selectOption('opted_out');
		expect(await show()).toEqual(CROWD.slice(0, 3));
		await status.selectOption('Any');
		await list.selectOption('rye-news');
		expect(await show()).toEqual(CROWD.slice(0, 4));
		await status.selectOption('opted_in');
		expect(await show()).toEqual([CROWD[3]]);
		await status.selectOption('Any');
		await list.selectOption('Any');
		await page.getByLabel('Attribute').fill('city=Bonn');
		expect(await show()).toEqual(CROWD.slice(0, 6));
		await page.getByLabel('Attribute').fill('');
		await page.getByLabel('Opted in from').fill('2026-02-14');
		await page.getByLabel('Opted in until').fill('2026-02-14');
		expect(await show()).toEqual(CROWD.slice(3, 5));
		await page.getByLabel('Opted in from').fill('');
		await page.getByLabel('Opted in until').fill('2026-02-13');
		expect(await show()).toEqual([]);
		await page.getByText('Nobody here fits.').waitFor();
	}, 2 * MINUTE);

	it('shows a list’s members behind its link, and not who left it', async () => {
		await page.goto(`${site.url}?page=operator&view=lists`);
		await page.getByRole('link', { name: 'Show members of Rye news' }).click();
		await page.getByRole('heading', { name: 'Contacts' }).waitFor();
		expect(await shown()).toEqual([CROWD[3]]);
	}, 2 * MINUTE);

	it('opts somebody in with the switch in the table, at once for the gate', async () => {
		const phone = '+15551230067';
		await site.store.updateProfile(phone, { name: 'Noor' });
		await page.goto(`${site.url}?page=operator&search=${encodeURIComponent(phone)}`);
		await page.getByRole('button', { name: 'Opt in Noor' }).click();
		await page.getByText('Opted in. The next run of a gate knows.').waitFor();
		await page.getByRole('button', { name: 'Opt out Noor' }).waitFor();
		const [optIn] = await site.emitted();
		expect(optIn).toEqual([expect.objectContaining({ action: 'opt_in', contact: phone, lists: ['marketing'], actor: 'ada', door: 'page', status: 'opted_in' })]);
		expect((await site.store.history(phone))[0]).toMatchObject({ origin: 'business', evidence: { actor: 'ada', reason: 'Entered on the contacts page' } });
		expect((await site.stage.read([{ phone }], 'check'))[0]).toMatchObject({ decision: 'allow', reason: 'opted_in' });
	}, 2 * MINUTE);
}
