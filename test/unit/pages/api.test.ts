import { API_SECRET, Site } from './support/site';

let site: Site;
beforeEach(async () => {
	site = await Site.open();
});
afterEach(() => site.close());

const bearer = { authorization: `Bearer ${API_SECRET}` };
const post = async (items: unknown, headers: Record<string, string> = {}) => await site.postJson('page=api', { items }, { ...bearer, ...headers });

it('answers one outcome per item, in order, and hands on what counted', async () => {
	await site.store.record([{ action: 'opt_out', contact: '+14155552672', origin: 'person', source: 'whatsapp', door: 'keyword', occurredAt: site.now - 1000 }]);
	const answer = await post([
		{ action: 'opt_in', phone: '+14155552671', lists: ['marketing'], source: 'shop', name: 'Maria' },
		{ action: 'opt_in', phone: '+14155552672' },
		{ action: 'opt_in', phone: 'nobody' },
		{ action: 'opt_in', phone: '+14155552673', origin: 'person' },
		{ action: 'dance', phone: '+14155552674' },
		{ action: 'opt_out', phone: 14155552675, scope: 'everything' },
	]);
	expect(answer.status).toBe(200);
	expect(JSON.parse(answer.text).results).toEqual([
		expect.objectContaining({ contact: '+14155552671', outcome: 'changed', status: 'opted_in' }),
		expect.objectContaining({ contact: '+14155552672', outcome: 'refused', reason: 'person_opted_out', status: 'opted_out' }),
		expect.objectContaining({ contact: 'nobody', outcome: 'invalid' }),
		expect.objectContaining({ contact: '+14155552673', outcome: 'invalid', reason: expect.stringContaining('occurredAt') }),
		expect.objectContaining({ contact: '+14155552674', outcome: 'invalid', reason: expect.stringContaining('action') }),
		expect.objectContaining({ contact: '+14155552675', outcome: 'changed', status: 'blocked' }),
	]);
	expect(answer.items.map(({ output, json }) => [output, json.contact])).toEqual([
		['optIn', '+14155552671'],
		['optOut', '+14155552675'],
	]);
	for (const { json } of answer.items) expect(json.door).toBe('api');
	expect((await site.store.history('+14155552671'))[0]).toMatchObject({ origin: 'business', door: 'api', source: 'shop' });
});

it('records a batch once under its key, and takes the key for no other', async () => {
	const items = [{ action: 'opt_in', phone: '+14155552671' }];
	const first = await post(items, { 'idempotency-key': 'order 17' });
	site.now += 60_000;
	const second = await post(items, { 'idempotency-key': 'order 17' });
	expect(JSON.parse(second.text)).toEqual({ ...JSON.parse(first.text), repeated: true });
	expect(second.items).toEqual([]);
	expect(await site.store.history('+14155552671')).toHaveLength(1);
	expect((await post([{ action: 'opt_in', phone: '+14155552672' }], { 'idempotency-key': 'order 17' })).status).toBe(422);
});

it('records a batch that was broken off before its answer once, and answers the repetition as the first time', async () => {
	const items = [{ action: 'opt_in', phone: '+14155552671' }, { action: 'opt_out', phone: '+14155552672' }];
	const finish = jest.spyOn(site.store, 'finish').mockRejectedValueOnce(new Error('the process died'));
	await expect(post(items, { 'idempotency-key': 'order 18' })).rejects.toThrow('the process died');
	finish.mockRestore();
	expect((await post(items, { 'idempotency-key': 'order 18' })).status).toBe(409);
	site.now += 120_000;
	const again = await post(items, { 'idempotency-key': 'order 18' });
	expect(JSON.parse(again.text).results).toMatchObject([{ outcome: 'changed', status: 'opted_in' }, { outcome: 'changed', status: 'opted_out' }]);
	for (const { phone } of items) expect(await site.store.history(phone)).toHaveLength(1);
});

it('takes an opt-out also where something beside it is a slip, as one of everything from now, and says so', async () => {
	const answer = await post([{ phone: '+14155552671' }, null, { action: 'opt_out', phone: '+14155552672', lists: ['Not A List'] }, { action: 'opt_out', phone: '+14155552673', scope: 'all', occurredAt: 5 }, { action: 'opt_out', phone: 'nobody' }]);
	expect(JSON.parse(answer.text).results).toMatchObject([
		{ outcome: 'invalid' },
		{ outcome: 'invalid' },
		{ outcome: 'changed', status: 'opted_out', reason: expect.stringContaining('lists') },
		{ outcome: 'changed', status: 'opted_out', reason: expect.stringContaining('scope') },
		{ outcome: 'invalid' },
	]);
	expect(await site.store.records(['+14155552672', '+14155552673'])).toMatchObject([{ everything: { status: 'opted_out' } }, { everything: { status: 'opted_out' } }]);
});

it('lets nobody in without the secret, slows who guesses, and refuses nobody behind the same proxy who knows it', async () => {
	const items = [{ action: 'opt_in', phone: '+14155552671' }];
	for (let guess = 0; guess < 5; guess++) expect((await post(items, { authorization: `Bearer ${guess}` })).status).toBe(401);
	expect((await post(items, { authorization: 'Bearer 6' })).status).toBe(429);
	expect(await site.store.history('+14155552671')).toEqual([]);
	expect((await post(items)).status).toBe(200);
	expect((await post(items, { authorization: 'Bearer 7' })).status).toBe(429);
});

it('is off without a secret, also for those who send none', async () => {
	site.secrets = { ...site.secrets, apiSecret: '' };
	expect((await post([{ action: 'opt_in', phone: '+14155552671' }], { authorization: 'Bearer ' })).status).toBe(404);
});

it.each([undefined, null, 'x', {}, { items: [] }, { items: {} }, { items: Array.from({ length: 1001 }, () => ({})) }])('says what is wrong with a body', async (body) => {
	const answer = await site.postJson('page=api', body, bearer);
	expect(answer.status).toBe(400);
	expect(JSON.parse(answer.text).error).toContain('items');
});

it('is not there for lookers', async () => {
	expect((await site.get('page=api', bearer)).status).toBe(405);
});
