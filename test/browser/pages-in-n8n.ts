import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { our } from '../e2e/support/line-of-nodes';
import type { SavedWorkflow } from '../e2e/support/n8n-workflows';
import { Stage, type Backend } from '../e2e/support/stage';
import { launchBrowser } from './support/browser';

const MINUTE = 60_000;
const OPERATOR = { username: 'ada', password: 'a good password' };

/** What people and operators do on the pages, in a real browser and through a real n8n. Called once per backend. */
export function describePages(backend: Backend): void {
	let stage: Stage;
	let browser: Browser;
	let workflow: SavedWorkflow;
	let url: string;
	let visitor: BrowserContext;
	let operator: BrowserContext;
	let executions = 0;

	beforeAll(async () => {
		stage = await Stage.open(backend);
		const data = { userName: OPERATOR.username, password: OPERATOR.password, furtherPasswords: '', linkSecret: 'a link secret for tests only', apiSecret: 'an API secret for tests only' };
		const { id, name } = await stage.n8n.credentials.create('consentPagesApi', 'Consent pages', data);
		stage.credentials.consentPagesApi = { id, name };
		const webhookId = randomUUID();
		workflow = await stage.n8n.workflows.create({
			name: 'Pages',
			nodes: [
				{
					id: randomUUID(),
					name: 'Consent Pages',
					type: our('consentPages'),
					typeVersion: 1,
					position: [0, 0],
					webhookId,
					parameters: { businessName: 'Blue Door Bakery', doubleOptIn: false, list: 'marketing', options: { joinNumber: '+15550001111' } },
					credentials: { consentPagesApi: { id, name }, consentStoreApi: stage.credentials.consentStoreApi },
				},
			] as never,
			connections: {},
		});
		await stage.n8n.workflows.activate(workflow.id);
		url = stage.n8n.webhookUrl(`${webhookId}/consent`);
		browser = await launchBrowser();
		visitor = await browser.newContext({ locale: 'en-US' });
		operator = await browser.newContext({ locale: 'en-US', httpCredentials: OPERATOR });
	}, 5 * MINUTE);

	afterAll(async () => {
		await browser?.close();
		await stage?.close();
	}, MINUTE);

	/** The items of the next execution that a change on a page starts, one list per output. */
	async function emitted(): Promise<Array<Array<Record<string, unknown>>>> {
		executions += 1;
		const execution = (await stage.n8n.executions.settled(workflow.id, executions)).at(-1);
		return [0, 1, 2].map((output) => execution?.json('Consent Pages', output) ?? []);
	}

	const contact = async (phone: string) => (await stage.read([{ phone }]))[0];

	async function contactPage(phone: string): Promise<Page> {
		const page = await operator.newPage();
		await page.goto(`${url}?page=operator&view=contact&contact=${encodeURIComponent(phone)}`);
		return page;
	}

	it('opts in who signs up, keeps what they read, and starts the workflow', async () => {
		const page = await visitor.newPage();
		await page.goto(`${url}?tag=flyer`);
		expect(await page.getByRole('checkbox').isChecked()).toBe(false);
		await page.getByLabel('Your name').fill('Maria Gómez');
		await page.getByLabel('Country').selectOption('US');
		await page.getByLabel('WhatsApp number').fill('(415) 555-2671');
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Sign me up' }).click();
		await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
		const [optIn] = await emitted();
		expect(optIn).toEqual([
			expect.objectContaining({ action: 'opt_in', contact: '+14155552671', name: 'Maria Gómez', lists: ['marketing'], door: 'page', changed: true, status: 'opted_in', sourceTag: 'flyer' }),
		]);
		const [event] = await stage.read([{ phone: '+14155552671' }], 'getHistory');
		expect(event).toMatchObject({ origin: 'person', door: 'page', evidence: { sourceTag: 'flyer', businessName: 'Blue Door Bakery', wording: expect.stringContaining('Yes, Blue Door Bakery may send me') } });
		await page.close();
	}, 2 * MINUTE);

	it('tells a visitor what is wrong, and records nothing', async () => {
		const page = await visitor.newPage();
		await page.goto(url);
		await page.getByLabel('WhatsApp number').fill('12');
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Sign me up' }).click();
		await page.getByText('This is not a phone number we can read').waitFor();
		expect(await page.getByLabel('WhatsApp number').inputValue()).toBe('12');
		await page.close();
	}, MINUTE);

	it('shows nothing of the operator’s page without a login', async () => {
		for (const view of ['contacts', 'contact', 'export', 'settings', 'qr']) {
			const answer = await fetch(`${url}?page=operator&view=${view}&contact=%2B14155552671`);
			expect(answer.status).toBe(401);
			expect(await answer.text()).not.toContain('14155552671');
		}
	}, MINUTE);

	it('opts somebody out with the switch in the table, at once for the gate', async () => {
		const phone = '+15551230041';
		await stage.write([{ phone }], 'optIn');
		const page = await operator.newPage();
		await page.goto(`${url}?page=operator&search=${encodeURIComponent(phone)}`);
		await page.getByRole('button', { name: `Opt out ${phone}` }).click();
		await page.getByText('Opted out. The next run of a gate knows.').waitFor();
		expect(await contact(phone)).toMatchObject({ status: 'opted_out' });
		const [, optOut] = await emitted();
		expect(optOut).toEqual([expect.objectContaining({ action: 'opt_out', contact: phone, actor: 'ada', door: 'page', status: 'opted_out' })]);
		const [decision] = await stage.read([{ phone }], 'check');
		expect(decision).toMatchObject({ decision: 'block', reason: 'opted_out' });
		await page.close();
	}, 2 * MINUTE);

	it('refuses an opt-in of the business over the person’s own stop, and says how they can come back', async () => {
		const phone = '+15551230041';
		const page = await contactPage(phone);
		await page.locator('#lists-reason').fill('loyalty card');
		await page.getByRole('button', { name: 'Put on marketing' }).click();
		await page.getByText('They said stop themselves, so only they can undo it').waitFor();
		expect(await contact(phone)).toMatchObject({ status: 'opted_out' });
		await page.close();
	}, MINUTE);

	it('asks marketing or all messages, blocks, and unblocks again', async () => {
		const phone = '+15551230042';
		await stage.write([{ phone }], 'optIn');
		const page = await contactPage(phone);
		await page.getByRole('link', { name: 'Unsubscribe…' }).click();
		await page.getByLabel('Reason').fill('asked at the counter');
		await page.getByRole('button', { name: 'All messages (block)' }).click();
		await page.getByText('Blocked: no message of any kind goes out any more.').waitFor();
		expect(await contact(phone)).toMatchObject({ status: 'blocked' });
		const [, blocked] = await emitted();
		expect(blocked).toEqual([expect.objectContaining({ action: 'block', contact: phone, actor: 'ada', reason: 'asked at the counter' })]);
		await page.locator('#unblock-reason').fill('they called');
		await page.getByRole('button', { name: 'Unblock' }).click();
		await page.getByText('Unblocked.').waitFor();
		expect(await contact(phone)).toMatchObject({ status: 'opted_out' });
		const [, , changed] = await emitted();
		expect(changed).toEqual([expect.objectContaining({ action: 'unblock', contact: phone })]);
		await page.close();
	}, 2 * MINUTE);

	it('saves a profile, voids a mistaken event and shows both in the history', async () => {
		const phone = '+15551230043';
		await stage.write([{ phone }], 'optIn');
		const page = await contactPage(phone);
		await page.getByLabel('Name', { exact: true }).fill('<script>alert(1)</script>');
		await page.getByLabel('Tags').fill('vip, berlin');
		await page.getByLabel('Attributes').fill('city=Berlin');
		await page.locator('#profile-reason').fill('they told us');
		await page.getByRole('button', { name: 'Save profile' }).click();
		await page.getByText('Profile saved.').waitFor();
		await page.getByRole('heading', { name: '<script>alert(1)</script>' }).waitFor();
		expect(await contact(phone)).toMatchObject({ tags: ['vip', 'berlin'], attributes: { city: 'Berlin' } });
		await emitted();
		await page.getByText('This is a mistake…').click();
		await page.locator('[id^="void-"]').fill('wrong person');
		await page.getByRole('button', { name: 'Void this event' }).click();
		await page.getByText('Voided: it counts for nothing.').waitFor();
		expect(await contact(phone)).toMatchObject({ status: 'none' });
		await emitted();
		await page.close();
	}, 2 * MINUTE);

	it('makes and renames a list, adds ticked contacts to it, and saves settings with a notice', async () => {
		const phone = '+15551230044';
		await stage.write([{ phone }], 'optIn');
		const page = await operator.newPage();
		await page.goto(`${url}?page=operator&view=lists`);
		const fresh = page.getByRole('region', { name: 'New list' });
		await fresh.getByLabel('Key').fill('bread-news');
		await fresh.getByLabel('Name').fill('Bread news');
		await fresh.getByRole('button', { name: 'Create list' }).click();
		await page.getByText('List saved.').waitFor();
		await emitted();
		await page.goto(`${url}?page=operator&search=${encodeURIComponent(phone)}`);
		await page.getByLabel(`Tick ${phone}`).check();
		await page.getByLabel('Add ticked contacts to').selectOption('bread-news');
		await page.getByRole('button', { name: 'Add', exact: true }).click();
		await page.getByText('Added to the list: 1.').waitFor();
		expect(await contact(phone)).toMatchObject({ lists: { 'bread-news': { status: 'opted_in' } } });
		await emitted();
		await page.goto(`${url}?page=operator&view=settings`);
		await page.getByLabel('Your opt-out keywords').fill('no more bread');
		await page.getByRole('button', { name: 'Save settings' }).click();
		await page.getByText('Saved. It counts for every node from now on.').waitFor();
		await emitted();
		await page.close();
	}, 2 * MINUTE);

	it('hands the filtered contacts over as a file that no spreadsheet runs', async () => {
		const phone = '+15551230045';
		await stage.write([{ phone, name: '=HYPERLINK("http://evil.example")' }], 'optIn');
		const page = await contactPage(phone);
		await page.getByLabel('Name', { exact: true }).fill('=HYPERLINK("http://evil.example")');
		await page.locator('#profile-reason').fill('test');
		await page.getByRole('button', { name: 'Save profile' }).click();
		await page.getByText('Profile saved.').waitFor();
		await emitted();
		await page.goto(`${url}?page=operator&search=${encodeURIComponent(phone)}`);
		const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export as CSV' }).click()]);
		const stream = await file.createReadStream();
		const chunks: Buffer[] = [];
		for await (const chunk of stream) chunks.push(chunk as Buffer);
		const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
		expect(lines).toHaveLength(2);
		expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
		await page.close();
	}, 2 * MINUTE);

	it('lets a person choose behind their own link, which opens nobody else’s page', async () => {
		const phone = '+15551230046';
		await stage.write([{ phone }], 'optIn');
		const [made] = await stage.read([{ phone }], 'preferenceLink', { pageUrl: url });
		const link = String(made?.preferenceLink);
		for (let look = 0; look < 3; look++) expect((await fetch(link)).status).toBe(200);
		expect(await contact(phone)).toMatchObject({ status: 'opted_in' });
		const page = await visitor.newPage();
		await page.goto(link);
		await page.getByRole('button', { name: 'Stop all marketing messages' }).click();
		await page.getByText('Saved.').waitFor();
		expect(await contact(phone)).toMatchObject({ status: 'opted_out' });
		const [, optOut] = await emitted();
		expect(optOut).toEqual([expect.objectContaining({ action: 'opt_out', contact: phone, lists: ['*'], door: 'page' })]);
		await page.getByRole('button', { name: 'Turn on' }).first().click();
		await page.getByRole('button', { name: 'Turn off' }).first().waitFor();
		expect(await contact(phone)).toMatchObject({ status: 'opted_in' });
		await emitted();
		expect((await fetch(link.replace(/link=[^.]+/, `link=${Buffer.from(JSON.stringify(['+15551230041', 'default', 9e12])).toString('base64url')}`))).status).toBe(403);
		await page.close();
	}, 2 * MINUTE);

	it('takes a batch from another system once, however often it is posted', async () => {
		const post = async () =>
			await fetch(`${url}?page=api`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: 'Bearer an API secret for tests only', 'idempotency-key': 'batch-1' },
				body: JSON.stringify({ items: [{ action: 'opt_in', phone: '+15551230047', source: 'shop' }, { action: 'opt_in', phone: 'nobody' }] }),
			});
		const first = (await (await post()).json()) as { results: unknown[] };
		expect(first.results).toEqual([expect.objectContaining({ outcome: 'changed', status: 'opted_in' }), expect.objectContaining({ outcome: 'invalid' })]);
		const [optIn] = await emitted();
		expect(optIn).toHaveLength(1);
		expect(await (await post()).json()).toEqual({ ...first, repeated: true });
		expect((await stage.read([{ phone: '+15551230047' }], 'getHistory'))).toHaveLength(1);
	}, 2 * MINUTE);

	it('asks who signs up on the example’s page to confirm in WhatsApp', async () => {
		const example = await stage.example('opt-in-page.json');
		await stage.n8n.workflows.activate(example.id);
		const { webhookId } = example.nodes.find(({ name }) => name === 'Consent Pages') ?? {};
		const page = await visitor.newPage();
		await page.goto(stage.n8n.webhookUrl(`${webhookId}/consent`));
		await page.getByLabel('WhatsApp number').fill('+15551230048');
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Sign me up' }).click();
		await page.getByText('Please confirm there').waitFor();
		await stage.n8n.executions.settled(example.id, 1);
		expect(stage.sentTo('+15551230048')).toEqual([expect.objectContaining({ template: 'confirm_subscription' })]);
		expect(await contact('+15551230048')).toMatchObject({ status: 'pending' });
		await page.close();
	}, 2 * MINUTE);

	it('says in plain words that nothing was changed while the store is out of reach, and starts no workflow', async () => {
		const broken = await stage.n8n.credentials.create('consentStoreApi', 'Out of reach', { backend: 'sqlite', filePath: '/nowhere/at/all/consent.sqlite', brand: 'default' });
		const webhookId = randomUUID();
		const down = await stage.n8n.workflows.create({
			name: 'Store out of reach',
			connections: {},
			nodes: workflow.nodes.map((node) => ({ ...node, webhookId, credentials: { ...node.credentials, consentStoreApi: { id: broken.id, name: broken.name } } })),
		});
		await stage.n8n.workflows.activate(down.id);
		for (const request of [{}, { method: 'POST', body: new URLSearchParams({ agreed: 'yes' }) }]) {
			const answer = await fetch(stage.n8n.webhookUrl(`${webhookId}/consent`), request);
			expect(answer.status).toBe(503);
			expect(await answer.text()).toContain('This is not possible right now. Nothing was changed.');
		}
		expect(await stage.n8n.executions.list(down.id)).toEqual([]);
	}, 2 * MINUTE);

	it('is not put up with a credential that could not protect it', async () => {
		const weak = await stage.n8n.credentials.create('consentPagesApi', 'Weak', { userName: '', password: '', furtherPasswords: '', linkSecret: 'short', apiSecret: '' });
		const unsafe = await stage.n8n.workflows.create({
			name: 'Unprotected',
			connections: {},
			nodes: workflow.nodes.map((node) => ({ ...node, webhookId: randomUUID(), credentials: { ...node.credentials, consentPagesApi: { id: weak.id, name: weak.name } } })),
		});
		await expect(stage.n8n.workflows.activate(unsafe.id)).rejects.toThrow(/Consent Pages credential is not complete/);
	}, 2 * MINUTE);
}
