import { closeSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { reachedOn, SENDERS } from './support/senders';
import { Stage } from './support/stage';
import { everybody, fill, gate, MANY, phone, storeCredential, type Credential } from './support/store-trouble';

const MINUTE = 60_000;

describe.each([SENDERS.http, SENDERS.oursBehindGate])('when the SQLite file fails the gate, with $name behind it', (sender) => {
	let stage: Stage;
	let file: string;
	let store: Credential;

	beforeAll(async () => {
		stage = await Stage.open('sqlite');
		if (stage.store.backend !== 'sqlite') throw new Error('not on SQLite');
		file = stage.store.filePath;
		store = stage.credentials.consentStoreApi ?? { id: '', name: '' };
		await fill(stage, MANY);
	}, 5 * MINUTE);
	afterAll(async () => await stage?.close(), MINUTE);
	beforeEach(() => stage.simulator.log.clear());

	it('by being no database: nobody is sent to', async () => {
		const other = `${file}.txt`;
		writeFileSync(other, 'This is no database. '.repeat(1000));
		const credential = await storeCredential(stage.n8n, 'A text', { backend: 'sqlite', filePath: other });
		for (const settings of [{}, { onError: 'continueErrorOutput' }]) {
			await stage.run(everybody.slice(0, 5), [gate(credential, settings), sender.step(stage)]);
			expect(reachedOn(stage)).toEqual([]);
		}
	}, 2 * MINUTE);

	it('by being written to for a while by somebody else: whoever may be sent to is', async () => {
		const other = new DatabaseSync(file, { timeout: 5000 });
		other.exec('begin immediate');
		setTimeout(() => {
			other.exec('rollback');
			other.close();
		}, 1500);
		await stage.run([{ phone: phone(0) }, { phone: '+15559999999' }], [gate(store), sender.step(stage)]);
		expect(reachedOn(stage)).toEqual([phone(0)]);
	}, 2 * MINUTE);

	it('by breaking half-way through many items: nobody is sent to', async () => {
		const checkpoint = new DatabaseSync(file, { timeout: 5000 });
		checkpoint.exec('pragma wal_checkpoint(truncate)');
		checkpoint.close();
		const half = Math.floor(statSync(file).size / 2 / 4096) * 4096;
		const damaged = openSync(file, 'r+');
		for (let at = half; at < statSync(file).size; at += 4096) writeSync(damaged, Buffer.alloc(4096, 0xff), 0, 4096, at);
		closeSync(damaged);
		const soft = { ...gate(store), parameters: { category: 'marketing', rule: 'soft' } };
		const run = await stage.run(everybody, [soft, sender.step(stage)]);
		expect(run.status).toBe('error');
		expect(reachedOn(stage)).toEqual([]);
	}, 2 * MINUTE);
});
