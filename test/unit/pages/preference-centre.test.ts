import { preferenceLink } from '../../../shared/pages';
import { hiddenFields, LINK_SECRET, NOW, Site } from './support/site';

let site: Site;
beforeEach(async () => {
	site = await Site.open();
	await site.store.saveList({ key: 'bread-news', name: 'Bread news' });
	await site.store.record([{ action: 'opt_in', contact: ADA, lists: ['marketing', 'bread-news'], origin: 'person', source: 'whatsapp', door: 'keyword', occurredAt: NOW - 1000 }]);
});
afterEach(() => site.close());

const ADA = '+14155552671';
const BEN = '+14155552672';

function linkOf(contact: string, changes: { brand?: string; secret?: string; days?: number; now?: number } = {}): string {
	const link = preferenceLink(contact, { brand: 'default', secret: LINK_SECRET, pageUrl: 'https://n8n.example/webhook/1/consent?x=1', days: 30, now: NOW, ...changes });
	if (!link.ok) throw new Error(link.problem);
	return new URL(link.url).search.slice(1);
}

const state = async (contact: string) => (await site.store.records([contact]))[0];

it('makes a link for one contact and says until when it opens', () => {
	expect(preferenceLink({ userId: 'US.1349' }, { brand: 'default', secret: LINK_SECRET, pageUrl: 'https://n8n.example/webhook/1/consent', days: 1, now: NOW })).toEqual({
		ok: true,
		contact: 'US.1349',
		url: expect.stringContaining('https://n8n.example/webhook/1/consent?page=preferences&link='),
		expiresAt: '2026-06-04T12:00:00.000Z',
	});
	expect(preferenceLink('nobody', { brand: 'default', secret: LINK_SECRET, pageUrl: 'https://n8n.example/', days: 1, now: NOW })).toMatchObject({ ok: false });
});

it('changes nothing when a link is only looked at', async () => {
	for (let look = 0; look < 3; look++) expect((await site.get(linkOf(ADA))).items).toEqual([]);
	expect(await site.store.history(ADA)).toHaveLength(1);
});

it.each([
	['of another secret', () => linkOf(ADA, { secret: 'another secret of that length' })],
	['of another brand', () => linkOf(ADA, { brand: 'other' })],
	['that has expired', () => linkOf(ADA, { days: -1 })],
	['made up', () => 'page=preferences&link=abc.def'],
	['that is missing', () => 'page=preferences'],
	['whose contact was exchanged', () => linkOf(ADA).replace(/link=[^.]+/, `link=${linkOf(BEN).split('link=')[1]?.split('.')[0]}`)],
])('opens no page for a link %s', async (_, link) => {
	const answer = await site.get(link());
	expect(answer.status).toBe(403);
	expect(answer.text).not.toContain(ADA);
	expect((await site.post(link(), { do: 'stopAll' })).status).toBe(403);
	expect(await state(ADA)).toMatchObject({ status: 'opted_in' });
});

it('turns one list off as the person’s own word, and leaves the others', async () => {
	const answer = await site.submit(linkOf(ADA), { do: 'off', list: 'bread-news' });
	expect(answer.status).toBe(303);
	expect(await state(ADA)).toMatchObject({ lists: { marketing: { status: 'opted_in' }, 'bread-news': { status: 'opted_out' } } });
	expect((await site.store.history(ADA)).at(-1)).toMatchObject({ origin: 'person', door: 'page', source: 'preference centre', lists: ['bread-news'] });
	expect(answer.items).toEqual([{ output: 'optOut', json: expect.objectContaining({ action: 'opt_out', contact: ADA, lists: ['bread-news'], door: 'page', changed: true }) }]);
});

it('stops everything, and lets the person come back by themselves', async () => {
	await site.submit(linkOf(ADA), { do: 'stopAll' });
	expect(await state(ADA)).toMatchObject({ status: 'opted_out', everything: { status: 'opted_out' } });
	site.now += 1000;
	const answer = await site.submit(linkOf(ADA), { do: 'on', list: 'marketing' });
	expect(await state(ADA)).toMatchObject({ status: 'opted_in', lists: { marketing: { status: 'opted_in' }, 'bread-news': { status: 'opted_out' } } });
	expect(answer.items[0]).toMatchObject({ output: 'optIn' });
});

