import { hiddenFields, Site } from './support/site';

let site: Site;
beforeEach(async () => {
	site = await Site.open();
});
afterEach(() => site.close());

const PHONE = '+14155552671';
const signUp = { number: '415 555 2671', country: 'US', agreed: 'yes', name: 'Maria' };
const stop = { action: 'opt_out', contact: PHONE, origin: 'person', source: 'whatsapp', door: 'keyword' } as const;
const state = async () => (await site.store.records([PHONE]))[0];

it('keeps the whole wording that was shown, its version, business and source tag as evidence', async () => {
	const answer = await site.submit('page=opt-in&list=marketing&lang=de&tag=Flyer%20Mai', signUp);
	expect(answer.text).toContain('Vielen Dank!');
	const [event] = await site.store.history(PHONE);
	expect(event).toMatchObject({
		action: 'opt_in',
		door: 'page',
		lists: ['marketing'],
		evidence: {
			wording: expect.stringContaining('☑ Ja, Blue Door Bakery darf mir per WhatsApp Neuigkeiten und Angebote schicken.'),
			wordingVersion: expect.stringMatching(/^[0-9a-f]{16}$/),
			businessName: 'Blue Door Bakery',
			basis: 'express',
			language: 'de',
			sourceTag: 'Flyer Mai',
		},
	});
	expect(event?.evidence).not.toHaveProperty('ip');
	expect(answer.items).toEqual([
		{ output: 'optIn', json: expect.objectContaining({ action: 'opt_in', contact: PHONE, phone: PHONE, name: 'Maria', door: 'page', changed: true, status: 'opted_in', language: 'de', sourceTag: 'Flyer Mai' }) },
	]);
});

it('keeps IP address and browser only when that is switched on', async () => {
	site.settings.keepAddress = true;
	await site.submit('page=opt-in', signUp, { 'user-agent': 'Firefox' });
	expect((await site.store.history(PHONE))[0]?.evidence).toMatchObject({ ip: '192.0.2.1', userAgent: 'Firefox' });
});

it('shows an unticked box, and records nothing when it stays so', async () => {
	const page = await site.get('page=opt-in');
	expect(page.text).toMatch(/<input type="checkbox" id="agreed" name="agreed" value="yes" required>/);
	const { agreed, ...unticked } = signUp;
	const answer = await site.submit('page=opt-in', unticked);
	expect(answer.status).toBe(422);
	expect(answer.text).toContain('Please tick the box');
	expect(answer.items).toEqual([]);
	expect(await state()).toMatchObject({ status: 'none' });
});

it('waits for the person’s own confirmation where they said stop before, without telling the visitor so', async () => {
	const toStranger = await site.submit('page=opt-in', { ...signUp, number: '4155550000' });
	await site.store.record([{ ...stop, occurredAt: site.now - 1000 }]);
	const answer = await site.submit('page=opt-in', signUp);
	expect(await state()).toMatchObject({ status: 'opted_out' });
	expect(answer.items).toEqual([{ output: 'optIn', json: expect.objectContaining({ pending: true, status: 'opted_out', changed: expect.any(Boolean) }) }]);
	const visible = (text: string): string => text.replace(/nonce="[^"]+"/g, '');
	expect(visible(answer.text)).toBe(visible(toStranger.text));
});

it.each([
	['blocked', { ...stop, action: 'block', origin: 'business' }],
	['stopped by WhatsApp’s own switch', { ...stop, action: 'platform_stop', phoneNumberId: '1' }],
	['perhaps asking to stop', { ...stop, action: 'opt_out_likely', id: 'x' }],
] as const)('does not opt in who is %s', async (_, event) => {
	await site.store.record([{ ...event, occurredAt: site.now - 1000 }]);
	await site.submit('page=opt-in', signUp);
	expect((await state())?.status).not.toBe('opted_in');
});

it('never outranks a stop that was said before and arrives late', async () => {
	await site.submit('page=opt-in', signUp);
	expect(await state()).toMatchObject({ status: 'opted_in' });
	await site.store.record([{ ...stop, occurredAt: site.now - 300_000, id: 'wamid.late' }]);
	expect(await state()).toMatchObject({ status: 'opted_out' });
	await site.store.record([{ ...stop, action: 'opt_in', lists: ['marketing'], occurredAt: site.now + 1000, id: 'wamid.start' }]);
	expect(await state()).toMatchObject({ status: 'opted_in' });
});

it('makes every opt-in wait under double opt-in', async () => {
	site.settings.doubleOptIn = true;
	const answer = await site.submit('page=opt-in', signUp);
	expect(answer.text).toContain('Please confirm there');
	expect(await state()).toMatchObject({ status: 'pending' });
	expect(answer.items[0]?.json).toMatchObject({ pending: true, status: 'pending' });
});

