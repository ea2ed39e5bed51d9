import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { openStore, receive, understand, type ConsentStore } from '../../../shared';
import { readSettings } from '../../../shared/receiving';
import { NOON, NUMBER, optionsFrom, says, together } from './support';

const ADA = { waId: '15551230001', name: 'Ada' };
const BEN = { waId: '15551230002', name: 'Ben' };
const OPTIONS = optionsFrom({});

let home: string;
let filePath: string;
let store: ConsentStore;

beforeEach(async () => {
	home = mkdtempSync(join(tmpdir(), 'receiving-damage-'));
	filePath = join(home, 'consent.sqlite');
	store = await openStore({ backend: 'sqlite', filePath }, { now: () => NOON + 60_000 });
});
afterEach(async () => {
	await store.close();
	rmSync(home, { recursive: true, force: true });
});

/** Half a row, as a failing disk leaves it. */
function damage(which: (key: string) => boolean): number {
	const database = new DatabaseSync(filePath);
	const table = String(database.prepare("select name from sqlite_master where type = 'table' limit 1").get()?.name);
	const keys = database.prepare(`select key from "${table}"`).all().map(({ key }) => String(key)).filter(which);
	for (const key of keys) database.prepare(`update "${table}" set value = '{"value":{"at' where key = ?`).run(key);
	database.close();
	return keys.length;
}

/** Rows there are now and were not before something was done. */
async function rowsOf(work: () => Promise<unknown>): Promise<Set<string>> {
	const all = (): string[] => {
		const database = new DatabaseSync(filePath, { readOnly: true });
		const table = String(database.prepare("select name from sqlite_master where type = 'table' limit 1").get()?.name);
		const keys = database.prepare(`select key from "${table}"`).all().map(({ key }) => String(key));
		database.close();
		return keys;
	};
	const before = new Set(all());
	await work();
	return new Set(all().filter((key) => !before.has(key)));
}

const hear = async (webhook: unknown, options = OPTIONS) => await receive(understand(webhook, options, NOON), store, options, NOON);

describe('damaged settings', () => {
	it('keep no opt-out waiting: built-in words count, the last known settings go on, and nothing is made easier', async () => {
		const rows = await rowsOf(async () => await store.updateSettings({ optOutKeywords: ['no more pizza'] }));
		const last = await readSettings(store);
		expect(last).toMatchObject({ damaged: false, settings: { optOutKeywords: ['no more pizza'] } });
		expect(damage((key) => rows.has(key))).toBeGreaterThan(0);
		await expect(readSettings(store)).resolves.toEqual({ damaged: true });
		await expect(readSettings(store, last.settings)).resolves.toEqual({ damaged: true, settings: last.settings });

		const unsure = { ...OPTIONS, settingsDamaged: true };
		const [stop, start] = await hear(together(says(ADA, 'STOP'), says(BEN, 'START')), unsure);
		expect(stop).toMatchObject({ output: 'optOut', json: { action: 'opt_out', changed: true, status: 'opted_out' } });
		expect(start).toMatchObject({ output: 'other', json: { status: 'none', note: expect.stringContaining('settings in the consent store are damaged') } });
	});
});

describe('a damaged memory', () => {
	it('of a delivered signal counts as none: the signal is emitted again, and the rest of the delivery too', async () => {
		const stop = says(ADA, 'STOP', { id: 'wamid.damaged' });
		const signals = await rowsOf(async () => await store.rememberSignals(['message:wamid.damaged']));
		await hear(stop);
		await store.handedOver(['message:wamid.damaged']);
		await expect(hear(stop)).resolves.toEqual([]);
		expect(damage((key) => signals.has(key))).toBeGreaterThan(0);
		const again = await hear(together(stop, says(BEN, 'STOP')));
		expect(again.map(({ json }) => [json.contact, json.action, json.redelivered])).toEqual([['+15551230001', 'opt_out', true], ['+15551230002', 'opt_out', undefined]]);
	});

	it('of one contact blocks only that contact, whose opt-out is recorded all the same', async () => {
		const rows = await rowsOf(async () => await hear(says(ADA, 'START')));
		expect(damage((key) => rows.has(key))).toBeGreaterThan(0);
		const heard = await hear(together(says(ADA, 'Hello'), says(ADA, 'STOP'), says(BEN, 'START')));
		expect(heard.map(({ json }) => [json.contact, json.action])).toEqual([['+15551230001', undefined], ['+15551230001', 'opt_out'], ['+15551230002', 'opt_in']]);
		expect((await store.states([{ waId: BEN.waId }]))[0]).toMatchObject({ status: 'opted_in' });
		expect((await store.states([{ waId: ADA.waId }]))[0]?.status).not.toBe('opted_in');
	});

	it('of a message we sent ties nobody, and holds up nobody', async () => {
		const rows = await rowsOf(async () => await store.noteSent([{ contact: '+15551230001', messageId: 'wamid.ours', phoneNumberId: NUMBER.phoneNumberId, at: NOON - 1000 }]));
		expect(damage((key) => rows.has(key))).toBeGreaterThan(0);
		const noor = { userId: 'US.13491208655302741918', name: 'Noor' };
		const heard = await hear(together(says(noor, 'STOP', { answers: 'wamid.ours' }), says(BEN, 'STOP')));
		expect(heard.map(({ json }) => [json.contact, json.action])).toEqual([[noor.userId, 'opt_out'], ['+15551230002', 'opt_out']]);
	});
});