it('records every stop, also when one page is used again and again', async () => {
	const fields = hiddenFields((await site.get(linkOf(ADA))).text);
	for (const action of ['off', 'on', 'off']) {
		site.now += 1000;
		await site.post(linkOf(ADA), { token: fields.token ?? '', do: action, list: 'marketing' });
	}
	expect(await state(ADA)).toMatchObject({ lists: { marketing: { status: 'opted_out' } } });
});

it('lets a stop count over what the page showed, also when WhatsApp’s clock is ahead of ours', async () => {
	await site.store.record([{ action: 'opt_in', contact: ADA, origin: 'person', source: 'whatsapp', door: 'keyword', lists: ['marketing'], occurredAt: NOW + 120_000 }]);
	await site.submit(linkOf(ADA), { do: 'stopAll' });
	expect(await state(ADA)).toMatchObject({ status: 'opted_out' });
});

it('lets an opt-in from the page not outlast a STOP said in WhatsApp within the same second', async () => {
	site.now = NOW + 900;
	await site.submit(linkOf(ADA), { do: 'on', list: 'marketing' });
	await site.store.record([{ action: 'opt_out', contact: ADA, origin: 'person', source: 'whatsapp', door: 'keyword', id: 'wamid.later', occurredAt: NOW }]);
	expect(await state(ADA)).toMatchObject({ status: 'opted_out' });
});

describe('a link made for who had a number before', () => {
	const seen = (userId: string, at: number) => ({ action: 'link' as const, contact: { phone: ADA }, to: { userId }, origin: 'person' as const, source: 'whatsapp', occurredAt: at });
	const says = (action: 'opt_in' | 'opt_out', userId: string, at: number) => ({ action, contact: { phone: ADA, userId }, origin: 'person' as const, source: 'whatsapp', door: 'keyword' as const, occurredAt: at });

	it('neither shows what the new owner said nor takes their stop back', async () => {
		await site.store.record([seen('US.111', NOW - 900)]);
		const former = linkOf(ADA);
		expect((await site.get(former)).status).toBe(200);
		site.now = NOW + 2000;
		await site.store.record([seen('US.222', NOW + 1000), says('opt_in', 'US.222', NOW + 1000), says('opt_out', 'US.222', NOW + 1500)]);
		for (const answer of [await site.get(former), await site.get(`${former}&as=json`), await site.post(former, { do: 'on', list: 'marketing' })]) expect(answer.status).toBe(403);
		expect(await state(ADA)).toMatchObject({ status: 'opted_out', userId: 'US.222' });
		expect((await site.get(linkOf(ADA, { now: site.now }))).status).toBe(200);
	});

	it('goes on for the same person under a new user ID that WhatsApp told of', async () => {
		await site.store.record([seen('US.111', NOW - 900)]);
		const link = linkOf(ADA);
		site.now = NOW + 2000;
		await site.store.record([{ action: 'link', contact: { userId: 'US.111' }, to: { userId: 'US.222' }, change: true, origin: 'person', source: 'whatsapp', occurredAt: NOW + 1000 }, seen('US.222', NOW + 1500)]);
		expect((await site.get(link)).status).toBe(200);
	});
});

it('takes a stop from a page that lay open for days, but no opt-in', async () => {
	const fields = hiddenFields((await site.get(linkOf(ADA))).text);
	site.now += 24 * 3_600_000;
	expect((await site.post(linkOf(ADA), { ...fields, do: 'stopAll' })).status).toBe(303);
	expect(await state(ADA)).toMatchObject({ status: 'opted_out' });
	expect((await site.post(linkOf(ADA), { ...fields, do: 'on', list: 'marketing' })).status).toBe(409);
	expect(await state(ADA)).toMatchObject({ status: 'opted_out' });
});