it('never lets a stop that arrives meanwhile lose against an opt-in sent before', async () => {
	const page = await site.get('page=opt-in');
	await site.store.record([{ ...stop, occurredAt: site.now }]);
	await site.post('page=opt-in', { ...hiddenFields(page.text), ...signUp });
	expect(await state()).toMatchObject({ status: 'opted_out' });
});

it('records a form that is sent twice once', async () => {
	const form = { ...hiddenFields((await site.get('page=opt-in')).text), ...signUp };
	const [first, second] = [await site.post('page=opt-in', form), await site.post('page=opt-in', form)];
	expect(first.items).toHaveLength(1);
	expect(second.items).toHaveLength(0);
	expect(await site.store.history(PHONE)).toHaveLength(1);
});

it('takes no form that it did not make, that is too old, or whose wording has changed since', async () => {
	const fields = hiddenFields((await site.get('page=opt-in')).text);
	expect((await site.post('page=opt-in', { ...signUp, token: `${fields.token}x` })).status).toBe(409);
	site.settings = { ...site.settings, texts: { '*': { often: 'Daily' } } };
	expect((await site.post('page=opt-in', { ...signUp, ...fields })).status).toBe(409);
	site.settings = { ...site.settings, texts: {} };
	site.now += 13 * 3_600_000;
	expect((await site.post('page=opt-in', { ...signUp, ...fields })).status).toBe(409);
	expect(await state()).toMatchObject({ status: 'none' });
});

it('thanks a program that fills in every field, and records nothing', async () => {
	const answer = await site.submit('page=opt-in', { ...signUp, website: 'https://spam.example' });
	expect(answer.status).toBe(200);
	expect(answer.items).toEqual([]);
	expect(await state()).toMatchObject({ status: 'none' });
});

it('takes only so many from one address in an hour, and only so many for one number', async () => {
	site.settings.optInsPerHour = 3;
	for (let visitor = 0; visitor < 3; visitor++) expect((await site.submit('page=opt-in', { ...signUp, number: `415555300${visitor}` })).status).toBe(200);
	expect((await site.submit('page=opt-in', { ...signUp, number: '4155553009' })).status).toBe(429);
	site.now += 3_600_001;
	site.settings.optInsPerHour = 100;
	for (let time = 0; time < 5; time++) expect((await site.submit('page=opt-in', signUp)).status).toBe(200);
	expect((await site.submit('page=opt-in', signUp)).status).toBe(429);
});

it('leaves a name that is known as it is', async () => {
	await site.store.updateProfile(PHONE, { name: 'Maria Gómez' });
	await site.submit('page=opt-in', { ...signUp, name: 'Mallory' });
	expect(await state()).toMatchObject({ name: 'Maria Gómez' });
});

it('has a page for the lists that are offered and for no others', async () => {
	expect((await site.get('page=opt-in&list=bread-news')).status).toBe(200);
	expect((await site.get('page=opt-in&list=secret')).status).toBe(404);
	site.settings.pages = ['operator'];
	expect((await site.get('page=opt-in')).status).toBe(404);
});

it.each([
	['ar', 'rtl', 'رسائل Blue Door Bakery على واتساب'],
	['he', 'rtl', 'הודעות מ-Blue Door Bakery בוואטסאפ'],
	['ja', 'ltr', 'WhatsAppでのBlue Door Bakeryからのメッセージ'],
	['pt-BR', 'ltr', 'Mensagens de Blue Door Bakery no WhatsApp'],
	['xx', 'ltr', 'Messages from Blue Door Bakery on WhatsApp'],
])('speaks %s', async (lang, dir, title) => {
	const page = await site.get(`page=opt-in&lang=${lang}`);
	expect(page.text).toContain(`dir="${dir}"`);
	expect(page.text).toContain(`<h1>${title}</h1>`);
	expect((await site.get('page=opt-in', { 'accept-language': `tlh, ${lang};q=0.9, fr;q=0.1` })).text).toContain(lang === 'xx' ? 'Messages de Blue Door Bakery' : title);
});

it('says everything in the operator’s own words where there are any, harmlessly', async () => {
	site.settings.texts = { '*': { consent: '<b>Yes</b> {business}' } };
	site.settings.businessName = 'Ann & "Bob"';
	expect((await site.get('page=opt-in')).text).toContain('&lt;b&gt;Yes&lt;/b&gt; Ann &amp; &quot;Bob&quot;');
});

it('may not be framed, cached, or run a script', async () => {
	const { headers, text } = await site.get('page=opt-in');
	expect(headers).toMatchObject({ 'Cache-Control': 'no-store', 'X-Frame-Options': 'DENY', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' });
	expect(headers['Content-Security-Policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'.*sandbox (?!.*allow-scripts)(?!.*allow-same-origin)/);
	expect(text).not.toContain('<script');
});
