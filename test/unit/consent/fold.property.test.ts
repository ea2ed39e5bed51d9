import fc from 'fast-check';
import { asOf, decide, fold, foldEvents, listState } from '../../../shared/consent';
import type { ConsentEventInput, ContactState } from '../../../shared/consent';
import { LISTS, life, now, optIn, optOut, policy, question } from './support/arbitrary';
import { ANNA, checked, day, link } from './support/events';
import { replay } from './support/replay';
import { runs } from '../../support/runs';

const RUNS = runs(300);

function onList(state: ContactState, list: string) {
	return Object.hasOwn(state.lists, list) ? state.lists[list] : state.everything;
}

function mixed(events: ConsentEventInput[]): fc.Arbitrary<ConsentEventInput[]> {
	return fc.shuffledSubarray(events, { minLength: events.length }).chain((shuffled) =>
		fc.array(fc.nat({ max: Math.max(events.length - 1, 0) }), { maxLength: 4 }).map((again) => [
			...shuffled,
			...again.flatMap((index) => events[index] ?? []),
		]),
	);
}

describe('the fold', () => {
	it('comes to what living through the events comes to', () => {
		fc.assert(
			fc.property(life, (events) => {
				const state = fold(events);
				const outcome = replay(events.map(checked), [...LISTS, 'other']);
				expect(state.status).toBe(outcome.status);
				expect(Object.fromEntries([...LISTS, 'other', '*'].map((list) => [list, onList(state, list)?.status ?? 'none']))).toEqual(outcome.lists);
				expect(Object.keys(state.platformStops).map((number) => (number === 'unknown' ? '?' : number)).sort()).toEqual(outcome.stoppedNumbers);
				expect(state.platformStop).toBe(outcome.stoppedNumbers.length > 0);
				expect(new Set(state.holds.map((hold) => hold.eventId)).size).toBe(state.holds.length);
				expect(state.holds).toHaveLength(outcome.holds);
				for (const list of outcome.left) expect([list, state.lists[list]?.left]).toEqual([list, true]);
			}),
			RUNS,
		);
	});

	it('does not care in which order or how often events are met', () => {
		fc.assert(
			fc.property(
				life.chain((events) => fc.tuple(fc.constant(events), mixed(events))),
				([events, again]) => {
					expect(fold(again)).toEqual(fold(events));
				},
			),
			RUNS,
		);
	});

	it('lets an opt-out win against an opt-in of the same moment, origin and scope', () => {
		fc.assert(
			fc.property(optOut, fc.array(optIn), (out, ins) => {
				const contested = ins.map((event) => ({ ...event, occurredAt: out.occurredAt, lists: out.lists ?? ['*'] }));
				const state = fold([out, ...contested]);
				for (const list of out.lists ?? ['*']) expect(onList(state, list)?.status).toBe('opted_out');
			}),
			RUNS,
		);
	});

	it('never lets the business outweigh the person', () => {
		fc.assert(
			fc.property(life, fc.array(optIn.map((event) => ({ ...event, origin: 'business' as const, occurredAt: day(9) }))), (events, imports) => {
				const before = fold(events);
				const after = fold([...events, ...imports]);
				for (const list of [...LISTS, 'other']) {
					const stopped = onList(before, list);
					if (stopped?.status === 'opted_out' && stopped.origin === 'person') expect(onList(after, list)?.status).toBe('opted_out');
				}
			}),
			RUNS,
		);
	});

	it('unites what is known under several identifiers, whichever was linked first', () => {
		const keys = [{ phone: ANNA }, { userId: 'DE.1' }, { waId: '4915111111111' }];
		const spread = life.chain((events) => fc.tuple(...events.map((event) => fc.constantFrom(...keys).map((contact) => ({ ...event, contact })))));
		fc.assert(
			fc.property(spread, fc.boolean(), (events, otherWay) => {
				const ends = [keys[0] ?? '', keys[1] ?? '', keys[2] ?? ''] as const;
				const links = [link(1, ends[0], ends[1]), link(2, ends[1], ends[2])];
				const mirrored = [link(2, ends[2], ends[1]), link(1, ends[1], ends[0])];
				expect(fold([...events, ...mirrored])).toEqual(fold([...links, ...events]));
				if (otherWay) expect(fold([...mirrored, ...links, ...events])).toEqual(fold([...events, ...links]));
			}),
			runs(150),
		);
	});

	it('is the same after a detour through asOf at a moment before any deadline', () => {
		fc.assert(
			fc.property(life, (events) => {
				expect(asOf(fold(events), day(0))).toEqual(fold(events));
			}),
			RUNS,
		);
	});

	it('keeps names apart from what JavaScript gives every object', () => {
		const event = { ...checked({ action: 'opt_out', contact: ANNA, origin: 'person', source: 'a', occurredAt: day(1) }), lists: ['__proto__'] };
		const state = foldEvents([event]);
		expect(Object.keys(state.lists)).toEqual(['__proto__']);
		expect(decide(state, { category: 'marketing', rule: 'soft', list: '__proto__' }, day(2)).reason).toBe('opted_out_of_list');
		const safe = fold([{ action: 'opt_in', contact: ANNA, origin: 'business', source: 'a', occurredAt: day(1) }]);
		for (const list of ['__proto__', 'constructor', 'tostring', 'hasownproperty']) {
			expect(decide(safe, { category: 'marketing', rule: 'required', list }, day(2)).reason).toBe('not_on_list');
		}
		expect(listState({ person: new Map(), business: new Map() }, 'constructor')).toBeUndefined();
	});
});

