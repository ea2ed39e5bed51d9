import type { ConsentStore } from '../../../shared';
import { people, phone, startStage } from '../../unit/campaign/support';
import type { Ground } from './harness';

/** `npm run soak` takes the size the promises name. */
const [SIZE, STOPS] = process.env.SOAK === '1' ? [10_000, 300] : [1000, 30];

export function stopsDuring(ground: Ground): void {
	it(`of ${SIZE} people ${STOPS} stop while the campaign runs: they get nothing if they did before their turn, and nobody gets two (${ground.name})`, async () => {
		const stage = await startStage(await ground.config());
		try {
			const audience = people(SIZE);
			await stage.optIn(audience);
			const worker = await stage.anotherStore();
			const recorded = new Set<string>();
			const beforeTheirTurn = new Set<string>();
			let claims = 0;
			const claim: ConsentStore['claim'] = async (key, options) => {
				const next = Number(key.slice(-7)) - Number(phone(0).slice(-7));
				if (claims++ % (SIZE / STOPS) < 1 && recorded.size < STOPS) {
					// The person just coming up, some in the same turn, some in sight, some far ahead, some who have had their message.
					const ahead = [0, 3, 60, 190, 350, -120][recorded.size % 6] ?? 0;
					const contact = phone(Math.min(SIZE - 1, Math.max(0, next + ahead)));
					recorded.add(contact);
					if (ahead >= 0) beforeTheirTurn.add(contact);
					await worker.record([{ action: 'opt_out', contact, origin: 'person', source: 'test', occurredAt: stage.clock.at }]);
				}
				return await stage.store.claim(key, options);
			};
			const store = new Proxy(stage.store, {
				get: (real, name) => {
					const value: unknown = name === 'claim' ? claim : Reflect.get(real, name);
					return typeof value === 'function' ? value.bind(real) : value;
				},
			});
			const { outcomes, report } = await stage.run(audience, {}, { store });

			const received = stage.received();
			expect([...received.values()].filter((sends) => sends.length > 1)).toEqual([]);
			expect([...beforeTheirTurn].filter((contact) => received.has(contact))).toEqual([]);
			expect(beforeTheirTurn.size).toBeGreaterThan(STOPS / 2);
			expect(outcomes.flatMap((one) => (one.outcome === 'failed' ? [one.send.code] : []))).toEqual([]);
			expect(report).toMatchObject({ total: SIZE, failed: 0, unsent: 0, byReason: { opted_out: SIZE - received.size } });
			expect(outcomes.every(({ outcome }, index) => (outcome === 'sent') === received.has(phone(index)))).toBe(true);
		} finally {
			await stage.close();
		}
	}, 600_000);
}
