import type { PagesSite } from './support/pages-site';

const MINUTE = 60_000;

/** What operators do on their page. */
export function describeOperatorPages(open: () => PagesSite): void {
	let site: PagesSite;
	beforeAll(() => {
		site = open();
	});

	it('shows nothing of the operator’s page without a login', async () => {
		for (const view of ['contacts', 'contact', 'export', 'settings', 'qr']) {
			const answer = await fetch(`${site.url}?page=operator&view=${view}&contact=%2B14155552671`);
			expect(answer.status).toBe(401);
			expect(await answer.text()).not.toContain('14155552671');
		}
	}, MINUTE);

	it('opts somebody out with the switch in the table, at once for the gate', async () => {
		const phone = '+15551230041';
		await site.stage.write([{ phone }], 'optIn');
		const page = await site.operator.newPage();
		await page.goto(`${site.url}?page=operator&search=${encodeURIComponent(phone)}`);
		await page.getByRole('button', { name: `Opt out ${phone}` }).click();
		await page.getByText('Opted out. The next run of a gate knows.').waitFor();
		expect(await site.contact(phone)).toMatchObject({ status: 'opted_out' });
		const [, optOut] = await site.emitted();
		expect(optOut).toEqual([expect.objectContaining({ action: 'opt_out', contact: phone, actor: 'ada', door: 'page', status: 'opted_out' })]);
		const [decision] = await site.stage.read([{ phone }], 'check');
		expect(decision).toMatchObject({ decision: 'block', reason: 'opted_out' });
		await page.close();
	}, 2 * MINUTE);

	it('refuses an opt-in of the business over the person’s own stop, and says how they can come back', async () => {
		const phone = '+15551230041';
		const page = await site.contactPage(phone);
		await page.locator('#lists-reason').fill('loyalty card');
		await page.getByRole('button', { name: 'Put on marketing' }).click();
		await page.getByText('They said stop themselves, so only they can undo it').waitFor();
		expect(await site.contact(phone)).toMatchObject({ status: 'opted_out' });
		await page.close();
	}, MINUTE);

	it('asks marketing or all messages, blocks, and unblocks again', async () => {
		const phone = '+15551230042';
		await site.stage.write([{ phone }], 'optIn');
		const page = await site.contactPage(phone);
		await page.getByRole('link', { name: 'Unsubscribe…' }).click();
		await page.getByLabel('Reason').fill('asked at the counter');
		await page.getByRole('button', { name: 'All messages (block)' }).click();
		await page.getByText('Blocked: no message of any kind goes out any more.').waitFor();
		expect(await site.contact(phone)).toMatchObject({ status: 'blocked' });
		const [, blocked] = await site.emitted();
		expect(blocked).toEqual([expect.objectContaining({ action: 'block', contact: phone, actor: 'ada', reason: 'asked at the counter' })]);
		await page.locator('#unblock-reason').fill('they called');
		await page.getByRole('button', { name: 'Unblock' }).click();
		await page.getByText('Unblocked.').waitFor();
		expect(await site.contact(phone)).toMatchObject({ status: 'opted_out' });
		const [, , changed] = await site.emitted();
		expect(changed).toEqual([expect.objectContaining({ action: 'unblock', contact: phone })]);
		await page.close();
	}, 2 * MINUTE);

	it('saves a profile, voids a mistaken event and shows both in the history', async () => {
		const phone = '+15551230043';
		await site.stage.write([{ phone }], 'optIn');
		const page = await site.contactPage(phone);
		await page.getByLabel('Name', { exact: true }).fill('<script>alert(1)</script>');
		await page.getByLabel('Tags').fill('vip, berlin');
		await page.getByLabel('Attributes').fill('city=Berlin');
		await page.locator('#profile-reason').fill('they told us');
		await page.getByRole('button', { name: 'Save profile' }).click();
		await page.getByText('Profile saved.').waitFor();
		await page.getByRole('heading', { name: '<script>alert(1)</script>' }).waitFor();
		expect(await site.contact(phone)).toMatchObject({ tags: ['vip', 'berlin'], attributes: { city: 'Berlin' } });
		await site.emitted();
		await page.getByText('This is a mistake…').click();
		await page.locator('[id^="void-"]').fill('wrong person');
		await page.getByRole('button', { name: 'Void this event' }).click();
		await page.getByText('Voided: it counts for nothing.').waitFor();
		expect(await site.contact(phone)).toMatchObject({ status: 'none' });
		await site.emitted();
		await page.close();
	}, 2 * MINUTE);

	it('makes and renames a list, adds ticked contacts to it, and saves settings with a notice', async () => {
		const phone = '+15551230044';
		await site.stage.write([{ phone }], 'optIn');
		const page = await site.operator.newPage();
		await page.goto(`${site.url}?page=operator&view=lists`);
		const fresh = page.getByRole('region', { name: 'New list' });
		await fresh.getByLabel('Key').fill('bread-news');
		await fresh.getByLabel('Name').fill('Bread news');
		await fresh.getByLabel('Reason').fill('the bread of the week');
		await fresh.getByRole('button', { name: 'Create list' }).click();
		await page.getByText('List saved.').waitFor();
		await site.emitted();
		await page.goto(`${site.url}?page=operator&search=${encodeURIComponent(phone)}`);
		await page.getByLabel(`Tick ${phone}`).check();
		await page.getByLabel('Add ticked contacts to').selectOption('bread-news');
		await page.getByRole('button', { name: 'Add', exact: true }).click();
		await page.getByText('Added to the list: 1.').waitFor();
		expect(await site.contact(phone)).toMatchObject({ lists: { 'bread-news': { status: 'opted_in' } } });
		await site.emitted();
		await page.goto(`${site.url}?page=operator&view=settings`);
		await page.getByLabel('Your opt-out keywords').fill('no more bread');
		await page.getByLabel('Reason').fill('people write so');
		await page.getByRole('button', { name: 'Save settings' }).click();
		await page.getByText('Saved. It counts for every node from now on.').waitFor();
		await site.emitted();
		await page.close();
	}, 2 * MINUTE);

	it('hands the filtered contacts over as a file that no spreadsheet runs', async () => {
		const phone = '+15551230045';
		await site.stage.write([{ phone, name: '=HYPERLINK("http://evil.example")' }], 'optIn');
		const page = await site.contactPage(phone);
		await page.getByLabel('Name', { exact: true }).fill('=HYPERLINK("http://evil.example")');
		await page.locator('#profile-reason').fill('test');
		await page.getByRole('button', { name: 'Save profile' }).click();
		await page.getByText('Profile saved.').waitFor();
		await site.emitted();
		await page.goto(`${site.url}?page=operator&search=${encodeURIComponent(phone)}`);
		const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export as CSV' }).click()]);
		const stream = await file.createReadStream();
		const chunks: Buffer[] = [];
		for await (const chunk of stream) chunks.push(chunk as Buffer);
		const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
		expect(lines).toHaveLength(2);
		expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
		await page.close();
	}, 2 * MINUTE);
}
