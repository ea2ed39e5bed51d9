import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore, optInEntry, optOutEntry, recordEntries } from '../../../shared';
import type { ConsentStore } from '../../../shared';

const NOW = Date.parse('2026-03-20T12:00:00Z');
const ADA = '+15551234567';

const folder = mkdtempSync(join(tmpdir(), 'stop-day-'));
let store: ConsentStore;
let stores = 0;
beforeEach(async () => {
	store = await openStore({ backend: 'sqlite', filePath: join(folder, `${++stores}.sqlite`) }, { now: () => NOW });
});
afterEach(async () => await store.close());
afterAll(() => rmSync(folder, { recursive: true }));

const start = async (occurredAt: string) => await store.record([{ action: 'opt_in', contact: ADA, origin: 'person', source: 'keyword', occurredAt }]);
const status = async () => (await store.states([ADA]))[0]?.status;
const WAYS = {
	entered: async (occurredAt: string) => await recordEntries(store, [{ contact: ADA, entry: optOutEntry({ contact: ADA, source: 'desk', origin: 'person', scope: 'marketing', occurredAt }, NOW) }]),
	imported: async (occurredAt: string) => await store.import([{ contact: ADA, status: 'opted_out', occurredAt }]),
};

describe.each(['entered', 'imported'] as const)('an opt-out that is %s', (way) => {
	it.each(['2026-03-05', '5 March 2026', '03/05/2026', '5.3.2026', '05/03/2026'])('with the day %s alone stands against an opt-in of that day', async (day) => {
		await start('2026-03-05T10:00:00Z');
		await WAYS[way](day);
		expect(await status()).toBe('opted_out');
	});

	it.each(['04/03/2026', '3.4.2026', '03/04/2026 09:30', '03/04/26', '3.4.26', '03-04-26 09:30', '03 04 2026'])('on %s, which may be in March or April, counts from the later, or from now where that is to come', async (day) => {
		await start('2026-03-10T10:00:00Z');
		await WAYS[way](day);
		expect(await status()).toBe('opted_out');
	});

	it.each(['2026-03-04', '2026-03-05T08:00:00Z', '02/13/2026'])('on %s is undone by what the person says afterwards', async (day) => {
		await WAYS[way](day);
		await start('2026-03-05T10:00:00Z');
		expect(await status()).toBe('opted_in');
	});

	it.each(['3/4', 'March 4', '4 Mar', '2026', 'Mar 2026', '2026-03', '03/2026', '12', '1'])('on “%s”, which names no day, counts from now, for everything, and says so', async (day) => {
		await start('2026-03-10T10:00:00Z');
		const [result] = await WAYS[way](day);
		expect(result).toMatchObject({ lists: ['*'], reason: expect.stringContaining('occurredAt: is not a date and time') });
		expect(await status()).toBe('opted_out');
	});

	it.each(['Wed, 04 Mar 2026 10:00:00 GMT', 'Wed Mar 04 2026 10:00:00 GMT+0100 (Central European Standard Time)', '4 March 2026, 10:00 +0200', 'March 4, 2026', '2026/3/4', '2026-03-04T10:00+02:00', '2026-03-04 10:00'])('on %s is taken at its word', async (day) => {
		expect((await WAYS[way](day))[0]).not.toHaveProperty('reason');
		await start('2026-03-05T10:00:00Z');
		expect(await status()).toBe('opted_in');
	});

	it('is no reason to break off where its date is beyond all dates', async () => {
		await WAYS[way]('+275760-09-13T00:00Z');
		await WAYS[way]('+275760-09-13');
		expect(await status()).toBe('opted_out');
	});

	it('is the same opt-out when its row comes again', async () => {
		const [first] = await WAYS[way]('2026-03-05');
		const [again] = await WAYS[way]('2026-03-05');
		expect(again?.eventId).toBe(first?.eventId);
		expect(await store.history(ADA)).toHaveLength(1);
	});
});

