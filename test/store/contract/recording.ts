import type { ConsentEventInput } from '../../../shared/consent';
import type { ConsentStore } from '../../../shared/store';
import { at, open, phone } from './harness';
import type { Ground } from './harness';

const ANNA = phone(1);
const USER = 'US.13491208655302741918';

const stop = (contact: ConsentEventInput['contact'], minute: number, more: Partial<ConsentEventInput> = {}): ConsentEventInput => ({
	action: 'opt_out', contact, origin: 'person', source: 'keyword', occurredAt: at(minute), ...more,
});
const start = (contact: ConsentEventInput['contact'], minute: number, more: Partial<ConsentEventInput> = {}): ConsentEventInput => ({
	action: 'opt_in', contact, origin: 'person', source: 'keyword', occurredAt: at(minute), ...more,
});

export function recording(ground: Ground): void {
	describe(`recording and reading (${ground.name})`, () => {
		let store: ConsentStore;
		beforeEach(async () => {
			store = await open(await ground.config());
		});

		it('answers an unknown contact with status none and no problem', async () => {
			expect(await store.states([ANNA])).toEqual([
				{ contact: ANNA, phone: ANNA, status: 'none', lists: {}, platformStop: false, platformStops: {}, holds: [] },
			]);
		});

		it('tells for each event what it changed, in order', async () => {
			const results = await store.record([start(ANNA, 0), stop(ANNA, 1), stop(ANNA, 2), start(ANNA, 3, { lists: ['news'] })]);
			expect(results.map(({ outcome, previousStatus, status, known }) => [outcome, previousStatus, status, known])).toEqual([
				['changed', 'none', 'opted_in', false],
				['changed', 'opted_in', 'opted_out', true],
				['unchanged', 'opted_out', 'opted_out', true],
				['changed', 'opted_out', 'opted_in', true],
			]);
			const [state] = await store.states([ANNA]);
			expect(state).toMatchObject({ status: 'opted_in', everything: { status: 'opted_out' }, lists: { marketing: { status: 'opted_out' }, news: { status: 'opted_in' } } });
		});

		it('answers a redelivery with the first recording’s result and says that it is one', async () => {
			const event = stop(ANNA, 1, { id: 'wamid.1' });
			const [first] = await store.record([event]);
			await store.record([start(ANNA, 5)]);
			const [again] = await store.record([event]);
			expect(again).toEqual({ ...first, duplicate: true });
			expect((await store.states([ANNA]))[0]?.status).toBe('opted_in');
			expect(await store.history(ANNA)).toHaveLength(2);
		});

		it('lets a redelivery that claims another time move nothing', async () => {
			await store.record([stop(ANNA, 1, { id: 'wamid.1' }), start(ANNA, 5)]);
			expect(await store.record([stop(ANNA, 9, { id: 'wamid.1' })])).toMatchObject([{ duplicate: true }]);
			expect((await store.states([ANNA]))[0]?.status).toBe('opted_in');
		});

		it('marks the second mention within one call as a redelivery', async () => {
			const results = await store.record([stop(ANNA, 1), stop(ANNA, 1)]);
			expect(results.map((result) => result.duplicate)).toEqual([undefined, true]);
			expect(await store.history(ANNA)).toHaveLength(1);
		});

		it('lets a late opt-in change nothing about a newer opt-out', async () => {
			await store.record([stop(ANNA, 10)]);
			expect(await store.record([start(ANNA, 5)])).toMatchObject([{ outcome: 'changed', status: 'opted_out' }]);
			expect((await store.states([ANNA]))[0]?.lists).toMatchObject({ marketing: { status: 'opted_out' } });
		});

		it('keeps a business opt-in over the person’s stop in history and reports it refused', async () => {
			await store.record([stop(ANNA, 1)]);
			const [result] = await store.record([start(ANNA, 5, { origin: 'business', source: 'import' })]);
			expect(result).toMatchObject({ outcome: 'refused', reason: 'person_opted_out', previousStatus: 'opted_out', status: 'opted_out' });
			expect((await store.history(ANNA)).at(-1)).toMatchObject({ refused: 'person_opted_out' });
		});

		it('takes an opt-out from the future at its recorded time and refuses an opt-in', async () => {
			const far = 60 * 24 * 365;
			const results = await store.record([stop(ANNA, far), start(phone(2), far)]);
			expect(results).toMatchObject([
				{ outcome: 'changed', status: 'opted_out' },
				{ outcome: 'refused', reason: 'from_the_future', status: 'none' },
			]);
			expect(await store.history(phone(2))).toEqual([]);
			expect((await store.states([ANNA]))[0]?.optedOutAt).toBe(at(60 * 24));
		});

		it('answers an invalid event with a result and records the rest', async () => {
			const results = await store.record([stop('12', 1), stop(ANNA, 1), { ...stop(ANNA, 2), origin: 'nobody' as 'person' }]);
			expect(results.map(({ outcome }) => outcome)).toEqual(['invalid', 'changed', 'invalid']);
			expect(results[0]?.reason).toContain('contact:');
		});

		it('finds what was said under a number through the user ID it is linked to, in either order', async () => {
			await store.record([stop(ANNA, 1)]);
			await store.record([{ action: 'link', contact: ANNA, to: USER, origin: 'person', source: 'webhook', occurredAt: at(2) }]);
			await store.record([start({ userId: USER }, 3, { lists: ['news'] })]);
			const states = await store.states([ANNA, { userId: USER }, { phone: ANNA, userId: USER }]);
			for (const state of states) {
				expect(state).toMatchObject({ contact: ANNA, userId: USER, everything: { status: 'opted_out' }, lists: { news: { status: 'opted_in' } } });
			}
			expect(await store.history(USER)).toHaveLength(3);
		});

		it('joins identifiers that one event names together, also when it comes again with one more', async () => {
			await store.record([start(ANNA, 1, { id: 'wamid.7' })]);
			await store.record([start({ phone: ANNA, userId: USER }, 1, { id: 'wamid.7' })]);
			await store.record([stop({ userId: USER }, 2)]);
			for (const state of await store.states([ANNA, USER])) expect(state).toMatchObject({ contact: ANNA, userId: USER, status: 'opted_out' });
			expect(await store.history(ANNA)).toHaveLength(2);
		});

		it('counts an opt-out under another written form of the number, but no opt-in', async () => {
			const [nine, eight] = ['+5511987654321', '+551187654321'];
			await store.record([start(eight, 1), stop(nine, 2, { lists: ['news'] })]);
			const [state] = await store.states([nine]);
			expect(state?.lists).toMatchObject({ news: { status: 'opted_out' } });
			expect(state?.lists).not.toHaveProperty('marketing');
			expect((await store.states([eight]))[0]?.lists).toMatchObject({ marketing: { status: 'opted_in' }, news: { status: 'opted_out' } });
		});

		it('goes by the strictest of several identifiers that nothing links', async () => {
			await store.record([start(ANNA, 5), stop({ userId: USER }, 1)]);
			expect(await store.states([{ phone: ANNA, userId: USER }])).toMatchObject([{ status: 'opted_out', lists: { marketing: { status: 'opted_out' } } }]);
			expect(await store.states([ANNA])).toMatchObject([{ status: 'opted_in' }]);
		});

		it('voids a misread sentence, and refuses to void a keyword or an unknown event', async () => {
			const [likely, stopped] = await store.record([
				{ action: 'opt_out_likely', contact: ANNA, origin: 'person', source: 'natural_language', occurredAt: at(1) },
				stop(phone(2), 1),
			]);
			expect(await store.states([ANNA])).toMatchObject([{ holds: [{ eventId: likely?.eventId }] }]);
			const correct = (contact: string, eventId?: string): ConsentEventInput => ({
				action: 'correct', contact, eventId, origin: 'business', source: 'manual', occurredAt: at(3), evidence: { reason: 'misread' },
			});
			expect(await store.record([correct(ANNA, likely?.eventId), correct(phone(2), stopped?.eventId), correct(ANNA, 'nothing')])).toMatchObject([
				{ outcome: 'changed' },
				{ outcome: 'refused', reason: 'not_correctable' },
				{ outcome: 'refused', reason: 'unknown_event' },
			]);
			expect(await store.states([ANNA, phone(2)])).toMatchObject([{ holds: [] }, { status: 'opted_out' }]);
			expect((await store.history(ANNA))[0]?.voidedBy).toBeDefined();
		});

		it('keeps a platform stop until the person resumes, and blocks until an unblock', async () => {
			const event = (action: ConsentEventInput['action'], minute: number): ConsentEventInput => ({
				action, contact: ANNA, origin: 'person', source: 'platform', occurredAt: at(minute), phoneNumberId: '1001',
			});
			expect(await store.record([event('platform_stop', 1), event('block', 2), event('unblock', 3), event('platform_resume', 4)])).toMatchObject([
				{ outcome: 'changed', status: 'none' },
				{ outcome: 'changed', status: 'blocked' },
				{ outcome: 'changed', status: 'none' },
				{ outcome: 'changed', status: 'none' },
			]);
			expect(await store.states([ANNA])).toMatchObject([{ status: 'none', platformStop: false }]);
		});

		it('shows an opt-in that waits for confirmation as pending', async () => {
			await store.record([start(ANNA, 1, { needsConfirmation: { until: at(60) } })]);
			expect(await store.states([ANNA])).toMatchObject([{ status: 'pending', pendingUntil: at(60) }]);
		});

		it('reads only the lists asked for', async () => {
			await store.record([start(ANNA, 1, { lists: ['news', 'offers'] })]);
			const [state] = await store.states([ANNA], { lists: ['news'] });
			expect(Object.keys(state?.lists ?? {})).toEqual(['news']);
		});

		it('sees a list that another connection has just made', async () => {
			const config = await ground.config();
			const [one, two] = [await open(config), await open(config)];
			await one.states([ANNA]);
			await two.record([start(ANNA, 1, { lists: ['brand-new'] })]);
			expect((await one.states([ANNA]))[0]?.lists).toHaveProperty('brand-new');
		});

		it('never lets brands see each other', async () => {
			const config = await ground.config();
			const [mine, other] = [await open({ ...config, brand: 'mine' }), await open({ ...config, brand: 'mine-too' })];
			await mine.record([start(ANNA, 1)]);
			expect(await other.states([ANNA])).toMatchObject([{ status: 'none' }]);
			expect(await other.history(ANNA)).toEqual([]);
		});
	});
}
