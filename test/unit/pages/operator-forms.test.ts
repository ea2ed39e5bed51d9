import type { ConsentEventInput } from '../../../shared';
import { ADA_LOGIN, NOW, Site } from './support/site';

let site: Site;
beforeEach(async () => {
	site = await Site.open();
});
afterEach(() => site.close());

const ADA = '+14155552671';
const BEN = '+14155552672';
const login = { authorization: ADA_LOGIN };
const CONTACT = `page=operator&view=contact&contact=${encodeURIComponent(ADA)}`;
const SETTINGS = 'page=operator&view=settings';
const word = { origin: 'person', source: 'whatsapp', door: 'keyword' } as const;
const optIn: ConsentEventInput = { ...word, action: 'opt_in', contact: ADA, lists: ['marketing', 'bread-news'], occurredAt: NOW - 1000 };
const state = async (contact = ADA) => (await site.store.records([contact]))[0];

it('unsubscribes from marketing as the person’s word, and leads back to the contact, who still gets orders', async () => {
	await site.store.record([optIn]);
	const answer = await site.submit(CONTACT.replace('view=contact', 'view=unsubscribe'), { do: 'stopMarketing', reason: 'rang up' }, login);
	expect(answer.headers.Location).toBe(`?page=operator&view=contact&contact=${encodeURIComponent(ADA)}&notice=optedOut`);
	expect(await state()).toMatchObject({ status: 'opted_out', everything: { status: 'opted_out', origin: 'person' } });
	expect(answer.items).toEqual([{ output: 'optOut', json: expect.objectContaining({ action: 'opt_out', contact: ADA, actor: 'ada', reason: 'rang up' }) }]);
});

it('takes somebody off one list and leaves them on the others', async () => {
	await site.store.record([optIn]);
	await site.submit(CONTACT, { do: 'leave bread-news', reason: 'too much bread' }, login);
	expect(await state()).toMatchObject({ status: 'opted_in', lists: { marketing: { status: 'opted_in' }, 'bread-news': { status: 'opted_out', origin: 'person' } } });
});

it('opts somebody in with the switch in the table, as the business’s word on the default list', async () => {
	await site.store.updateProfile(ADA, { name: 'Ada' });
	const answer = await site.submit('page=operator', { toggle: `in ${ADA}`, reason: 'asked for it' }, login);
	expect(answer.headers.Location).toContain('notice=optedIn');
	expect(await state()).toMatchObject({ status: 'opted_in', lists: { marketing: { status: 'opted_in', origin: 'business' } } });
});

it('adds ticked contacts to a list, and says how many were refused because they had said stop', async () => {
	await site.store.saveList({ key: 'bread-news', name: 'Bread news' });
	await site.store.record([{ ...optIn, lists: ['marketing'] }, { ...word, action: 'opt_out', contact: BEN, occurredAt: NOW - 1000 }]);
	expect((await site.submit('page=operator', { do: 'addToList', list: 'bread-news', reason: 'fair' }, login)).text).toContain('Tick the contacts to be added first.');
	const added = await site.submit('page=operator', { do: 'addToList', list: 'bread-news', reason: 'fair', contact: [ADA, BEN] }, login);
	expect((await site.get(added.headers.Location?.slice(1) ?? '', login)).text).toContain('Added to the list: 1. Refused, because they said stop themselves: 1.');
	expect(added.items).toEqual([{ output: 'optIn', json: expect.objectContaining({ contact: ADA, lists: ['bread-news'], actor: 'ada', reason: 'fair' }) }]);
	expect(await state()).toMatchObject({ lists: { 'bread-news': { status: 'opted_in', origin: 'business' } } });
	expect(await state(BEN)).toMatchObject({ status: 'opted_out' });
});

it('gives back what was typed into the settings where they can’t be saved yet', async () => {
	const typed = { rule: 'soft', businessName: 'Ann & Bob', defaultList: 'marketing', optInKeywords: 'bread', optOutKeywords: 'enough', quietFrom: '21:00', quietTo: '', keywordLists: 'bread = bread-news', reason: 'new hours' };
	const { status, text } = await site.submit(SETTINGS, { ...typed, do: 'save' }, login);
	expect(status).toBe(422);
	expect(text).toContain('<title>✗ Settings');
	for (const kept of ['value="Ann &amp; Bob"', '>bread</textarea>', '>enough</textarea>', 'value="21:00"', 'bread = bread-news</textarea>', 'value="new hours"', '<option value="soft" selected>', 'name="enabled" value="yes">']) {
		expect(text).toContain(kept);
	}
});

it('gives back an opt-in with its evidence, and a profile, where something is lacking', async () => {
	const opened = await site.submit(CONTACT, { do: 'optIn', origin: 'person', list: 'marketing', text: 'Form 12, signed', occurredAt: '', reason: 'counter' }, login);
	expect(opened.status).toBe(422);
	expect(opened.text).toMatch(/<details class="card" open><summary>Enter an opt-in/);
	for (const kept of ['<option value="person" selected>', '>Form 12, signed</textarea>', 'value="counter"']) expect(opened.text).toContain(kept);
	const profile = await site.submit(CONTACT, { do: 'profile', name: 'Ada L.', tags: 'vip', attributes: 'no sign', reason: 'met' }, login);
	expect(profile.status).toBe(422);
	for (const kept of ['value="Ada L."', 'value="vip"', '>no sign</textarea>', 'value="met"']) expect(profile.text).toContain(kept);
});