describe('an opt-out that is entered with a slip', () => {
	const enter = async (slip: object, contact = ADA) =>
		(await recordEntries(store, [{ contact, entry: optOutEntry({ contact, source: 'desk', origin: 'person', scope: 'marketing', ...slip }, NOW) }]))[0];

	it.each([
		['its date', { occurredAt: 'yesterday', lists: ['news'] }, 'occurredAt: is not a date'],
		['its list', { lists: ['Our News'] }, 'lists.0: must be list keys'],
		['its date, for every kind of message', { occurredAt: 'yesterday', scope: 'everything' }, 'occurredAt: is not a date'],
	])('in %s counts from now, for everything, and says so', async (_, slip, reason) => {
		await start('2026-03-05T10:00:00Z');
		expect(await enter(slip)).toMatchObject({ outcome: 'changed', lists: 'scope' in slip ? [] : ['*'], reason: expect.stringContaining(reason), occurredAt: '2026-03-20T12:00:00.000Z' });
		expect(await status()).toBe('scope' in slip ? 'blocked' : 'opted_out');
	});

	it('in its contact, or without a source, is invalid: nobody knows whose it is, or where from', async () => {
		expect(await enter({}, 'nobody')).toMatchObject({ outcome: 'invalid', reason: expect.stringContaining('contact: ') });
		expect(await enter({ source: '' })).toMatchObject({ outcome: 'invalid', reason: 'source: is missing' });
	});

	it('counts also where the number is written without its country, which only the store knows', async () => {
		const german = await openStore({ backend: 'sqlite', filePath: join(folder, 'german.sqlite'), defaultCountry: 'DE' }, { now: () => NOW });
		const contact = '0151 23456789';
		const [result] = await recordEntries(german, [{ contact, entry: optOutEntry({ contact, source: 'desk', origin: 'person', scope: 'marketing', occurredAt: 'yesterday' }, NOW) }]);
		expect(result).toMatchObject({ contact: '+4915123456789', outcome: 'changed', status: 'opted_out', reason: expect.stringContaining('occurredAt: is not a date') });
		await german.close();
	});
});

describe('an opt-in dated by the day', () => {
	const WORD = {
		entered: async (occurredAt: string) =>
			await recordEntries(store, [{ contact: ADA, entry: optInEntry({ contact: ADA, source: 'desk', origin: 'person', evidence: { text: 'signed form 12' }, occurredAt }, NOW) }]),
		imported: async (occurredAt: string) => await store.import([{ contact: ADA, status: 'opted_in', occurredAt }]),
	};

	it.each(['03/02/2026', '3.2.26', '03/02/2026 09:30'])('on %s, which may be in February or March, undoes no STOP of between the two', async (day) => {
		await store.record([{ action: 'opt_out', contact: ADA, origin: 'person', source: 'keyword', occurredAt: '2026-02-20T10:00:00Z' }]);
		await WORD.entered(day);
		expect(await status()).toBe('opted_out');
	});

	it('undoes an earlier one, and is kept as it was written where it can mean one day only', async () => {
		await store.record([{ action: 'opt_out', contact: ADA, origin: 'person', source: 'keyword', occurredAt: '2026-02-20T10:00:00Z' }]);
		await WORD.entered('2026-03-02T09:30:00Z');
		expect(await status()).toBe('opted_in');
		expect((await store.history(ADA)).at(-1)).toMatchObject({ occurredAt: '2026-03-02T09:30:00.000Z' });
	});

	it.each(['entered', 'imported'] as const)('is invalid when %s without day, month or year: it would prove nothing', async (way) => {
		for (const day of ['3/4', 'March 4', 'Mar 2026', '2026', '1']) {
			expect((await WORD[way](day))[0]).toMatchObject({ outcome: 'invalid', reason: expect.stringContaining('occurredAt: is not a date and time') });
		}
		expect(await status()).toBe('none');
	});
});