it('lets nobody who is blocked opt in by themselves', async () => {
	await site.store.record([{ action: 'block', contact: ADA, origin: 'business', source: 'operator', occurredAt: NOW }]);
	expect((await site.submit(linkOf(ADA), { do: 'on', list: 'marketing' })).status).toBe(409);
	expect(await state(ADA)).toMatchObject({ status: 'blocked' });
});

it('opts nobody in to a list that does not exist', async () => {
	expect((await site.submit(linkOf(ADA), { do: 'on', list: 'made-up' })).status).toBe(422);
	expect(await state(ADA)).not.toHaveProperty('lists.made-up');
});

it('hands the person their own history, without the names and notes of those who kept it', async () => {
	await site.store.record([{ action: 'opt_out', contact: ADA, lists: ['bread-news'], origin: 'person', source: 'operator page', door: 'manual', occurredAt: NOW, evidence: { actor: 'ada', reason: 'rang up, in a bad mood' } }]);
	const file = await site.get(`${linkOf(ADA)}&as=json`);
	expect(file.headers['Content-Disposition']).toBe('attachment; filename="my-consent.json"');
	expect(JSON.parse(file.text)).toMatchObject({ contact: ADA, events: [{ action: 'opt_out', lists: ['bread-news'] }, { action: 'opt_in' }] });
	expect(file.text).not.toContain('bad mood');
});

it('shows an opt-in that was refused over their stop as one that does not hold', async () => {
	await site.store.record([{ action: 'opt_out', contact: ADA, origin: 'person', source: 'whatsapp', door: 'keyword', occurredAt: NOW }]);
	await site.store.record([{ action: 'opt_in', contact: ADA, origin: 'business', source: 'import', occurredAt: NOW + 1 }]);
	expect((await site.get(linkOf(ADA))).text.match(/<s>Signed up<\/s> \(does not count\)/g)).toHaveLength(1);
	const { events } = JSON.parse((await site.get(`${linkOf(ADA)}&as=json`)).text) as { events: object[] };
	expect(events.filter((event) => 'refused' in event)).toEqual([expect.objectContaining({ action: 'opt_in', source: 'import' })]);
});

it('says of an opt-in that waits for their word that it does, and of one that waited in vain that it does not count', async () => {
	await site.store.record([{ action: 'opt_in', contact: BEN, lists: ['bread-news'], origin: 'person', source: 'opt-in page', door: 'page', occurredAt: NOW, needsConfirmation: { until: NOW + 60_000 } }]);
	const { text } = await site.get(linkOf(BEN));
	expect(text).toContain('Signed up (Waiting for your confirmation on WhatsApp)');
	site.now += 120_000;
	expect((await site.get(linkOf(BEN))).text).toContain('<s>Signed up</s> (does not count)');
});

it.each(['en', 'de', 'ja', 'ar'])('tells everything that can happen in words, in %s', async (lang) => {
	const word = { contact: BEN, origin: 'person', source: 'whatsapp', door: 'platform', phoneNumberId: '1' } as const;
	for (const [later, action] of (['opt_out_likely', 'platform_stop', 'platform_resume', 'block', 'unblock', 'opt_out'] as const).entries()) await site.store.record([{ ...word, action, occurredAt: NOW + later }]);
	const { text } = await site.get(`${linkOf(BEN)}&lang=${lang}`);
	expect(text.match(/<tr><td>/g)).toHaveLength(6);
	for (const code of ['opt_out', 'block<', 'unblock', 'platform_', 'undefined']) expect(text.split('<tbody>')[1]).not.toContain(code);
});

it('hands over all that was kept about them with an event, such as their IP address', async () => {
	site.settings.keepAddress = true;
	await site.submit('page=opt-in&tag=flyer', { number: BEN, country: 'US', agreed: 'yes' }, { 'user-agent': 'Firefox' });
	const { events } = JSON.parse((await site.get(`${linkOf(BEN)}&as=json`)).text) as { events: object[] };
	expect(events).toEqual([expect.objectContaining({ wording: expect.stringContaining('☑'), evidence: expect.objectContaining({ ip: '192.0.2.1', userAgent: 'Firefox', sourceTag: 'flyer', businessName: 'Blue Door Bakery' }) })]);
});
