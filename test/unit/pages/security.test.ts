import crypto from 'node:crypto';

import { preferenceLink } from '../../../shared/pages';
import { ADA_LOGIN, API_SECRET, LINK_SECRET, NOW, Site } from './support/site';

let site: Site;
beforeEach(async () => {
	site = await Site.open();
});
afterEach(() => {
	jest.restoreAllMocks();
	return site.close();
});

const ADA = '+14155552671';
const login = { authorization: ADA_LOGIN };
const HOSTILE = '<script>alert(1)</script>';
const FORMULA = '=HYPERLINK("http://evil.example")';
const linkOf = (contact: string): string => {
	const link = preferenceLink(contact, { brand: 'default', secret: LINK_SECRET, pageUrl: 'https://n8n.example/consent', days: 1, now: NOW });
	return link.ok ? new URL(link.url).search.slice(1) : '';
};

it('opens no page without login, link or secret but the opt-in page', async () => {
	for (const page of ['operator', 'preferences', 'api', '__proto__', 'constructor']) {
		for (const answer of [await site.get(`page=${page}`), await site.post(`page=${page}`, {})]) expect([401, 403, 404]).toContain(answer.status);
	}
	expect((await site.get('page=opt-in')).status).toBe(200);
});

it('compares passwords, secrets and signatures in constant time, and as many whoever asks', async () => {
	const compare = jest.spyOn(crypto, 'timingSafeEqual');
	const comparisons = async (ask: () => Promise<unknown>): Promise<number> => {
		compare.mockClear();
		await ask();
		return compare.mock.calls.length;
	};
	site.secrets = { ...site.secrets, operators: [...site.secrets.operators, { name: 'ben', password: 'another password' }] };
	const asked = (text: string) => async () => await site.get('page=operator&view=ways', { authorization: `Basic ${Buffer.from(text).toString('base64')}` });
	const counts = [await comparisons(asked('ada:wrong')), await comparisons(asked('nobody:wrong')), await comparisons(asked('ben:another password'))];
	expect(counts).toEqual([4, 4, 4]);
	expect(await comparisons(async () => await site.postJson('page=api', {}, { authorization: 'Bearer x' }))).toBe(1);
	expect(await comparisons(async () => await site.get('page=preferences&link=a.b'))).toBe(1);
	for (const [a, b] of compare.mock.calls) expect((a as Buffer).length).toBe((b as Buffer).length);
});

it('posts every form of every page with a token', async () => {
	await site.store.record([{ action: 'opt_in', contact: ADA, origin: 'person', source: 'whatsapp', door: 'keyword', occurredAt: NOW - 1000 }]);
	const views = ['contacts', 'contact', 'unsubscribe', 'overview', 'lists', 'settings', 'wordings', 'ways'].map((view) => `page=operator&view=${view}&contact=${encodeURIComponent(ADA)}&keyword=BREAD`);
	let forms = 0;
	for (const query of [...views, 'page=opt-in', linkOf(ADA)]) {
		for (const [form] of (await site.get(query, login)).text.matchAll(/<form method="post"[^]*?<\/form>/g)) {
			forms++;
			expect(form).toMatch(/<input type="hidden" name="token" value="[^"]{20,}">/);
		}
	}
	expect(forms).toBeGreaterThan(12);
});

it('keeps what others wrote harmless on every page, in files, and in what people download', async () => {
	await site.store.saveList({ key: 'bread-news', name: HOSTILE, description: HOSTILE });
	await site.store.updateProfile(ADA, { name: HOSTILE, tags: [HOSTILE, FORMULA], attributes: { [HOSTILE]: FORMULA } });
	await site.store.record([{ action: 'opt_in', contact: ADA, lists: ['bread-news'], origin: 'person', source: HOSTILE, door: 'keyword', occurredAt: NOW - 1000, evidence: { text: HOSTILE, keyword: HOSTILE, [HOSTILE]: HOSTILE } }]);
	await site.store.keepDecisions(HOSTILE, [{ contact: ADA, decision: 'block', reason: 'opted_out', detail: HOSTILE }]);
	await site.store.saveReport(HOSTILE, { allowed: 1, byReason: { [HOSTILE]: 1 } });
	const views = ['contacts', 'contact', 'unsubscribe', 'overview', 'lists', 'settings', 'wordings', 'ways'].map((view) => `page=operator&view=${view}&contact=${encodeURIComponent(ADA)}&search=${encodeURIComponent(HOSTILE)}&tag=${encodeURIComponent(HOSTILE)}&keyword=${encodeURIComponent(HOSTILE)}`);
	for (const query of [...views, `page=opt-in&list=bread-news&tag=${encodeURIComponent(HOSTILE)}`, linkOf(ADA)]) {
		const { text } = await site.get(query, login);
		expect(text).not.toMatch(/<script/i);
	}
	const { text } = await site.get('page=operator&view=export', login);
	for (const cell of text.split(/\r\n|,/)) expect(cell).not.toMatch(/^"?=/);
});

it('opens with one contact’s link nothing of another', async () => {
	await site.store.record([ADA, '+14155550000'].map((contact) => ({ action: 'opt_in' as const, contact, origin: 'person' as const, source: 'whatsapp', door: 'keyword' as const, occurredAt: NOW - 1000 })));
	for (const more of ['', '&contact=%2B14155550000', '&link=x', '&as=json&contact=%2B14155550000']) {
		const answer = await site.get(linkOf(ADA) + more);
		expect(answer.text).not.toContain('14155550000');
	}
	await site.submit(linkOf(ADA), { do: 'stopAll', contact: '+14155550000' });
	expect((await site.store.records(['+14155550000']))[0]).toMatchObject({ status: 'opted_in' });
});

it('puts no secret and no password into pages, files, answers and items', async () => {
	const answers = [
		await site.submit('page=operator', { toggle: `in ${ADA}`, reason: 'asked' }, login),
		await site.submit('page=operator&view=settings', { rule: 'required', defaultList: 'marketing', do: 'save', reason: 'x' }, login),
		await site.get('page=operator&view=export', login),
		await site.get(`page=operator&view=contact&contact=${encodeURIComponent(ADA)}`, login),
		await site.submit(linkOf(ADA), { do: 'stopAll' }),
		await site.get(`${linkOf(ADA)}&as=json`),
		await site.postJson('page=api', { items: [{ action: 'opt_in', phone: ADA }] }, { authorization: `Bearer ${API_SECRET}` }),
		await site.postJson('page=api', {}, { authorization: 'Bearer wrong' }),
		await site.get('page=operator', { authorization: `Basic ${Buffer.from('ada:wrong password').toString('base64')}` }),
	];
	const told = answers.map(({ text, items, headers }) => JSON.stringify([text, items, headers])).join('');
	for (const secret of [LINK_SECRET, API_SECRET, 'a good password', 'wrong password']) expect(told).not.toContain(secret);
});
