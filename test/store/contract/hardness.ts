import { InvalidStoreConfig, SchemaTooNew, StoreUnavailable } from '../../../shared/store';
import type { ConsentStore, StoreConfig } from '../../../shared/store';
import { at, open, phone } from './harness';
import type { Ground } from './harness';

const ANNA = phone(1);
const BEN = phone(2);

export function hardness(ground: Ground): void {
	describe(`bad input and damage (${ground.name})`, () => {
		let config: StoreConfig;
		let store: ConsentStore;
		beforeEach(async () => {
			config = await ground.config();
			store = await open(config);
		});
		const start = (contact: string, more: object = {}) =>
			({ action: 'opt_in' as const, contact, origin: 'person' as const, source: 'page', occurredAt: at(1), ...more });

		it('keeps any evidence as it was: quotes, NUL, lone surrogates, __proto__, leading colons', async () => {
			const evidence = JSON.parse(
				String.raw`{"text":"'; drop table consent_store; --","nul":"a\u0000b","lone":"\ud800","__proto__":{"polluted":true},"smile":":)","base64":":base64:AAAA","nested":[":",{"x":"\n\t\\"}]}`,
			) as Record<string, unknown>;
			await store.record([start(ANNA, { evidence })]);
			const [entry] = await store.history(ANNA);
			expect(JSON.stringify(entry?.evidence)).toBe(JSON.stringify(evidence));
			expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
			expect((await store.states([ANNA]))[0]?.status).toBe('opted_in');
		});

		it('refuses contacts, lists and brands that could reach into another key, and takes no harm', async () => {
			const results = await store.record([
				start("' or 1=1 --"),
				start(`${ANNA}:x`),
				start(ANNA, { lists: ['news:+1'] }),
				start(ANNA, { lists: ['__proto__'] }),
				start('US.1:2'),
				start(`US.${'1'.repeat(300)}`),
				start('\u0000'),
			]);
			expect(results.map(({ outcome }) => outcome)).toEqual(Array(7).fill('invalid'));
			expect(await store.contacts({})).toEqual({ contacts: [] });
			for (const brand of ['a:b', 'A', '_', '%', '', 'x'.repeat(65)]) {
				if (brand === '') continue;
				await expect(open({ ...config, brand })).rejects.toThrow(InvalidStoreConfig);
			}
		});

		it('takes claims, signals and cached values under any name', async () => {
			for (const name of ['x'.repeat(300), '\u0000', '\ud800', '\ud801', '__proto__', "'; --", 'other:k:name', '']) {
				expect(await store.claim(name)).toMatchObject({ state: 'claimed' });
				expect(await store.rememberSignals([name])).toMatchObject([{ signalId: name, fresh: true }]);
				await store.cache(name, { name });
				expect(await store.cached(name)).toMatchObject({ value: { name } });
			}
		});

		it('blocks a contact whose register is damaged, and only that one', async () => {
			await store.record([start(ANNA), start(BEN)]);
			for (const damage of [`''`, `'{\n}'`, `'nonsense'`, `'{"value":"12"}'`, `replace(value, '1', 'x')`]) {
				await ground.sql(config, `update consent_store set value = ${damage} where key = 'default:c:${ANNA}' returning 1`);
				const [anna, ben] = await store.states([ANNA, BEN]);
				expect(anna).toMatchObject({ contact: ANNA, status: 'none', problem: { code: 'corrupt_record' } });
				expect(ben).toMatchObject({ status: 'opted_in' });
			}
			// Writing to it must not make it look whole.
			await store.record([start(ANNA, { occurredAt: at(2) })]);
			expect((await store.states([ANNA]))[0]?.problem?.code).toBe('corrupt_record');
		});

		it('blocks a contact one of whose events is damaged, and names that in its history', async () => {
			await store.record([start(ANNA), { ...start(ANNA), action: 'block' }, start(BEN)]);
			await ground.sql(config, `update consent_store set value = '{"value":{"eventId":7}}' where key like 'default:e:${ANNA}:%' returning 1`);
			expect(await store.states([ANNA, BEN])).toMatchObject([{ status: 'none', problem: { code: 'corrupt_record' } }, { status: 'opted_in' }]);
			await expect(store.history(ANNA)).rejects.toThrow(/damaged record/);
			for await (const { contact, problem } of store.exportContacts()) expect(problem?.code).toBe(contact === BEN ? undefined : 'corrupt_record');
		});

		it('gives an unreadable identifier a problem in its place and answers the others', async () => {
			expect(await store.states(['', ANNA, 'abc', { phone: null }])).toMatchObject([
				{ problem: { code: 'invalid_contact' } }, { contact: ANNA }, { problem: { code: 'invalid_contact' } }, { problem: { code: 'invalid_contact' } },
			]);
		});

		it('answers no events and no identifiers with nothing', async () => {
			expect([await store.record([]), await store.states([]), await store.import([])]).toEqual([[], [], []]);
		});

		it('refuses to work on tables that a newer version wrote', async () => {
			await store.close();
			await ground.sql(config, `update consent_store set value = '{"value":{"version":99}}' where key = '_:schema' returning 1`);
			await ground.forget();
			await expect(open(config)).rejects.toThrow(SchemaTooNew);
			await expect(open(config)).rejects.toThrow(/Update the package/);
		});

		it('says what is wrong with a configuration, field by field', async () => {
			await expect(open({ ...config, defaultCountry: 'Germany' })).rejects.toThrow(/defaultCountry/);
			await expect(open({ backend: 'mysql' } as unknown as StoreConfig)).rejects.toThrow(/backend must be sqlite or postgres/);
			await expect(open({ backend: 'sqlite' } as unknown as StoreConfig)).rejects.toThrow(/filePath is missing/);
			await expect(open({ backend: 'postgres', host: 'h', port: 0, database: 'd', user: 'u' })).rejects.toThrow(/port is not a port number/);
		});

		it('throws when the database fails, and never answers as if nothing were there or all were done', async () => {
			await store.record([start(ANNA)]);
			await ground.sql(config, 'alter table consent_store rename to gone');
			for (const work of [
				async () => await store.states([ANNA]),
				async () => await store.history(ANNA),
				async () => await store.record([start(BEN)]),
				async () => await store.contacts({}),
				async () => await store.claim('x'),
				async () => await store.rememberSignals(['x']),
				async () => await store.facts([ANNA]),
				async () => await store.erase(ANNA),
				async () => await store.import([{ contact: BEN, status: 'opted_out' }]),
			]) {
				await expect(work()).rejects.toThrow(StoreUnavailable);
			}
			await expect((async () => { for await (const _ of store.exportContacts()) expect(_).toBeUndefined(); })()).rejects.toThrow(StoreUnavailable);
		});

		it('refuses work after it was closed, while others on the same database go on', async () => {
			const other = await open(config);
			await store.close();
			await expect(store.states([ANNA])).rejects.toThrow(/closed/);
			expect(await other.record([start(ANNA)])).toMatchObject([{ outcome: 'changed' }]);
		});

		it('records a large batch whole, with a result for each event, and reads it back', async () => {
			const count = 12_000;
			const events = Array.from({ length: count }, (_, n) => start(phone(n % 11_000), { lists: [n % 2 ? 'news' : 'offers'] }));
			const results = await store.record(events);
			expect(results.every(({ outcome, status }, n) => outcome === 'changed' && status === 'opted_in' && n < count)).toBe(true);
			expect(results.filter(({ duplicate }) => duplicate === true).length).toBe(1000);
			const states = await store.states(Array.from({ length: 11_000 }, (_, n) => phone(n)), { lists: ['news'] });
			expect(states.filter(({ lists }) => lists['news']?.status === 'opted_in')).toHaveLength(5500);
			expect(states.every(({ contact }, n) => contact === phone(n))).toBe(true);
		}, 60_000);
	});
}
