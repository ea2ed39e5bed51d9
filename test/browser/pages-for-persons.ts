import type { Page } from 'playwright-core';

import type { PagesSite } from './support/pages-site';

const MINUTE = 60_000;

/** What persons do on their own preference centre, and visitors whom the opt-in page has to tell from nuisances. */
export function describePersonsPages(open: () => PagesSite): void {
	let site: PagesSite;
	beforeAll(() => {
		site = open();
	});

	async function preferences(phone: string): Promise<Page> {
		const [made] = await site.stage.read([{ phone }], 'preferenceLink', { pageUrl: site.url });
		const page = await site.visitor.newPage();
		await page.goto(String(made?.preferenceLink));
		return page;
	}

	it('turns one list off for a person and leaves them the other, and hands them their own history', async () => {
		const phone = '+15551230068';
		await site.store.saveList({ key: 'oven-news', name: 'Oven news' });
		await site.store.record([{ action: 'opt_in', contact: phone, lists: ['marketing', 'oven-news'], origin: 'person', source: 'market stall', occurredAt: Date.now() - 60_000, evidence: { actor: 'ada', text: 'signed form 7' } }]);
		const page = await preferences(phone);
		const oven = page.getByRole('listitem').filter({ hasText: 'Oven news' });
		await oven.getByRole('button', { name: 'Turn off' }).click();
		await page.getByText('Saved.', { exact: true }).waitFor();
		await oven.getByText('Off', { exact: true }).waitFor();
		const [, optOut] = await site.emitted();
		expect(optOut).toEqual([expect.objectContaining({ action: 'opt_out', contact: phone, lists: ['oven-news'], door: 'page' })]);
		expect((await site.store.records([phone]))[0]).toMatchObject({ status: 'opted_in', lists: { marketing: { status: 'opted_in' }, 'oven-news': { status: 'opted_out' } } });
		await page.getByText('Your history').click();
		const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()]);
		const chunks: Buffer[] = [];
		for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
		const text = Buffer.concat(chunks).toString('utf8');
		expect(file.suggestedFilename()).toBe('my-consent.json');
		expect(JSON.parse(text)).toMatchObject({ contact: phone, lists: { 'oven-news': { status: 'opted_out' } }, events: [{ action: 'opt_out', lists: ['oven-news'] }, { action: 'opt_in', source: 'market stall', text: 'signed form 7' }] });
		expect(text).not.toContain('ada');
		await page.close();
	}, 2 * MINUTE);

	it('shows a person their page in the language of their link, and goes on in it after they chose', async () => {
		const phone = '+15551230073';
		await site.store.record([{ action: 'opt_in', contact: phone, origin: 'person', source: 'market stall', occurredAt: Date.now() - 60_000 }]);
		const page = await preferences(phone);
		await page.getByRole('heading', { name: 'Your messages from Blue Door Bakery' }).waitFor();
		await page.goto(`${page.url()}&lang=es`);
		await page.getByRole('heading', { name: 'Sus mensajes de Blue Door Bakery' }).waitFor();
		await page.getByRole('button', { name: 'Detener todos los mensajes publicitarios' }).click();
		await page.getByText('Guardado.').waitFor();
		const [, optOut] = await site.emitted();
		expect(optOut).toEqual([expect.objectContaining({ action: 'opt_out', contact: phone, lists: ['*'], language: 'es' })]);
		await page.close();
	}, 2 * MINUTE);

	it('signs a visitor up in the language they choose, and keeps the sentence they read', async () => {
		const phone = '+15551230069';
		const page = await site.visitor.newPage();
		await page.goto(site.url);
		await page.getByText('Language: English').click();
		await page.getByRole('link', { name: 'Español' }).click();
		await page.getByRole('heading', { name: 'Mensajes de Blue Door Bakery por WhatsApp' }).waitFor();
		await page.getByLabel('Número de WhatsApp').fill(phone);
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Suscribirme' }).click();
		await page.getByRole('heading', { name: '¡Gracias!' }).waitFor();
		const [optIn] = await site.emitted();
		expect(optIn).toEqual([expect.objectContaining({ action: 'opt_in', contact: phone, language: 'es' })]);
		expect((await site.store.history(phone))[0]).toMatchObject({ evidence: { language: 'es', wording: expect.stringContaining('Sí, Blue Door Bakery puede enviarme') } });
		await page.close();
	}, 2 * MINUTE);

	it('thanks who fills in the field that nobody sees, and records nothing', async () => {
		const phone = '+15551230070';
		const page = await site.visitor.newPage();
		await page.goto(site.url);
		expect(await page.getByRole('textbox', { name: 'Website' }).count()).toBe(0);
		await page.locator('#website').fill('http://spam.example', { force: true });
		await page.getByLabel('WhatsApp number').fill(phone);
		await page.getByRole('checkbox').check();
		await page.getByRole('button', { name: 'Sign me up' }).click();
		await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
		expect(await site.store.history(phone)).toEqual([]);
		await page.close();
	}, MINUTE);

	it('takes a number five times in an hour and not once more', async () => {
		const phone = '+15551230071';
		const page = await site.visitor.newPage();
		const signUp = async (): Promise<void> => {
			await page.goto(site.url);
			await page.getByLabel('WhatsApp number').fill(phone);
			await page.getByRole('checkbox').check();
			await page.getByRole('button', { name: 'Sign me up' }).click();
		};
		for (let time = 0; time < 5; time++) {
			await signUp();
			await page.getByRole('heading', { name: 'Thank you!' }).waitFor();
		}
		await site.emitted(5);
		const recorded = await site.store.history(phone);
		expect(recorded).not.toEqual([]);
		await signUp();
		await page.getByRole('alert').getByText('That was too often. Please try again later.').waitFor();
		expect(await page.getByLabel('WhatsApp number').inputValue()).toBe(phone);
		expect(await site.store.history(phone)).toEqual(recorded);
		await page.close();
	}, 2 * MINUTE);
}
