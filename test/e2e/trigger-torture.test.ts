import type { N8nOptions } from './support/n8n';
import { deliveriesOf, folded, oracle, randomFrom, signalsOf, standingOf, type Signal } from './support/torture';
import { TriggerGround, type StoreKind } from './support/trigger-ground';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { startRedis, type TestRedis } from '../support/redis';

const MINUTE = 60_000;

/** `TORTURE=1` runs the full size, and queue mode besides; without it everything is smaller. */
const FULL = process.env.TORTURE === '1';
const SIZE = FULL ? { people: 500, signals: 5000, most: 20 } : { people: 100, signals: 1000, most: 12 };
const CLIENTS = 4;
const SEED = 20260301;

interface Variant {
	name: string;
	store: StoreKind;
	queue?: true;
}
const VARIANTS: Variant[] = [
	{ name: 'SQLite', store: 'sqlite' },
	{ name: 'PostgreSQL', store: 'postgres' },
	...(FULL ? [{ name: 'PostgreSQL, in queue mode with two workers', store: 'postgres', queue: true } as const] : []),
];

/**
 * While n8n brings its own database up to date it answers everything with 200 and this text, before any node is asked. No node can help
 * that; a proxy that waits for n8n's readiness can, and stands in between here as the documentation asks for.
 */
function isStartingUp(text: string): boolean {
	return text.startsWith('n8n is starting up');
}

describe.each(VARIANTS)(`${SIZE.signals} signals of ${SIZE.people} people, doubled, shuffled and batched, on $name`, ({ store, queue }) => {
	let ground: TriggerGround;
	let database: TestPostgres | undefined;
	let redis: TestRedis | undefined;
	let url: string;

	beforeAll(async () => {
		const options: N8nOptions = {};
		if (queue === true) {
			[database, redis] = [await startPostgres(), await startRedis()];
			Object.assign(options, { db: await database.createDatabase('n8n'), queue: { redis: { host: redis.host, port: redis.port }, workers: 2 } });
		}
		ground = await TriggerGround.open(store, async () => options);
		({ url } = await ground.listening());
	}, 5 * MINUTE);
	afterAll(async () => {
		await ground?.close();
		await redis?.stop();
		await database?.stop();
	}, 2 * MINUTE);

	it('add up to what people said, each once, while n8n is killed and the database goes away', async () => {
		const random = randomFrom(SEED);
		const signals = signalsOf(SIZE.people, SIZE.signals, random, Date.now());
		const posts = deliveriesOf(signals, SIZE.most, random);
		const disasters = [killN8n(0.2), killPostgres(0.4), killN8n(0.6), killPostgres(0.8), ...(FULL ? [killN8n(0.9)] : [])];
		const undelivered = await deliverAll(posts, disasters);
		expect(undelivered).toBe(0);
		await check(signals);
	}, (FULL ? 60 : 15) * MINUTE);

	interface Disaster {
		/** Share of the deliveries after which it strikes. */
		after: number;
		strike(): Promise<void>;
	}
	const killN8n = (after: number): Disaster => ({
		after,
		strike: async () => {
			await ground.n8n.kill();
			await ground.n8n.start();
		},
	});
	const killPostgres = (after: number): Disaster => ({
		after,
		strike: async () => {
			await ground.postgres?.kill();
			await new Promise((wake) => setTimeout(wake, 1500));
			await ground.postgres?.start();
		},
	});

	/** As Meta: what was not answered with 200 is sent again, for as long as it takes. Answers how many were given up. */
	async function deliverAll(posts: object[], disasters: Disaster[]): Promise<number> {
		const waiting = posts.map((body, index) => ({ body, index }));
		let delivered = 0;
		let striking: Promise<void> = Promise.resolve();
		const deadline = Date.now() + (FULL ? 55 : 12) * MINUTE;
		const client = async (): Promise<void> => {
			while (delivered < posts.length && Date.now() < deadline) {
				const post = waiting.shift();
				if (post === undefined) {
					await new Promise((wake) => setTimeout(wake, 100));
					continue;
				}
				const status = await ground.post(url, post.body, { timeoutMs: 30_000 }).then(({ status: code, text }) => (isStartingUp(text) ? 503 : code), () => 0);
				if (status === 200) delivered += 1;
				else {
					waiting.push(post);
					await new Promise((wake) => setTimeout(wake, 300));
				}
				const [next] = disasters;
				if (next !== undefined && delivered >= next.after * posts.length) {
					disasters.shift();
					striking = striking.then(async () => await next.strike());
				}
			}
		};
		await Promise.all(Array.from({ length: CLIENTS }, client));
		await striking;
		expect(disasters).toEqual([]);
		return posts.length - delivered;
	}

	async function check(signals: Signal[]): Promise<void> {
		const byPerson = new Map<string, Signal[]>();
		for (const one of signals) byPerson.set(one.person.waId, [...(byPerson.get(one.person.waId) ?? []), one]);
		await ground.look(async (opened) => {
			for (const [waId, own] of byPerson) {
				const expected = oracle(own);
				const [byNumber, byUserId] = await opened.states([{ waId }, { userId: own[0]?.person.userId ?? '' }]);
				const where = `${waId}: ${JSON.stringify(own.map(({ event, at }) => [event?.action, event?.lists, at]))}`;
				expect([where, byNumber && standingOf(byNumber)]).toEqual([where, expected]);
				expect([where, byUserId && standingOf(byUserId)]).toEqual([where, expected]);
				expect([where, folded(own)]).toEqual([where, expected]);
				const recorded = (await opened.history({ waId })).filter(({ action }) => action !== 'link');
				const said = own.flatMap(({ event }) => event ?? []);
				const inOrder = (events: Array<{ action: string; occurredAt: string | number | Date }>) => events.map(({ action, occurredAt }) => `${new Date(occurredAt).toISOString()} ${action}`).sort();
				expect([where, inOrder(recorded)]).toEqual([where, inOrder(said)]);
			}
		});
	}
});
