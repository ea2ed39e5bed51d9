import type { Browser, Page } from 'playwright-core';
import { payloads, type Simulator } from '../../simulator';
import { send, start, startCallback, templateSend, type Callback } from '../unit/simulator/support';
import { launchBrowser } from './support/browser';
import { screenshot } from './support/screenshot';

jest.setTimeout(90_000);

const ADA = '+15551230001';
let browser: Browser;
let page: Page;
let simulator: Simulator;
let callback: Callback;
const pageErrors: string[] = [];

beforeAll(async () => {
	browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

beforeEach(async () => {
	[simulator, callback] = await Promise.all([start(), startCallback()]);
	simulator.setWebhook(callback.url);
	simulator.change({ statuses: { sent: false, delivered: false } });
	simulator.customers.put({ id: 'ada', name: 'Ada', phone: ADA });
	simulator.templates.put({
		name: 'weekend_offer',
		language: 'en_US',
		category: 'MARKETING',
		components: [
			{ type: 'BODY', text: 'Hi {{1}}, bread is {{2}} off' },
			{ type: 'FOOTER', text: 'Reply STOP to opt out' },
			{ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Stop promotions' }] },
		],
	});
	page = await browser.newPage();
	page.on('pageerror', (error) => pageErrors.push(error.message));
	page.on('console', (message) => message.type() === 'error' && pageErrors.push(message.text()));
	await page.goto(`${simulator.url}/phone#ada`);
}, 30_000);
afterEach(async () => {
	await page.close();
	await simulator.close();
	await callback.close();
	expect(pageErrors.splice(0)).toEqual([]);
});

const offer = (): Promise<unknown> =>
	send(
		simulator,
		templateSend(
			{ to: ADA },
			'weekend_offer',
			[{ type: 'text', text: 'Ada' }, { type: 'text', text: '10 %' }],
			[{ type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ type: 'payload', payload: 'consent:optout' }] }],
		),
	);
const write = async (words: string): Promise<void> => {
	await page.getByLabel('Message', { exact: true }).fill(words);
	await page.keyboard.press('Enter');
};
const preferences = (): unknown[] =>
	callback.received.flatMap(({ body }) => [...(body.entry?.[0]?.changes?.[0]?.value?.user_preferences ?? [])]);
const lastChange = (): unknown => callback.received.at(-1)?.body.entry?.[0]?.changes?.[0];

it('sends what the customer types and ticks it when the business took it, then when it was read', async () => {
	await write('STOP');
	await page.getByText('received by the business').waitFor({ state: 'attached' });
	expect(lastChange()).toMatchObject({ field: 'messages', value: { messages: [{ from: '15551230001', text: { body: 'STOP' } }] } });
	const [message] = (lastChange() as { value: { messages: { id: string }[] } }).value.messages;
	await send(simulator, { status: 'read', message_id: message?.id });
	await page.getByText('read by the business').waitFor({ state: 'attached' });
});

it('shows what the business sends, without a reload', async () => {
	await page.getByRole('log').getByText('No messages yet').waitFor();
	await offer();
	await page.getByRole('log').getByText('Hi Ada, bread is 10 % off').waitFor();
	expect(await page.getByRole('log').getByText('Reply STOP to opt out').count()).toBe(1);
});

it('answers a template with its own payload when its quick reply is tapped', async () => {
	await offer();
	await page.getByRole('button', { name: 'Stop promotions' }).click();
	await page.getByText('received by the business').waitFor({ state: 'attached' });
	expect(lastChange()).toMatchObject({
		value: { messages: [{ type: 'button', button: { payload: 'consent:optout', text: 'Stop promotions' }, context: { id: simulator.log.sends()[0]?.messageId } }] },
	});
});

it('answers an interactive message by its reply button', async () => {
	await simulator.sendAs(ADA, payloads.text('Hi'));
	await send(simulator, {
		to: ADA,
		type: 'interactive',
		interactive: { type: 'button', body: { text: 'Did you mean to stop?' }, action: { buttons: [{ type: 'reply', reply: { id: 'keep-1', title: 'Keep sending' } }] } },
	});
	await page.getByRole('button', { name: 'Keep sending' }).click();
	await page.getByRole('article').filter({ hasText: 'You:Keep sending' }).waitFor();
	expect(lastChange()).toMatchObject({ value: { messages: [{ interactive: { type: 'button_reply', button_reply: { id: 'keep-1', title: 'Keep sending' } } }] } });
});

it('flips WhatsApp\'s own switch, and says why a later offer never arrived', async () => {
	await page.getByRole('button', { name: 'Business info and offers' }).click();
	const toggle = page.getByRole('switch', { name: 'Offers and announcements' });
	await toggle.click();
	await page.getByText('Off. WhatsApp holds back offers').waitFor();
	await eventually(() => preferences().length === 1);
	expect(preferences()).toMatchObject([{ value: 'stop', wa_id: '15551230001' }]);
	await offer();
	await page.getByText('Never shown to the customer. 131050').waitFor();
	await toggle.click();
	await page.getByText('On. This business may send you offers').waitFor();
	await eventually(() => preferences().length === 2);
	expect(preferences()[1]).toMatchObject({ value: 'resume' });
});

it('creates a username customer who is known to the business by BSUID alone', async () => {
	await page.getByText('New customer').click();
	await page.getByLabel('Name', { exact: true }).fill('Noor');
	await page.getByLabel('Username').fill('noor');
	await page.getByRole('button', { name: 'Add customer' }).click();
	await page.getByText('Noor · @noor').waitFor();
	await write('hello');
	await page.getByText('received by the business').waitFor({ state: 'attached' });
	expect(lastChange()).toMatchObject({ value: { messages: [{ from_user_id: expect.stringMatching(/^US\.\d+$/) }] } });
	expect(JSON.stringify(lastChange())).not.toContain('wa_id');
});

it('finds a customer among many, also one who was first written to just now', async () => {
	for (let index = 0; index < 150; index += 1) simulator.customers.put({ phone: `+1555777${1000 + index}` });
	await page.reload();
	await page.getByText('51 more: search to find them.').waitFor();
	await page.getByLabel('Find a customer').fill('7771149');
	await page.getByRole('button', { name: '+15557771149' }).first().click();
	await page.getByText('+15557771149 · +15557771149').waitFor();
});

it('says plainly that nobody listens', async () => {
	simulator.setWebhook(undefined);
	await write('STOP');
	await page.getByText('The business has no webhook yet').waitFor();
	expect(await page.getByText('not received by the business').count()).toBe(1);
});

it('shows markup as the text it is', async () => {
	simulator.customers.put({ id: 'eve', name: '<img src=x onerror="window.hit=1">', phone: '+15551230666' });
	await page.goto(`${simulator.url}/phone#eve`);
	await page.reload();
	await write('<script>window.hit=1</script><b>bold</b>');
	await page.getByRole('log').getByText('<script>window.hit=1</script><b>bold</b>').waitFor();
	expect(await page.evaluate('window.hit')).toBeUndefined();
	expect(await page.locator('#chat b, #people img, .bar img').count()).toBe(0);
});

it.each([360, 1280])('fits a screen %d pixels wide, and can be left and entered again', async (width) => {
	await page.setViewportSize({ width, height: 740 });
	await offer();
	await page.getByText('Hi Ada').waitFor();
	expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
	await screenshot(page, `phone-page-${width}`);
	if (width > 700) return;
	await page.getByRole('button', { name: 'Back to the customers' }).click();
	await page.getByRole('button', { name: /^Ada/ }).click();
	await page.getByText('Hi Ada').waitFor();
});

it('can be worked by keyboard alone', async () => {
	await offer();
	await page.getByRole('button', { name: 'Stop promotions' }).waitFor();
	expect(await page.evaluate('document.activeElement.id')).toBe('words');
	await page.keyboard.press('Shift+Tab');
	await page.keyboard.press('Enter');
	await page.getByText('received by the business').waitFor({ state: 'attached' });
	expect(lastChange()).toMatchObject({ value: { messages: [{ type: 'button' }] } });
});

it('loads nothing from elsewhere', async () => {
	const hosts = new Set<string>();
	page.on('request', (request) => hosts.add(new URL(request.url()).origin));
	await page.reload();
	await page.getByRole('log').waitFor();
	await page.goto(`${simulator.url}/`);
	await page.getByRole('link', { name: 'Phone page' }).waitFor();
	expect([...hosts].filter((host) => host !== 'null')).toEqual([simulator.url]);
});

async function eventually(condition: () => boolean): Promise<void> {
	while (!condition()) await page.waitForTimeout(20);
}
