import { our } from '../e2e/support/line-of-nodes';
import type { PagesSite } from './support/pages-site';

const MINUTE = 60_000;

/** What operators do besides answering people: lists, wordings, links, pictures, and putting words of others on record. */
export function describeManagersPages(open: () => PagesSite): void {
	let site: PagesSite;
	beforeAll(() => {
		site = open();
	});

	it('renames a list and deletes it, and shows who did it and why', async () => {
		const page = await site.operator.newPage();
		await page.goto(`${site.url}?page=operator&view=lists`);
		const fresh = page.getByRole('region', { name: 'New list' });
		await fresh.getByLabel('Key').fill('cake-news');
		await fresh.getByLabel('Name').fill('Cake news');
		await fresh.getByLabel('Reason').fill('cakes are new');
		await fresh.getByRole('button', { name: 'Create list' }).click();
		await page.getByText('List saved.').waitFor();
		await site.emitted();
		const list = page.getByRole('region', { name: 'Cake news' });
		await list.getByLabel('Name').fill('Cakes & pies');
		await list.getByLabel('Reason').fill('pies too');
		await list.getByRole('button', { name: 'Save Cake news' }).click();
		await page.getByRole('heading', { name: 'Cakes & pies' }).waitFor();
		await site.emitted();
		const renamed = page.getByRole('region', { name: 'Cakes & pies' });
		await renamed.getByLabel('Reason').fill('nobody came');
		await renamed.getByRole('button', { name: 'Delete Cakes & pies' }).click();
		await page.getByText('List deleted. Its members keep their history.').waitFor();
		const [, , changed] = await site.emitted();
		expect(changed).toEqual([expect.objectContaining({ action: 'list_deleted', list: 'cake-news', actor: 'ada', reason: 'nobody came' })]);
		await page.getByText('Changes', { exact: true }).click();
		await page.getByText('nobody came').waitFor();
		await page.close();
	}, 2 * MINUTE);

	it('puts somebody on a list and takes them off', async () => {
		const phone = '+15551230061';
		const page = await site.contactPage(phone);
		await page.locator('#lists-reason').fill('asked for it');
		await page.getByRole('button', { name: 'Put on marketing' }).click();
		await page.getByText('Opted in. The next run of a gate knows.').waitFor();
		await site.emitted();
		await page.getByText('Yes', { exact: true }).waitFor();
		await page.locator('#lists-reason').fill('had enough');
		await page.getByRole('button', { name: 'Take off marketing' }).click();
		await page.getByText('Opted out. The next run of a gate knows.').waitFor();
		await site.emitted();
		expect(await site.contact(phone)).toMatchObject({ lists: { marketing: { status: 'opted_out' } } });
		await page.close();
	}, 2 * MINUTE);

	it('enters somebody’s word on paper with its date and evidence', async () => {
		const phone = '+15551230062';
		const page = await site.contactPage(phone);
		await page.getByText('Enter an opt-in with its evidence').click();
		await page.getByLabel('Whose word').selectOption('person');
		await page.getByLabel('When they said so').fill('2026-01-05T10:00');
		await page.getByLabel('Evidence (how and where it can be seen)').fill('Signed form 12, in the folder of January');
		await page.locator('#opt-in-reason').fill('filled in at the counter');
		await page.getByRole('button', { name: 'Enter opt-in' }).click();
		await page.getByText('Opted in. The next run of a gate knows.').waitFor();
		await site.emitted();
		const [event] = await site.stage.read([{ phone }], 'getHistory');
		expect(event).toMatchObject({ origin: 'person', door: 'manual', occurredAt: '2026-01-05T10:00:00.000Z', evidence: { text: 'Signed form 12, in the folder of January', actor: 'ada' } });
		await page.close();
	}, 2 * MINUTE);

	it('previews a wording without saving it, and saves it', async () => {
		const page = await site.operator.newPage();
		await page.goto(`${site.url}?page=operator&view=wordings&lang=en`);
		const wording = page.getByLabel('Your text for “Opted out”', { exact: true });
		await wording.fill('Bye {name}, from {business}');
		await page.getByRole('button', { name: 'Preview' }).click();
		await page.getByText('A preview: nothing is saved yet.').waitFor();
		await page.getByText('Bye Maria, from Blue Door Bakery', { exact: true }).waitFor();
		await page.getByLabel('Reason').fill('friendlier');
		await page.getByRole('button', { name: 'Save wordings' }).click();
		await page.getByText('Saved. It counts for every node from now on.').waitFor();
		await site.emitted();
		await page.close();
	}, 2 * MINUTE);

	it('saves what counts for every node, says so, shows it again, and gates go by it', async () => {
		const stranger = '+15551230072';
		const page = await site.operator.newPage();
		const save = async (reason: string): Promise<unknown> => {
			await page.getByLabel('Reason').fill(reason);
			await page.getByRole('button', { name: 'Save settings' }).click();
			await page.getByText('Saved. It counts for every node from now on.').waitFor();
			const [, , changed] = await site.emitted();
			return changed?.[0]?.changed;
		};
		const gate = async (): Promise<unknown> => {
			const run = await site.stage.run([{ phone: stranger }], [{ name: 'Gate', type: our('consentGate'), parameters: { category: 'marketing', rule: 'settings' } }]);
			return [...run.json('Gate', 0), ...run.json('Gate', 1)].map(({ consent }) => (consent as { decision: string }).decision);
		};
		await page.goto(`${site.url}?page=operator&view=settings`);
		await page.getByLabel('Who may get marketing').selectOption('soft');
		await page.getByLabel('Your help keywords').fill('opening hours');
		await page.getByLabel('Keywords for lists').fill('rolls = marketing');
		await page.getByLabel('Keywords are on').uncheck();
		expect(await save('a quiet month')).toEqual(expect.arrayContaining(['rule', 'helpKeywords', 'keywordLists', 'enabled']));
		expect(await gate()).toEqual(['flag']);
		await page.getByLabel('From', { exact: true }).fill('00:00');
		await page.getByLabel('To', { exact: true }).fill('23:59');
		expect(await save('nobody at night')).toEqual(['quietHours']);
		await page.goto(`${site.url}?page=operator&view=settings`);
		expect(await page.getByLabel('Who may get marketing').inputValue()).toBe('soft');
		expect(await page.getByLabel('Your help keywords').inputValue()).toBe('opening hours');
		expect(await page.getByLabel('Keywords for lists').inputValue()).toBe('rolls = marketing');
		expect(await page.getByLabel('Keywords are on').isChecked()).toBe(false);
		expect([await page.getByLabel('From', { exact: true }).inputValue(), await page.getByLabel('To', { exact: true }).inputValue()]).toEqual(['00:00', '23:59']);
		await page.getByText('Changes', { exact: true }).click();
		await page.getByText('nobody at night').waitFor();
		await page.getByLabel('Keywords are on').check();
		await page.getByLabel('Who may get marketing').selectOption('required');
		await page.getByLabel('From', { exact: true }).fill('');
		await page.getByLabel('To', { exact: true }).fill('');
		await save('back to usual');
		expect(await gate()).toEqual(['block']);
		await page.close();
	}, 2 * MINUTE);

	it('hands out a link and QR codes, and makes their keyword one', async () => {
		const page = await site.operator.newPage();
		await page.goto(`${site.url}?page=operator&view=ways&list=marketing&keyword=ROLLS&tag=door`);
		await page.getByRole('link', { name: 'https://wa.me/15550001111?text=ROLLS%20door' }).waitFor();
		for (const [name, start] of [['PNG', '\u0089PNG'], ['SVG', '<svg ']] as const) {
			const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).first().click()]);
			const chunks: Buffer[] = [];
			for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
			expect(Buffer.concat(chunks).toString('latin1').startsWith(start)).toBe(true);
		}
		await page.getByLabel('Reason').fill('sign at the door');
		await page.getByRole('button', { name: 'Make “ROLLS door” an opt-in keyword' }).click();
		await page.getByText('“ROLLS door” is understood as an opt-in.').waitFor();
		await site.emitted();
		await page.close();
	}, 2 * MINUTE);

	it('counts again, and orders and sifts the table', async () => {
		const phone = '+15551230063';
		await site.stage.write([{ phone }], 'optIn', { source: 'fair' });
		const page = await site.operator.newPage();
		await page.goto(`${site.url}?page=operator&view=overview`);
		await page.getByRole('button', { name: 'Count again' }).click();
		await page.getByText('Counted.', { exact: true }).waitFor();
		await page.getByRole('img', { name: /^Opt-ins and opt-outs by week/ }).waitFor();
		await page.getByRole('img', { name: /^Waiting for confirmation, and WhatsApp stops, by week/ }).waitFor();
		await page.getByRole('link', { name: 'Contacts', exact: true }).click();
		await page.getByLabel('Order').selectOption('lastEvent');
		await page.getByRole('button', { name: 'Show' }).click();
		expect(await page.getByRole('row').nth(1).textContent()).toContain(phone);
		await page.getByText('More filters').click();
		await page.getByLabel('Source, tag or keyword').fill('fair');
		await page.getByRole('button', { name: 'Show' }).click();
		expect(await page.getByRole('checkbox').count()).toBe(1);
		await page.close();
	}, 2 * MINUTE);
}
