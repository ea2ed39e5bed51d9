import { our } from '../e2e/support/line-of-nodes';
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

	it('opts somebody out of marketing behind the question what they want no more of, and blocks nobody', async () => {
		const phone = '+15551230064';
		await site.store.record([{ action: 'opt_in', contact: phone, origin: 'person', source: 'test', occurredAt: Date.now() - 60_000 }]);
		const page = await site.contactPage(phone);
		await page.getByRole('link', { name: 'Unsubscribe…' }).click();
		await page.getByText('want no more of? It is recorded as their own word').waitFor();
		expect((await site.store.records([phone]))[0]).toMatchObject({ status: 'opted_in' });
		await page.getByLabel('Reason').fill('said so on the phone');
		await page.getByRole('button', { name: 'Marketing messages' }).click();
		await page.getByText('Opted out. The next run of a gate knows.').waitFor();
		await page.getByRole('link', { name: 'Unsubscribe…' }).waitFor();
		const [, optOut] = await site.emitted();
		expect(optOut).toEqual([expect.objectContaining({ action: 'opt_out', contact: phone, lists: ['*'], actor: 'ada', reason: 'said so on the phone', status: 'opted_out' })]);
		expect((await site.store.history(phone)).at(-1)).toMatchObject({ action: 'opt_out', origin: 'person', evidence: { actor: 'ada', reason: 'said so on the phone' } });
		const gate = (category: string) => ({ name: category, type: our('consentGate'), parameters: { category, rule: 'required' } });
		for (const [category, output, reason] of [['marketing', 1, 'opted_out'], ['utility', 0, 'exempt_category']] as const) {
			const run = await site.stage.run([{ phone }], [gate(category)]);
			expect(run.json(category, output)).toEqual([expect.objectContaining({ consent: expect.objectContaining({ reason }) })]);
		}
		await page.close();
	}, 2 * MINUTE);

	it('leaves somebody blocked who is also opted out of marketing', async () => {
		const phone = '+15551230065';
		await site.store.record([{ action: 'block', contact: phone, origin: 'business', source: 'test', occurredAt: Date.now() - 60_000 }]);
		const page = await site.contactPage(phone);
		expect(await page.getByRole('link', { name: 'Unsubscribe…' }).count()).toBe(0);
		await page.goto(page.url().replace('view=contact', 'view=unsubscribe'));
		await page.getByLabel('Reason').fill('wrote again');
		await page.getByRole('button', { name: 'Marketing messages' }).click();
		await page.getByRole('heading', { name: 'Blocked' }).waitFor();
		await site.emitted();
		expect((await site.store.records([phone]))[0]).toMatchObject({ status: 'blocked', everything: { status: 'opted_out' } });
		await page.close();
	}, 2 * MINUTE);

	it('sends nothing on Enter in the reason where it has to be chosen what for', async () => {
		const phone = '+15551230066';
		await site.store.record([{ action: 'opt_in', contact: phone, origin: 'person', source: 'test', occurredAt: Date.now() - 60_000 }]);
		const page = await site.contactPage(phone);
		const posted: unknown[] = [];
		page.on('request', (request) => request.method() === 'POST' && posted.push(new URLSearchParams(request.postData() ?? '').get('do')));
		await page.locator('#lists-reason').fill('asked at the counter');
		await page.locator('#lists-reason').press('Enter');
		// Where there is one thing to do, Enter does it; had the first Enter done anything, it would have come before.
		await page.locator('#profile-reason').fill('met her');
		await page.locator('#profile-reason').press('Enter');
		await page.getByText('Profile saved.').waitFor();
		expect(posted).toEqual(['profile']);
		await page.getByRole('link', { name: 'Unsubscribe…' }).click();
		await page.getByLabel('Reason').fill('asked at the counter');
		await page.getByLabel('Reason').press('Enter');
		expect((await site.store.records([phone]))[0]).toMatchObject({ status: 'opted_in' });
		await page.getByRole('button', { name: 'All messages (block)' }).click();
		await page.getByText('Blocked: no message of any kind goes out any more.').waitFor();
		expect(posted).toEqual(['profile', 'stopEverything']);
		await site.emitted(2);
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