const LEEWAY = { block: 0, flag: 1, allow: 2 };
/** A contact of whom nothing is known has no name in its state; an event of any kind gives it one. */
const met: ConsentEventInput = { action: 'platform_resume', contact: ANNA, origin: 'person', source: 'x', occurredAt: day(0) };

describe('what can only restrict', () => {
	it('an opt-out more never lets a message through that was held', () => {
		fc.assert(
			fc.property(life, optOut, question, now, policy, (events, out, asked, at, terms) => {
				const before = decide(fold([met, ...events]), asked, at, terms).decision;
				const after = decide(fold([met, ...events, out]), asked, at, terms).decision;
				expect(LEEWAY[after]).toBeLessThanOrEqual(LEEWAY[before]);
			}),
			runs(600),
		);
	});

	it('a confirmation that is waited for never lets a message through that was held', () => {
		const waiting = optIn.map((event) => ({ ...event, origin: 'person' as const, needsConfirmation: { until: day(20) } }));
		fc.assert(
			fc.property(life, waiting, question, now, policy, (events, asking, asked, at, terms) => {
				const before = decide(fold([met, ...events]), asked, at, terms).decision;
				const after = decide(fold([met, ...events, asking]), asked, at, terms).decision;
				expect(LEEWAY[after]).toBeLessThanOrEqual(LEEWAY[before]);
			}),
			runs(600),
		);
	});

	it('another written form of the number never lets a message through that was held', () => {
		fc.assert(
			fc.property(life, life, question, now, policy, (own, other, asked, at, terms) => {
				const mine = own.map(checked);
				const theirs = other.map((event) => checked({ ...event, contact: '+4915100000000' }));
				const known = [...mine, checked(met)];
				const before = decide(foldEvents(known), asked, at, terms).decision;
				const after = decide(foldEvents(known, [theirs]), asked, at, terms).decision;
				expect(LEEWAY[after]).toBeLessThanOrEqual(LEEWAY[before]);
			}),
			runs(600),
		);
	});

	it('a stop under another written form holds every list it covers, unless said otherwise there or here later', () => {
		fc.assert(
			fc.property(life, optOut, (own, out) => {
				const stop = checked({ ...out, contact: '+4915100000000', occurredAt: day(8) });
				const state = foldEvents(own.map(checked), [[stop]]);
				for (const list of stop.lists) expect(onList(state, list)?.status).toBe('opted_out');
			}),
			RUNS,
		);
	});
});
