import { randomUUID } from 'node:crypto';

import { API_SECRET, type PagesSite } from './support/pages-site';

const MINUTE = 60_000;

/** What visitors, persons behind their link and other systems do. */
export function describeVisitorPages(open: () => PagesSite): void {
	let site: PagesSite;
	beforeAll(() => {
		site = open();
	});

	it('opts in who signs up, keeps what they read, and starts the workflow', async () => {
		const page = await site.visitor.newPage();
		await page.goto(`${site.url}?tag=flyer`);
		expect(await page.getByRole('checkbox').isChecked()).toBe(false);
		await page.getByLabel('Your name').fill('Maria Gómez');
		await page.getByLabel('Country').selectOption('US');
		await page.getByLabel('WhatsApp number').fill('(415) 555-2671');
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Sign me up' }).click();
		await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
		const [optIn] = await site.emitted();
		expect(optIn).toEqual([
			expect.objectContaining({ action: 'opt_in', contact: '+14155552671', name: 'Maria Gómez', lists: ['marketing'], door: 'page', changed: true, status: 'opted_in', sourceTag: 'flyer' }),
		]);
		const [event] = await site.stage.read([{ phone: '+14155552671' }], 'getHistory');
		expect(event).toMatchObject({ door: 'page', evidence: { sourceTag: 'flyer', businessName: 'Blue Door Bakery', wording: expect.stringContaining('Yes, Blue Door Bakery may send me') } });
		await page.close();
	}, 2 * MINUTE);

	it('tells a visitor what is wrong, and records nothing', async () => {
		const page = await site.visitor.newPage();
		await page.goto(site.url);
		await page.getByLabel('WhatsApp number').fill('12');
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Sign me up' }).click();
		await page.getByText('This is not a phone number we can read').waitFor();
		expect(await page.getByLabel('WhatsApp number').inputValue()).toBe('12');
		await page.close();
	}, MINUTE);

	it('lets a person choose behind their own link, which opens nobody else’s page', async () => {
		const phone = '+15551230046';
		await site.stage.write([{ phone }], 'optIn');
		const [made] = await site.stage.read([{ phone }], 'preferenceLink', { pageUrl: site.url });
		const link = String(made?.preferenceLink);
		for (let look = 0; look < 3; look++) expect((await fetch(link)).status).toBe(200);
		expect(await site.contact(phone)).toMatchObject({ status: 'opted_in' });
		const page = await site.visitor.newPage();
		await page.goto(link);
		await page.getByRole('button', { name: 'Stop all marketing messages' }).click();
		await page.getByText('Saved.').waitFor();
		expect(await site.contact(phone)).toMatchObject({ status: 'opted_out' });
		const [, optOut] = await site.emitted();
		expect(optOut).toEqual([expect.objectContaining({ action: 'opt_out', contact: phone, lists: ['*'], door: 'page' })]);
		await page.getByRole('button', { name: 'Turn on' }).first().click();
		await page.getByRole('button', { name: 'Turn off' }).first().waitFor();
		expect(await site.contact(phone)).toMatchObject({ status: 'opted_in' });
		await site.emitted();
		expect((await fetch(link.replace(/link=[^.]+/, `link=${Buffer.from(JSON.stringify(['+15551230041', 'default', 9e12])).toString('base64url')}`))).status).toBe(403);
		await page.close();
	}, 2 * MINUTE);

	it('takes a batch from another system once, however often it is posted', async () => {
		const post = async () =>
			await fetch(`${site.url}?page=api`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: `Bearer ${API_SECRET}`, 'idempotency-key': 'batch-1' },
				body: JSON.stringify({ items: [{ action: 'opt_in', phone: '+15551230047', source: 'shop' }, { action: 'opt_in', phone: 'nobody' }] }),
			});
		const first = (await (await post()).json()) as { results: unknown[] };
		expect(first.results).toEqual([expect.objectContaining({ outcome: 'changed', status: 'opted_in' }), expect.objectContaining({ outcome: 'invalid' })]);
		const [optIn] = await site.emitted();
		expect(optIn).toHaveLength(1);
		expect(await (await post()).json()).toEqual({ ...first, repeated: true });
		expect((await site.stage.read([{ phone: '+15551230047' }], 'getHistory'))).toHaveLength(1);
	}, 2 * MINUTE);

	it('asks who signs up on the example’s page to confirm in WhatsApp, and their tap on the button opts them in', async () => {
		const inbox = await site.stage.example('keyword-opt-in-opt-out.json');
		await site.stage.n8n.workflows.activate(inbox.id);
		const example = await site.stage.example('opt-in-page.json');
		await site.stage.n8n.workflows.activate(example.id);
		const { webhookId } = example.nodes.find(({ name }) => name === 'Consent Pages') ?? {};
		const page = await site.visitor.newPage();
		await page.goto(site.stage.n8n.webhookUrl(`${webhookId}/consent`));
		await page.getByLabel('WhatsApp number').fill('+15551230048');
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Sign me up' }).click();
		await page.getByText('Please confirm there').waitFor();
		await site.stage.n8n.executions.settled(example.id, 1);
		expect(site.stage.sentTo('+15551230048')).toEqual([expect.objectContaining({ template: 'confirm_subscription' })]);
		expect(await site.contact('+15551230048')).toMatchObject({ status: 'pending' });
		const { simulator } = site.stage;
		// WhatsApp's times are whole seconds: the tap must not seem to come before the question.
		simulator.clock.setOffset(1000);
		await page.goto(`${simulator.url}/phone#${simulator.customers.find('+15551230048')?.id}`);
		await page.getByRole('log').getByText('You asked to get messages from Blue Door Bakery here.').waitFor();
		await page.getByRole('button', { name: 'Yes, confirm' }).click();
		const [heard] = await site.stage.n8n.executions.settled(inbox.id, 1);
		simulator.clock.setOffset(0);
		expect(heard?.json('WhatsApp Consent Trigger', 0)).toEqual([
			expect.objectContaining({ action: 'opt_in', contact: '+15551230048', changed: true, previousStatus: 'pending', status: 'opted_in' }),
		]);
		expect((await site.stage.read([{ phone: '+15551230048' }], 'check'))[0]).toMatchObject({ decision: 'allow', reason: 'opted_in' });
		await page.close();
	}, 2 * MINUTE);

	it('says in plain words that nothing was changed while the store is out of reach, and starts no workflow', async () => {
		const broken = await site.stage.n8n.credentials.create('consentStoreApi', 'Out of reach', { backend: 'sqlite', filePath: '/nowhere/at/all/consent.sqlite', brand: 'default' });
		const webhookId = randomUUID();
		const down = await site.stage.n8n.workflows.create({
			name: 'Store out of reach',
			connections: {},
			nodes: site.workflow.nodes.map((node) => ({ ...node, webhookId, credentials: { ...node.credentials, consentStoreApi: { id: broken.id, name: broken.name } } })),
		});
		await site.stage.n8n.workflows.activate(down.id);
		for (const request of [{}, { method: 'POST', body: new URLSearchParams({ agreed: 'yes' }) }]) {
			const answer = await fetch(site.stage.n8n.webhookUrl(`${webhookId}/consent`), request);
			expect(answer.status).toBe(503);
			expect(await answer.text()).toContain('This is not possible right now. Nothing was changed.');
		}
		expect(await site.stage.n8n.executions.list(down.id)).toEqual([]);
	}, 2 * MINUTE);

	it('is not put up with a credential that could not protect it', async () => {
		const weak = await site.stage.n8n.credentials.create('consentPagesApi', 'Weak', { userName: '', password: '', furtherPasswords: '', linkSecret: 'short', apiSecret: '' });
		const unsafe = await site.stage.n8n.workflows.create({
			name: 'Unprotected',
			connections: {},
			nodes: site.workflow.nodes.map((node) => ({ ...node, webhookId: randomUUID(), credentials: { ...node.credentials, consentPagesApi: { id: weak.id, name: weak.name } } })),
		});
		await expect(site.stage.n8n.workflows.activate(unsafe.id)).rejects.toThrow(/Consent Pages credential is not complete/);
	}, 2 * MINUTE);
}
