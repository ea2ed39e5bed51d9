import type { ConsentStore, StoreConfig } from '../../../shared/store';
import { NOON, open } from './harness';
import type { Ground } from './harness';

const HOUR = 3600_000;

export function claims(ground: Ground): void {
	describe(`what may happen once (${ground.name})`, () => {
		let config: StoreConfig;
		let store: ConsentStore;
		beforeEach(async () => {
			config = await ground.config();
			store = await open(config);
		});

		const taken = async (name: string, options?: Parameters<ConsentStore['claim']>[1]): Promise<string> => {
			const claim = await store.claim(name, options);
			if (claim.state !== 'claimed') throw new Error(`${name} is ${claim.state}`);
			return claim.token;
		};

		it('gives a claim to one of many, tells what became of it, and knows one that was left', async () => {
			const other = await open(config);
			const claims = await Promise.all(Array.from({ length: 10 }, async (_, n) => await (n % 2 ? store : other).claim('confirm:1')));
			expect(claims.map(({ state }) => state).sort()).toEqual(['claimed', ...Array<string>(9).fill('in_progress')]);
			await store.finish('confirm:1', { messageId: 'wamid.9' });
			expect(await other.claim('confirm:1')).toMatchObject({ state: 'done', outcome: { messageId: 'wamid.9' } });

			await store.claim('confirm:2');
			expect(await other.claim('confirm:2', { staleAfterMs: 0 })).toMatchObject({ state: 'uncertain' });
			const retries = await Promise.all(Array.from({ length: 4 }, async () => await other.claim('confirm:2', { staleAfterMs: 0, retryUncertain: false })));
			expect(retries.map(({ state }) => state)).toEqual(Array(4).fill('uncertain'));
			await other.release('confirm:2', await taken('confirm:2', { staleAfterMs: 0, retryUncertain: true }));
			const token = await taken('confirm:2');
			await store.finish('confirm:2', {});
			await store.release('confirm:2', token);
			expect(await store.claim('confirm:2')).toMatchObject({ state: 'done' });
		});

		it('lets a slow worker give back no claim that another has taken over', async () => {
			const slow = await taken('confirm:3');
			const other = await taken('confirm:3', { staleAfterMs: 0, retryUncertain: true });
			await store.release('confirm:3', slow);
			expect(await store.claim('confirm:3')).toMatchObject({ state: 'in_progress' });
			await store.release('confirm:3', other);
			expect(await store.claim('confirm:3')).toMatchObject({ state: 'claimed' });
		});

		it('forgets claims after a year, little by little, and keeps the younger', async () => {
			let now = NOON;
			const worker = await open(config, { now: () => now });
			const names = (year: number) => Array.from({ length: 60 }, (_, n) => `campaign:${year}:${n}`);
			const send = async (year: number) => {
				await Promise.all(names(year).map(async (name) => await worker.claim(name)));
				await Promise.all(names(year).map(async (name) => await worker.finish(name, {})));
			};
			const count = async () => (await ground.rows(config)).filter((row) => row.includes('default:k:')).length;
			await send(1);
			now += 366 * 24 * HOUR;
			for (let round = 0; round < 40 && (round === 0 || (await count()) > 60); round++) await send(2);
			expect(await count()).toBe(60);
			expect((await Promise.all(names(2).map(async (name) => await worker.claim(name)))).every(({ state }) => state === 'done')).toBe(true);
		});

		it('hands out no more of a limit within a day than there is, whoever asks, and takes back what was not used', async () => {
			let now = NOON;
			const workers = [await open(config, { now: () => now }), await open(config, { now: () => now })];
			const ask = async (turns: number) => {
				const taken = await Promise.all(Array.from({ length: turns }, async (_, n) => (await workers[n % 2]?.takeQuota('limit', 4, 50)) ?? 0));
				return taken.reduce((sum, count) => sum + count, 0);
			};
			expect(await ask(20)).toBe(50);
			await workers[0]?.giveBackQuota('limit', 7);
			expect(await ask(4)).toBe(7);
			now += 12 * HOUR;
			expect(await ask(1)).toBe(0);
			now += 13 * HOUR;
			expect(await ask(20)).toBe(50);
		});
	});
}
