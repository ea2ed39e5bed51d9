import { allowedNow } from '../../../shared/gate';
import type { ConsentStore } from '../../../shared/store';
import { at, NOON, open, phone } from './harness';
import type { Ground } from './harness';

const NOW = NOON + 24 * 3600_000;
const PEOPLE = 730;

/** Every third opted out, every fifth only on another list. */
const allowed = (n: number) => n % 3 !== 0 && n % 5 !== 0;

export function audience(ground: Ground): void {
	describe(`an audience in pages (${ground.name})`, () => {
		let store: ConsentStore;
		beforeEach(async () => {
			store = await open(await ground.config());
			const everybody = Array.from({ length: PEOPLE }, (_, n) => n);
			await store.record(everybody.map((n) => ({ action: 'opt_in', contact: phone(n), lists: [n % 5 === 0 ? 'news' : 'marketing'], origin: 'business', source: 'import', occurredAt: at(1) })));
			await store.record(everybody.filter((n) => n % 3 === 0).map((n) => ({ action: 'opt_out', contact: phone(n), origin: 'person', source: 'keyword', occurredAt: at(2) })));
		});

		it.each([1, 50, 199, 200, 500, PEOPLE])('of %i has everybody whom the gate would let through, once and in full pages', async (limit) => {
			const where = await allowedNow(store, { category: 'marketing', rule: 'settings' }, NOW);
			const met: string[] = [];
			let cursor: string | undefined;
			const most = limit === 1 ? 5 : Infinity;
			for (let pages = 0; pages < most; pages++) {
				const page = await store.contacts({ limit, where }, cursor);
				met.push(...page.contacts.map(({ contact }) => contact));
				cursor = page.cursor;
				if (cursor === undefined) break;
				expect(page.contacts).toHaveLength(limit);
			}
			const expected = Array.from({ length: PEOPLE }, (_, n) => n).filter(allowed).map(phone).sort();
			expect(met).toEqual(limit === 1 ? expected.slice(0, 5) : expected);
		});

		it('leaves out on one list whom it lets through on another', async () => {
			const where = await allowedNow(store, { category: 'marketing', rule: 'required', list: 'news' }, NOW);
			const page = await store.contacts({ limit: 1000, list: 'news', where });
			expect(page.contacts.map(({ contact }) => contact)).toEqual(
				Array.from({ length: PEOPLE }, (_, n) => n).filter((n) => n % 5 === 0 && n % 3 !== 0).map(phone).sort(),
			);
		});
	});
}
