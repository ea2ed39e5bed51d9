import KeyvPostgres from '@keyv/postgres';
import Keyv from 'keyv';
import { newcomer } from '../support/audience';
import { main, pair, say } from '../support/pairs';
import { fillStore, onServer, openGround, settle } from '../support/postgres';
import { size } from '../support/sizes';
import { bareFile, inFolder, openFilled } from '../support/sqlite';
import { asEvent, EVENT, eventColumns, word } from '../support/written';
import type { Word } from '../support/written';

/** One event alone, as a webhook brings it, beside one bare `Keyv.set`; on SQLite beside one bare insert. Each waits for the disk. */
const STORED = size('stored', 100_000, 1_000_000);
const EVENTS = 100;

async function onPostgres(): Promise<void> {
	await onServer(async (server) => {
		const ground = await openGround(server, 'alone');
		await fillStore(ground, STORED);
		const { user, password, host, port, database } = ground.config;
		const keyv = new Keyv({ store: new KeyvPostgres({ uri: `postgresql://${user}:${password}@${host}:${port}/${database}`, table: 'plain' }), throwOnErrors: true });
		keyv.on('error', () => undefined);
		await keyv.set('ready', true);
		await settle(ground);
		let some: Word[] = [];
		say(`PostgreSQL, ${STORED} contacts stored`);
		await pair({
			name: 'one event alone / one Keyv.set of the same event',
			each: EVENTS,
			processor: ground.processor,
			goal: { ratio: 1.5 },
			rounds: 15,
			before: () => {
				some = Array.from({ length: EVENTS }, () => word(newcomer()));
			},
			ours: async () => {
				for (const one of some) await ground.store.record([asEvent(one)]);
			},
			bare: async () => {
				for (const one of some) await keyv.set(one.id, asEvent(one));
			},
		});
		await keyv.disconnect();
		await ground.close();
	});
}

async function onSqlite(): Promise<void> {
	await inFolder(async (home) => {
		const { store } = await openFilled(home, 'store', STORED);
		const bare = bareFile(home, 'bare');
		bare.exec(`create table event ${EVENT} without rowid`);
		const insert = bare.prepare('insert into event values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
		let some: Word[] = [];
		say(`SQLite, ${STORED} contacts stored`);
		await pair({
			name: 'SQLite one event alone / one bare insert, synchronous=FULL',
			each: EVENTS,
			goal: { ratio: 1.5 },
			rounds: 15,
			before: () => {
				some = Array.from({ length: EVENTS }, () => word(newcomer()));
			},
			ours: async () => {
				for (const one of some) await store.record([asEvent(one)]);
			},
			bare: async () => {
				for (const one of some) insert.run(...eventColumns([one], 400).map(([cell]) => cell as string | number));
				await Promise.resolve();
			},
		});
		bare.close();
		await store.close();
	});
}

main(async () => {
	await onPostgres();
	await onSqlite();
});
