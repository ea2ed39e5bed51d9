import type { ConsentEventInput } from '../../shared/consent';
import type { IdentifierInput } from '../../shared/identity';
import { openStore } from '../../shared/store';
import { NOON, pieces } from '../support/audience';
import { main, pair, say } from '../support/pairs';
import { onServer, openGround, settle } from '../support/postgres';
import type { Ground } from '../support/postgres';
import { size } from '../support/sizes';

/** Gate reads of audiences that are not as plain: each in a brand of its own, beside `= any` over typed columns with its facts. */
const STORED = size('apart', 20_000, 100_000);
const ASKED = size('asked', 10_000, 10_000);

interface Audience {
	name: string;
	brand: string;
	events: (n: number) => Array<Pick<ConsentEventInput, 'contact'> & { lists: string[] }>;
	asked: (n: number) => string;
	/** What the bare question names; the contact asked about unless said. */
	bare?: (asked: string) => string[];
	lists?: string[];
	scopes: string;
}

const american = (n: number) => `+1${2_120_000_000 + n}`;
const brazilian = (n: number) => `+55119${80_000_000 + n}`;
const german = (n: number) => `+49151${10_000_000 + n}`;
const both = (contact: (n: number) => IdentifierInput, list: string) => (n: number) => [{ contact: contact(n), lists: ['*'] }, { contact: contact(n), lists: [list] }];
const MARKETING = "and scope in ('*', 'marketing')";

const AUDIENCES: Audience[] = [
	{ name: 'one event a contact', brand: 'sparse', events: (n) => [{ contact: american(n), lists: ['marketing'] }], asked: american, lists: ['marketing'], scopes: MARKETING },
	{ name: 'another list than marketing', brand: 'other', events: both(american, 'news'), asked: american, lists: ['news'], scopes: "and scope in ('*', 'news')" },
	{ name: 'every list there is (three)', brand: 'all', events: (n) => [...both(american, 'news')(n), { contact: american(n), lists: [n % 2 === 0 ? 'offers' : 'marketing'] }], asked: american, scopes: '' },
	{ name: 'numbers of Germany', brand: 'german', events: both(german, 'marketing'), asked: german, lists: ['marketing'], scopes: MARKETING },
	{ name: 'numbers of Brazil, written two ways', brand: 'brazil', events: both(brazilian, 'marketing'), asked: brazilian, bare: (asked) => [asked, asked.replace('+55119', '+5511')], lists: ['marketing'], scopes: MARKETING },
	{ name: 'number and user ID linked', brand: 'linked', events: both((n) => ({ phone: american(n), userId: `US.${10_000_000 + n}` }), 'marketing'), asked: american, lists: ['marketing'], scopes: MARKETING },
];

async function fill(ground: Ground, { brand, events }: Audience): Promise<void> {
	const store = await openStore({ ...ground.config, brand });
	const table = `typed_${brand}`;
	await ground.bare.query(`create table ${table} (contact text, scope text, origin text, status text, at bigint, event text, primary key (contact, scope, origin))`);
	for (const some of pieces(Array.from({ length: STORED }, (_, n) => n), 2500)) {
		const inputs = some.flatMap((n) =>
			events(n).map((event, which): ConsentEventInput => ({
				...event, action: n % 10 === 0 ? 'opt_out' : 'opt_in', origin: (n + which) % 3 === 0 ? 'business' : 'person', source: 'page', occurredAt: NOON + n, id: `${which} ${n}`,
			})),
		);
		const results = await store.record(inputs);
		await ground.bare.query(`insert into ${table} select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[]) on conflict do nothing`, [
			results.map(({ contact }) => contact), inputs.map(({ lists }) => lists?.[0]), inputs.map(({ origin }) => origin), inputs.map(({ action }) => action), inputs.map(({ occurredAt }) => occurredAt), results.map(({ eventId }) => eventId),
		]);
	}
	await store.close();
}

main(async () => {
	await onServer(async (server) => {
		const ground = await openGround(server, 'apart');
		for (const audience of AUDIENCES) await fill(ground, audience);
		await settle(ground);
		say(`PostgreSQL, ${STORED} contacts of each kind stored`);
		for (const { name, brand, asked, bare = (one: string) => [one], lists, scopes } of AUDIENCES) {
			const store = await openStore({ ...ground.config, brand });
			const contacts = Array.from({ length: ASKED }, () => asked(Math.floor(Math.random() * STORED * 1.1)));
			const states = await store.states(contacts, lists === undefined ? {} : { lists });
			const found = states.filter(({ status }) => status !== 'none').length;
			if (found < ASKED * 0.85) throw new Error(`${name}: only ${found} of ${ASKED} are found`);
			await pair({
				name: `gate read of ${ASKED}, ${name}`,
				each: ASKED,
				processor: ground.processor,
				ours: async () => await store.states(contacts, lists === undefined ? {} : { lists }),
				bare: async () => {
					const found: unknown[][] = [];
					for (const some of pieces(contacts, 5000)) {
						const { rows } = await ground.bare.query(`select contact, scope, origin, status, at, event from typed_${brand} where contact = any($1) ${scopes}`, [some.flatMap(bare)]);
						found.push(rows);
					}
					return found;
				},
			});
			await store.close();
		}
		await ground.close();
	});
});
