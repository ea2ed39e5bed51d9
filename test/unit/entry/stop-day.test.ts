import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore, optOutEntry, recordEntries } from '../../../shared';
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

	it.each(['04/03/2026', '3.4.2026', '03/04/2026 09:30'])('on %s, which may be in March or April, counts from the later, or from now where that is to come', async (day) => {
		await start('2026-03-10T10:00:00Z');
		await WAYS[way](day);
		expect(await status()).toBe('opted_out');
	});

	it.each(['2026-03-04', '2026-03-05T08:00:00Z', '02/13/2026'])('on %s is undone by what the person says afterwards', async (day) => {
		await WAYS[way](day);
		await start('2026-03-05T10:00:00Z');
		expect(await status()).toBe('opted_in');
	});

	it('is no reason to break off where its date is beyond all dates', async () => {
		await WAYS[way]('+275760-09-13T00:00Z');
		await WAYS[way]('+275760-09-13');
		expect(await status()).toBe(way === 'imported' ? 'opted_out' : 'none');
	});

	it('is the same opt-out when its row comes again', async () => {
		const [first] = await WAYS[way]('2026-03-05');
		const [again] = await WAYS[way]('2026-03-05');
		expect(again?.eventId).toBe(first?.eventId);
		expect(await store.history(ADA)).toHaveLength(1);
	});
});
