import type { Browser, BrowserContext, Page } from 'playwright-core';

import { preferenceLink } from '../../shared/pages';
import { LINK_SECRET, NOW, Site } from '../unit/pages/support/site';
import { violationsOn } from './support/accessibility';
import { launchBrowser } from './support/browser';
import { screenshot } from './support/screenshot';

jest.setTimeout(60_000);

const MARIA = '+14155552671';
const HOSTILE = '<script>alert(1)</script>"\'';
/** Pictures that the documentation shows. */
const DOCUMENTED = new Set(['opt-in-phone', 'preferences-phone', 'operator-contacts-desktop', 'operator-contact-desktop', 'operator-overview-desktop', 'operator-settings-desktop']);
let browser: Browser;
let site: Site;
let url: string;

beforeAll(async () => {
	browser = await launchBrowser();
	site = await Site.open();
	url = await site.listen();
	await furnish(site);
});
afterAll(async () => {
	await browser?.close();
	await site?.close();
});

/** A small business in the middle of its day. */
async function furnish({ store }: Site): Promise<void> {
	const at = (daysAgo: number): number => NOW - daysAgo * 86_400_000;
	await store.saveList({ key: 'bread-news', name: 'Bread news', description: 'The bread of the week, every Friday' });
	await store.updateSettings({ businessName: 'Blue Door Bakery', optInKeywords: ['BREAD'], keywordLists: { BREAD: ['bread-news'] }, quietHours: { from: '21:00', to: '08:00' } });
	await store.keepChange('settings', { actor: 'ada', reason: 'the bread of the week', what: 'Settings saved', fields: [{ name: 'optInKeywords', to: 'BREAD' }] }, async () => undefined);
	await store.keepChange({ contact: MARIA }, { actor: 'ada', reason: 'met her at the counter', what: 'Profile saved', fields: [{ name: 'name', to: 'Maria Gómez' }, { name: 'city', from: 'Bonn', to: 'Berlin' }] }, async () => undefined);
	await store.saveReport('May offers', { total: 60, allowed: 52, sent: 50, byReason: { opted_in: 52, opted_out: 6, platform_stop: 2 } });
	await store.keepDecisions('May offers', [{ contact: MARIA, decision: 'allow', reason: 'opted_in' }]);
	const keyword = { source: 'whatsapp', door: 'keyword', origin: 'person' } as const;
	for (let person = 0; person < 60; person++) {
		const contact = `+1415555${String(3000 + person)}`;
		await store.record([{ ...keyword, action: 'opt_in', contact, occurredAt: at(70 - person), evidence: { text: 'START', keyword: 'START' } }]);
		if (person % 5 === 0) await store.record([{ ...keyword, action: 'opt_out', contact, occurredAt: at(30 - person / 3), evidence: { text: 'STOP', keyword: 'STOP' } }]);
		if (person % 11 === 1) await store.record([{ ...keyword, action: 'platform_stop', contact, phoneNumberId: '1', occurredAt: at(20 - person / 4) }]);
		if (person % 13 === 1) await store.record([{ ...keyword, action: 'opt_in', contact: `+1415556${String(3000 + person)}`, occurredAt: at(person / 2), needsConfirmation: { until: at(-30) }, source: 'opt-in page', door: 'page' }]);
		if (person % 7 === 0) await store.updateProfile(contact, { name: `Customer ${person}`, tags: ['regular'], attributes: { city: 'Oakland' } });
	}
	await store.updateProfile('+14155559999', { name: HOSTILE, tags: ['=HYPERLINK("http://evil")'], attributes: { '<b>': '<img src=x onerror=alert(1)>' } });
	await store.updateProfile(MARIA, { name: 'Maria Gómez', tags: ['vip', 'regular'], attributes: { city: 'Berlin' } });
	await store.record([
		{ ...keyword, action: 'opt_in', contact: MARIA, lists: ['marketing', 'bread-news'], occurredAt: at(40), evidence: { text: 'START', keyword: 'START' } },
		{ ...keyword, action: 'opt_out', contact: MARIA, lists: ['bread-news'], occurredAt: at(3), evidence: { text: 'Stop', keyword: 'STOP' } },
		{ action: 'opt_in', contact: MARIA, lists: ['bread-news'], origin: 'business', source: 'operator page', door: 'manual', occurredAt: at(2), evidence: { actor: 'ada', reason: 'loyalty card' } },
	]);
}

