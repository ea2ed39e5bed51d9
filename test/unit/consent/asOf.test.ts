import { asOf, fold, statusAsOf } from '../../../shared/consent';
import type { ConsentEventInput } from '../../../shared/consent';
import { blocked, day, form, isoDay, start, stop } from './support/events';

const news = { lists: ['news'] };
const all = { lists: ['*'] };

describe('a state as of a moment', () => {
	it('is as it was where nothing has run out', () => {
		for (const events of [[start(1, { expiresAt: day(5) })], [form(1, 5)], [start(1, { ...all, expiresAt: day(5) })], [stop(1, news), form(2, 5, news)]]) {
			expect(asOf(fold(events), day(5) - 1)).toEqual(fold(events));
		}
		expect(asOf(fold([start(1)]), day(9))).not.toHaveProperty('everything');
	});

	it('knows an opt-in that has run out, to a list or to everything, as none', () => {
		const onList = fold([start(1, { expiresAt: day(5) }), start(2, news)]);
		expect(asOf(onList, day(5))).toEqual({ ...onList, lists: { ...onList.lists, marketing: { ...onList.lists.marketing, status: 'none' } } });
		const onAll = fold([start(1, { ...all, expiresAt: day(5) })]);
		expect(asOf(onAll, day(5))).toEqual({ ...onAll, status: 'none', everything: { ...onAll.everything, status: 'none' } });
	});

	it('waits for no confirmation whose time is over, and keeps to the stop it was asked over', () => {
		const waiting = fold([form(1, 5)]);
		const late = asOf(waiting, day(5));
		expect([late.status, late.lists.marketing?.status]).toEqual(['none', 'none']);
		for (const part of [late, late.lists.marketing]) expect(part).not.toHaveProperty('pendingUntil');
		const over = asOf(fold([stop(1, news), form(2, 5, news)]), day(5));
		expect([over.status, over.lists.news]).toEqual(['opted_out', fold([stop(1, news)]).lists.news]);
		expect([fold([stop(1, news), form(2, 5, news)]).lists.news?.pendingUntil, waiting.pendingUntil]).toEqual([isoDay(5), isoDay(5)]);
	});
});

describe('the status as of a moment, asked alone', () => {
	it.each<[string, ConsentEventInput[]]>([
		['nobody heard of', []],
		['an opt-in without end', [start(1)]],
		['an opt-in that runs out', [start(1, { expiresAt: day(5) })]],
		['an opt-in that runs out on the second list', [start(1, { lists: ['a', 'b'], expiresAt: day(5) })]],
		['one that runs out beside one that does not', [start(1, { expiresAt: day(5) }), start(2, news)]],
		['an opt-in to everything that runs out', [start(1, { ...all, expiresAt: day(5) })]],
		['a confirmation that is waited for', [form(1, 5)]],
		['a confirmation for everything that is waited for', [form(1, 5, all)]],
		['a confirmation that is waited for after leaving another list', [stop(1, news), form(2, 5)]],
		['a stop over an opt-in that runs out', [start(1, { expiresAt: day(5) }), stop(2)]],
		['a block over an opt-in that runs out', [start(1, { expiresAt: day(5) }), blocked(2)]],
	])('is what the whole state as of then says: %s', (_, events) => {
		const state = fold(events);
		for (const now of [day(4), day(5), day(6)]) expect(statusAsOf(state, now)).toBe(asOf(state, now).status);
	});

	it('is none once all there was has run out', () => {
		expect([day(4), day(5)].map((now) => statusAsOf(fold([start(1, { expiresAt: day(5) })]), now))).toEqual(['opted_in', 'none']);
		expect([day(4), day(5)].map((now) => statusAsOf(fold([form(1, 5, all)]), now))).toEqual(['pending', 'none']);
	});
});
