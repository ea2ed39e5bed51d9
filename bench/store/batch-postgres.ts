import { main, pair, say } from '../support/pairs';
import { PHONE_SQL } from '../support/audience';
import { fillStore, onServer, openGround, settle } from '../support/postgres';
import type { Ground } from '../support/postgres';
import { size } from '../support/sizes';
import { asEvent, EVENT, eventColumns, NEWEST, REGISTER, registerColumns, weigh, word, words } from '../support/written';
import type { Weights, Word } from '../support/written';

/** A batch of events into PostgreSQL, beside bare typed `unnest` upserts of as many rows with the same facts in the same bytes, in one transaction. */
const STORED = size('stored', 100_000, 1_000_000);
const EVENTS = size('events', 5000, 5000);

/** Tables as large as the store's before the first batch: a register and two events a contact. */
async function fillBare({ bare }: Ground, { register, event }: Weights): Promise<void> {
	await bare.query(`create table register ${REGISTER}; create table event ${EVENT}`);
	const [contact, all] = [PHONE_SQL('n'), `generate_series(0, ${STORED - 1}) n`];
	await bare.query(`insert into register select ${contact}, 'marketing', 'person', 'in', 0, lpad(n::text, 22, '0'), repeat('r', ${register - 60}) from ${all}`);
	for (const letter of ['a', 'b']) {
		await bare.query(`insert into event select ${contact}, '${letter}' || lpad(n::text, 21, '0'), 'opt_in', 'person', 'keyword', 'marketing', 0, 0, repeat('r', ${event - 79}) from ${all}`);
	}
}

main(async () => {
	await onServer(async (server) => {
		const ground = await openGround(server, 'batch');
		const { store, bare } = ground;
		await fillStore(ground, STORED);
		const weights = await weigh(store, (contact) => asEvent(word(contact)), async (contact) =>
			(await bare.query<{ key: string; value: string }>('select key, value from consent_store where strpos(key, $1) > 0', [contact])).rows);
		await fillBare(ground, weights);
		await settle(ground);
		let batch: Word[] = [];
		say(`PostgreSQL, ${STORED} contacts stored; an event is a register of ${weights.register} bytes and an event of ${weights.event}`);
		await pair({
			name: `batch record of ${EVENTS}, half about known contacts / bare unnest upserts`,
			each: EVENTS,
			processor: ground.processor,
			goal: { ratio: 1.2 },
			rounds: 15,
			before: () => {
				batch = words(EVENTS, STORED);
			},
			ours: async () => {
				const results = await store.record(batch.map(asEvent));
				if (!results.every(({ outcome }) => outcome === 'changed' || outcome === 'unchanged')) throw new Error('an event was not recorded');
			},
			bare: async () => {
				await bare.query('begin');
				await bare.query(`insert into register select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[]) ${NEWEST}`, registerColumns(batch, weights.register));
				await bare.query(
					'insert into event select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::text[]) on conflict do nothing',
					eventColumns(batch, weights.event),
				);
				await bare.query('commit');
			},
		});
		await ground.close();
	});
});