it('shows a preview as one, and saves nothing', async () => {
	const { status, text, items } = await site.submit('page=operator&view=wordings&lang=en', { do: 'preview', opt_out: 'Bye {name}', reason: 'friendlier' }, login);
	expect(status).toBe(200);
	expect(text).toContain('<p class="notice wait" role="status">A preview: nothing is saved yet.</p>');
	for (const kept of ['>Bye Maria</p>', '>Bye {name}</textarea>', 'value="friendlier"']) expect(text).toContain(kept);
	expect(items).toEqual([]);
	expect((await site.store.settings()).wordings).toEqual({});
});

it('says what the soft rule means, and what YES as a keyword does, where they are chosen', async () => {
	const { text } = await site.get(SETTINGS, login);
	expect(text).toMatch(/<select id="rule" name="rule" aria-describedby="rule-warning">[^]*id="rule-warning">Soft writes to people who never opted in\. WhatsApp asks for an opt-in/);
	expect(text).toMatch(/name="optInKeywords" dir="auto" aria-describedby="optInKeywords-warning">[^]*id="optInKeywords-warning">Don’t put YES or OK here/);
});

it('warns where the opt-in page names no business, and no longer once it does', async () => {
	site.settings.businessName = '';
	const ways = 'page=operator&view=ways';
	expect((await site.get(ways, login)).text).toContain('The opt-in page names no business yet');
	await site.submit(SETTINGS, { rule: 'required', defaultList: 'marketing', businessName: 'Ann & Bob', reason: 'new', do: 'save' }, login);
	expect((await site.get(ways, login)).text).not.toContain('names no business');
	expect((await site.get('page=opt-in')).text).toContain('Messages from Ann &amp; Bob on WhatsApp');
});

it('lets Enter in the reason opt nobody out, where it has to be chosen from what', async () => {
	await site.store.record([optIn]);
	for (const view of ['contact', 'unsubscribe']) {
		const { text } = await site.get(CONTACT.replace('view=contact', `view=${view}`), login);
		const forms = [...text.matchAll(/<form method="post"[^]*?<\/form>/g)].map(([form]) => form).filter((form) => /value="(leave|stopMarketing)/.test(form));
		expect(forms).toHaveLength(1);
		// Enter presses the first button of a form, and does nothing where that is disabled.
		expect(/<button[^>]*>/.exec(forms[0] ?? '')?.[0]).toBe('<button disabled hidden>');
		expect(text).toContain('[hidden]{display:none}');
	}
});

it('calls lists in the table by the names they have, and leaves cells empty that hold nothing', async () => {
	await site.store.saveList({ key: 'bread-news', name: 'Bread & rolls' });
	await site.store.record([optIn]);
	const { text } = await site.get('page=operator', login);
	expect(/data-label="Lists"><bdi>([^<]*)</.exec(text)?.[1]?.split(', ').sort()).toEqual(['Bread &amp; rolls', 'marketing']);
	// On a phone an empty cell is left out, label and all.
	for (const cell of ['Name', 'Tags', 'Attributes']) expect(text).toContain(`data-label="${cell}"></td>`);
});

it.each([
	['Europe/Berlin', '2026-06-03T11:00', '2026-06-03T09:00:00.000Z'],
	['America/New_York', '2026-06-03T07:30', '2026-06-03T11:30:00.000Z'],
	['UTC', '2026-01-05T10:00', '2026-01-05T10:00:00.000Z'],
	// The clock shows it twice, and never.
	['Europe/Berlin', '2025-10-26T02:30', '2025-10-26T00:30:00.000Z'],
	['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T00:30:00.000Z'],
])('takes the time of somebody’s word by the clock the page goes by: %s, %s', async (timeZone, occurredAt, moment) => {
	site.settings.timeZone = timeZone;
	expect((await site.get(CONTACT, login)).text).toContain(`(by the clock of ${timeZone})`);
	await site.submit(CONTACT, { do: 'optIn', origin: 'person', list: 'marketing', text: 'Form 12', reason: 'counter', occurredAt }, login);
	expect((await site.store.history(ADA))[0]).toMatchObject({ action: 'opt_in', occurredAt: moment });
});

it.each(['person', 'business'])('takes nothing for a time that is none, of the %s', async (origin) => {
	const answer = await site.submit(CONTACT, { do: 'optIn', origin, list: 'marketing', text: 'Form 12', reason: 'counter', occurredAt: 'yesterday' }, login);
	expect(answer.status).toBe(422);
	expect(await site.store.history(ADA)).toEqual([]);
});

it('gives back what was typed for a list where it can’t be saved yet, in its own form', async () => {
	await site.store.saveList({ key: 'bread-news', name: 'Bread news' });
	const made = await site.submit('page=operator&view=lists', { do: 'create', key: 'bread-news', name: 'More bread', description: 'Rolls, too', reason: 'fair' }, login);
	expect(made.text).toContain('There is a list bread-news already.');
	for (const kept of ['placeholder="e.g. order-updates" value="bread-news"', 'value="More bread"', '>Rolls, too</textarea>', 'value="fair"', 'value="Bread news"']) expect(made.text).toContain(kept);
	const saved = await site.submit('page=operator&view=lists', { do: 'save', key: 'bread-news', name: 'Rolls', description: '', reason: ' ' }, login);
	expect(saved.text.match(/value="Rolls"/g)).toHaveLength(1);
	expect(saved.text).not.toContain('value="Bread news"');
});
