import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

import { openStore } from '../../shared';
import { reachedOn, SENDERS } from './support/senders';
import { Stage, type Backend } from './support/stage';
import { everybody, fill, gate, phone } from './support/store-trouble';

const MINUTE = 60_000;

describe.each<Backend>(['sqlite', 'postgres'])('when one record of the store is damaged (%s)', (backend) => {
	const sender = SENDERS.http;
	let stage: Stage;
	beforeAll(async () => {
		stage = await Stage.open(backend);
		await fill(stage, 20);
	}, 5 * MINUTE);
	afterAll(async () => await stage?.close(), MINUTE);
	beforeEach(() => stage.simulator.log.clear());

	async function damage(key: string): Promise<void> {
		if (stage.store.backend === 'sqlite') {
			const database = new DatabaseSync(stage.store.filePath, { timeout: 5000 });
			expect(database.prepare("update consent_store set value = 'rubbish' where key = ?").run(key).changes).toBe(1);
			return database.close();
		}
		const { host, port, user, password, database } = stage.store;
		const client = new Client({ host, port, user, password, database });
		await client.connect();
		expect((await client.query("update consent_store set value = 'rubbish' where key = $1", [key])).rowCount).toBe(1);
		await client.end();
	}

	it('its contact is blocked and says so, and the others are decided and sent to', async () => {
		await damage(`default:c:${phone(3)}`);
		const run = await stage.run(everybody.slice(0, 20), [gate(stage.credentials.consentStoreApi ?? { id: '', name: '' }), sender.step(stage)]);
		expect(run.status).toBe('success');
		const blocked = run.json('Gate', 1).map(({ phone: number, consent }) => [number, (consent as { reason: string }).reason]);
		expect(blocked).toEqual([[phone(3), 'corrupt_record']]);
		expect(reachedOn(stage)).toEqual(everybody.slice(0, 20).map((one) => one.phone).filter((one) => one !== phone(3)));
		expect(run.json('Gate', 2)).toEqual([expect.objectContaining({ total: 20, allowed: 19, blocked: 1, byReason: { opted_in: 19, corrupt_record: 1 } })]);
	}, 2 * MINUTE);

	it('so is a contact of whom only the standing on the list asked about is damaged', async () => {
		const store = await openStore(stage.store);
		await store.record([1, 7].map((n) => ({ action: 'opt_in', contact: phone(n), lists: ['offers'], origin: 'business', source: 'import', occurredAt: Date.now() - MINUTE })));
		await store.close();
		await damage(`default:s:offers:${phone(7)}`);
		const onOffers = { ...gate(stage.credentials.consentStoreApi ?? { id: '', name: '' }), parameters: { category: 'marketing', rule: 'soft', list: 'offers' } };
		const run = await stage.run([{ phone: phone(7) }, { phone: phone(1) }], [onOffers, sender.step(stage)]);
		expect(run.json('Gate', 1)).toMatchObject([{ phone: phone(7), consent: { decision: 'block', reason: 'corrupt_record' } }]);
		expect(reachedOn(stage)).toEqual([phone(1)]);
	}, 2 * MINUTE);
});
