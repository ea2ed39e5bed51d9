import KeyvPostgres from '@keyv/postgres';
import Keyv from 'keyv';
import { phone, sample } from '../support/audience';
import { n8nPostgres } from '../support/n8n-postgres';
import { main, pair, say } from '../support/pairs';
import { fillKeyv, fillStore, fillTyped, onServer, openGround, settle } from '../support/postgres';
import { size } from '../support/sizes';

/** The gate's read beside what people build: a question an item, to Keyv or by n8n's Postgres node. */
const STORED = size('stored', 100_000, 1_000_000);
const ASKED = size('asked', 10_000, 10_000);

main(async () => {
	await onServer(async (server) => {
		const ground = await openGround(server, 'items');
		await fillStore(ground, STORED);
		await fillTyped(ground, STORED);
		const { user, password, host, port, database } = ground.config;
		const keyv = new Keyv({ store: new KeyvPostgres({ uri: `postgresql://${user}:${password}@${host}:${port}/${database}`, table: 'plain' }), throwOnErrors: true });
		keyv.on('error', () => undefined);
		await keyv.set('ready', true);
		await fillKeyv(ground, 'plain', STORED);
		await settle(ground);
		const contacts = sample(ASKED, STORED).map(phone);
		const known = await keyv.get<unknown>(`c:${phone(7)}`);
		if (known === undefined) throw new Error('Keyv finds nothing: the comparison would be with misses');
		say(`PostgreSQL, ${STORED} contacts stored`);
		const ours = async () => await ground.store.states(contacts, { lists: ['marketing'] });
		await pair({
			name: `gate read of ${ASKED} / Keyv.get per item, two keys`,
			each: ASKED,
			processor: ground.processor,
			goal: { faster: 25 },
			rounds: 5,
			ours,
			bare: async () => {
				for (const contact of contacts) {
					await keyv.get(`c:${contact}`);
					await keyv.get(`s:marketing:${contact}`);
				}
			},
		});
		const n8n = n8nPostgres(ground.config);
		await pair({
			name: `gate read of ${ASKED} / n8n's Postgres node per item`,
			each: ASKED,
			processor: ground.processor,
			goal: { faster: 15 },
			rounds: 5,
			ours,
			bare: async () =>
				await n8n.independently("select contact, scope, origin, status, at, event from typed where contact = $1 and scope in ('*', 'marketing')", contacts.map((contact) => [contact])),
		});
		await n8n.close();
		await keyv.disconnect();
		await ground.close();
	});
});