const linkOfMaria = (): string => {
	const link = preferenceLink(MARIA, { brand: 'default', secret: LINK_SECRET, pageUrl: url, days: 30, now: NOW });
	return link.ok ? link.url : '';
};

const PAGES: Array<[name: string, address: () => string]> = [
	['opt-in', () => `${url}?list=bread-news`],
	['opt-in-japanese', () => `${url}?list=bread-news&lang=ja`],
	['opt-in-arabic', () => `${url}?list=marketing&lang=ar`],
	['preferences', () => linkOfMaria()],
	['preferences-hebrew', () => `${linkOfMaria()}&lang=he`],
	['link-invalid', () => `${url}?page=preferences&link=x.y`],
	['operator-contacts', () => `${url}?page=operator`],
	['operator-contacts-filtered', () => `${url}?page=operator&sort=lastEvent&source=whatsapp&from=2026-05-01`],
	['operator-nobody', () => `${url}?page=operator&tag=none`],
	['operator-contact', () => `${url}?page=operator&view=contact&contact=${encodeURIComponent(MARIA)}`],
	['operator-hostile-contact', () => `${url}?page=operator&view=contact&contact=${encodeURIComponent('+14155559999')}`],
	['operator-unsubscribe', () => `${url}?page=operator&view=unsubscribe&contact=${encodeURIComponent(MARIA)}`],
	['operator-overview', () => `${url}?page=operator&view=overview`],
	['operator-lists', () => `${url}?page=operator&view=lists`],
	['operator-settings', () => `${url}?page=operator&view=settings`],
	['operator-wordings', () => `${url}?page=operator&view=wordings&lang=ar`],
	['operator-ways', () => `${url}?page=operator&view=ways&list=bread-news&keyword=BREAD&tag=flyer`],
];

describe.each([
	['phone', 360, 740],
	['desktop', 1440, 900],
] as const)('on a %s', (device, width, height) => {
	let context: BrowserContext;
	let page: Page;

	beforeAll(async () => {
		const httpCredentials = { username: 'ada', password: 'a good password' };
		// The pages forbid scripts, axe's among them.
		context = await browser.newContext({ viewport: { width, height }, httpCredentials, locale: 'en-US', bypassCSP: true });
		page = await context.newPage();
	});
	afterAll(() => context?.close());

	it.each(PAGES)('%s is accessible in both colour schemes and fits the screen', async (name, address) => {
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await page.goto(address());
			expect(await violationsOn(page)).toEqual([]);
			const picture = `${name}-${device}${colorScheme === 'dark' ? '-dark' : ''}`;
			if (process.env.SCREENSHOTS !== 'docs') await screenshot(page, `pages/${picture}`, { fullPage: true });
			else if (DOCUMENTED.has(picture)) await screenshot(page, `pages/${picture}`);
		}
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
	});
});

it('shows hostile names as the text they are', async () => {
	const context = await browser.newContext({ httpCredentials: { username: 'ada', password: 'a good password' } });
	const page = await context.newPage();
	const alarms: string[] = [];
	page.on('dialog', (dialog) => {
		alarms.push(dialog.message());
		void dialog.dismiss();
	});
	await page.goto(`${url}?page=operator&search=14155559999`);
	await page.getByText('<script>alert(1)</script>').waitFor();
	expect(await page.locator('script').count()).toBe(0);
	expect(await page.locator('img').count()).toBe(0);
	expect(alarms).toEqual([]);
	await context.close();
});
