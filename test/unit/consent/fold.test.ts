import { asOf, decide, fold, foldEvents, partsOf, personStopOver } from '../../../shared/consent';
import type { ConsentEventInput, ContactState, ListStatus, Status } from '../../../shared/consent';
import {
	ANNA, blocked, checked, day, form, imported, isoDay, likely, link, platformResume, platformStop, removed, start, stop, unblocked, voiding,
} from './support/events';

const MARKETING = { category: 'marketing', rule: 'required' } as const;

interface Story {
	events: ConsentEventInput[] | (() => ConsentEventInput[]);
	status: Status;
	/** Where some lists stand; what is said of everything holds for a list of which nothing was said. */
	lists?: Record<string, ListStatus>;
}

const news = { lists: ['news'] };
const all = { lists: ['*'] };

const named = (list: string, status: ListStatus): Record<string, ListStatus> => Object.fromEntries([[list, status], ['valueof', 'none']]);
const misheard = stop(2, { door: 'natural_language', source: 'inbox' });
const inherited: ConsentEventInput[] = [start(1, { lists: ['constructor'] }), stop(2, { lists: ['constructor'] })];

const stories: Record<string, Story> = {
	'nothing ever happened': { events: [], status: 'none', lists: { marketing: 'none' } },
	'an import is an opt-in': { events: [imported(1)], status: 'opted_in', lists: { marketing: 'opted_in', news: 'none' } },
	'STOP after an import': { events: [imported(1), stop(2)], status: 'opted_out', lists: { marketing: 'opted_out', news: 'opted_out' } },
	'an import after STOP does not bring the person back': { events: [stop(1), imported(2)], status: 'opted_out', lists: { marketing: 'opted_out' } },
	'ten imports after STOP neither': { events: [stop(1), ...[2, 3, 4, 5, 6].map((n) => imported(n)), imported(9, all)], status: 'opted_out' },
	'STOP that is heard late still counts from its time': { events: [imported(5), stop(2)], status: 'opted_out' },
	'START after STOP brings the person back': { events: [stop(1), start(2)], status: 'opted_in', lists: { marketing: 'opted_in', news: 'opted_out' } },
	'STOP after START': { events: [start(1), stop(2)], status: 'opted_out' },
	'STOP and START in the same second: the stop counts': { events: [start(1), stop(1)], status: 'opted_out' },
	'import and removal at the same time: the removal counts': { events: [imported(1), removed(1)], status: 'opted_out' },
	'removal by the business after START': { events: [start(1), removed(2)], status: 'opted_out' },
	'removal by the business before START': { events: [removed(1), start(2)], status: 'opted_in' },
	'removal by the business at the time of START': { events: [removed(1), start(1)], status: 'opted_out' },
	'a new import after a removal by the business': { events: [removed(1), imported(2)], status: 'opted_in' },
	'a stop to one list leaves the others': {
		events: [imported(1), imported(1, news), stop(2, news)],
		status: 'opted_in',
		lists: { marketing: 'opted_in', news: 'opted_out' },
	},
	'a stop to everything ends every list': { events: [imported(1, { lists: ['news', 'offers'] }), stop(2)], status: 'opted_out', lists: { news: 'opted_out', offers: 'opted_out' } },
	'back on one list after a stop to everything': { events: [stop(1), start(2, news)], status: 'opted_in', lists: { marketing: 'opted_out', news: 'opted_in' } },
	'a yes to everything': { events: [start(1, all)], status: 'opted_in', lists: { marketing: 'opted_in', whatever: 'opted_in' } },
	'a yes to everything after leaving one list': { events: [stop(1, news), start(2, all)], status: 'opted_in', lists: { news: 'opted_in' } },
	'a yes to everything before leaving one list': { events: [start(1, all), stop(2, news)], status: 'opted_in', lists: { news: 'opted_out', marketing: 'opted_in' } },
	'a form not yet confirmed': { events: [form(1, 8)], status: 'pending', lists: { marketing: 'pending' } },
	'a form for everything not yet confirmed': { events: [form(1, 8, all)], status: 'pending', lists: { marketing: 'pending', news: 'pending' } },
	'a form that is confirmed': { events: [form(1, 8), start(2)], status: 'opted_in' },
	'a form over a STOP stays a stop': { events: [stop(1), form(2, 9)], status: 'opted_out', lists: { marketing: 'opted_out' } },
	'a form over a removal by the business too': { events: [removed(1), form(2, 9)], status: 'opted_out' },
	'a form does not weaken an import': { events: [imported(1), form(2, 9)], status: 'opted_in' },
	'STOP after a form': { events: [form(1, 8), stop(2)], status: 'opted_out' },
	'WhatsApp’s own stop leaves the lists as they are': { events: [imported(1), platformStop(2)], status: 'opted_in' },
	'WhatsApp’s own resume opts nobody in': { events: [platformStop(1), platformResume(2)], status: 'none', lists: { marketing: 'none' } },
	'WhatsApp’s own resume does not undo a STOP': { events: [stop(1), platformStop(2), platformResume(3)], status: 'opted_out' },
	'a likely opt-out leaves the lists as they are': { events: [imported(1), likely(2)], status: 'opted_in' },
	'blocked outweighs everything': { events: [blocked(1), start(2), imported(3)], status: 'blocked', lists: { marketing: 'opted_in' } },
	'unblocked returns to where the lists are': { events: [stop(1), blocked(2), unblocked(3)], status: 'opted_out' },
	'blocked and unblocked at the same time': { events: [blocked(1), unblocked(1)], status: 'blocked' },
	'an unblock before the block': { events: [unblocked(1), blocked(2)], status: 'blocked' },
	'a correction voids what was misread': { events: () => [imported(1), misheard, voiding(3, misheard)], status: 'opted_in' },
	'a correction is no help against a keyword': { events: () => [imported(1), stop(2), voiding(3, stop(2))], status: 'opted_out' },
	'a correction may come before what it voids': { events: () => [voiding(1, removed(2)), removed(2), imported(1)], status: 'opted_in' },
	'a list may be called constructor': { events: inherited, status: 'opted_out', lists: named('constructor', 'opted_out') },
};

/** What events come to, met in one order or another, as they are read from a store that knows none. */
function inAnyOrder(events: ConsentEventInput[]): ContactState[] {
	const turned = events.map((_, n) => [...events.slice(n), ...events.slice(0, n)]);
	return [...turned, ...turned.map((some) => [...some].reverse())].map((some) => foldEvents(some.map(checked)));
}

describe('what the events add up to', () => {
	it.each(Object.entries(stories))('%s', (_, { events: told, status, lists }) => {
		const events = typeof told === 'function' ? told() : told;
		for (const inOrder of [events, [...events].reverse(), [...events, ...events]]) {
			const state = fold(inOrder);
			expect(state.status).toBe(status);
			for (const [list, expected] of Object.entries(lists ?? {})) {
				const own = Object.hasOwn(state.lists, list) ? state.lists[list] : state.everything;
				expect([list, own?.status ?? 'none']).toEqual([list, expected]);
			}
		}
	});

	it('gives the moments and the events it rests on', () => {
		const state = fold([imported(1), stop(2, news), likely(4)]);
		expect(state).toMatchObject({
			contact: ANNA,
			phone: ANNA,
			optedInAt: isoDay(1),
			optedOutAt: isoDay(2),
			createdAt: isoDay(1),
			updatedAt: isoDay(4),
			lastEvent: { action: 'opt_out_likely', occurredAt: isoDay(4) },
			lists: {
				marketing: { since: isoDay(1), origin: 'business', eventId: checked(imported(1)).eventId },
				news: { since: isoDay(2), origin: 'person', left: true, eventId: checked(stop(2, news)).eventId },
			},
		});
	});

	it('gives the newest moments of several lists, and the first and last of all, in whatever order they are met', () => {
		for (const [a, b] of [[1, 3], [3, 1]] as const) {
			const events = [imported(a, { lists: ['a'] }), imported(b, { lists: ['b'] }), form(a, a + 8, { lists: ['c'] }), form(b, b + 8, { lists: ['d'] }), likely(5)];
			const expected = { optedInAt: isoDay(3), pendingUntil: isoDay(11), createdAt: isoDay(1), updatedAt: isoDay(5), lastEvent: { action: 'opt_out_likely' } };
			for (const state of inAnyOrder(events)) expect(state).toMatchObject(expected);
		}
	});

	it('counts an opt-out at once, also one that was sent with a deadline to confirm it', () => {
		const needsConfirmation = { until: day(9) };
		expect(fold([imported(1), stop(2, { needsConfirmation })]).status).toBe('opted_out');
		const state = fold([imported(1), removed(2, { needsConfirmation })]);
		expect([state.status, state.pendingUntil]).toEqual(['opted_out', undefined]);
	});

	it('names the field of what is no event', () => {
		expect(() => fold([{ ...stop(1), occurredAt: 'yesterday' }])).toThrow(new TypeError('Not a consent event: occurredAt: is not a date and time, e.g. 2026-03-01T09:30:00Z'));
		expect(() => fold([{ ...stop(1), lists: ['__proto__'] }])).toThrow(/lists\.0/);
		expect(() => fold([{ ...stop(1), contact: 'nobody' }])).toThrow(/contact/);
	});
});

describe('leaving a list by name', () => {
	const left = (events: ConsentEventInput[], list = 'news') => fold(events).lists[list]?.left === true;

	it('is known from leaving everything', () => {
		expect(left([imported(1, news), stop(2, news)])).toBe(true);
		expect(left([imported(1, news), stop(2)])).toBe(false);
		expect(left([imported(1, news), stop(2, news), stop(3)])).toBe(true);
	});

	it('counts from the business as well, until anybody who may takes it back', () => {
		expect(left([imported(1, news), removed(2, news)])).toBe(true);
		expect(left([removed(2, news), start(3, news), stop(4)])).toBe(false);
		expect(left([removed(2, news), imported(3, all), stop(4)])).toBe(false);
		expect(left([removed(2, news), stop(4)])).toBe(true);
	});

	it('is taken back by the person’s later yes to everything', () => {
		expect(left([stop(1, news), start(2, all), removed(3)])).toBe(false);
	});
});

describe('WhatsApp’s own switch', () => {
	it('is kept per business number, and only its own resume lifts it', () => {
		const state = fold([platformStop(1, { phoneNumberId: '100' }), platformStop(2, { phoneNumberId: '200' }), platformResume(3, { phoneNumberId: '100' }), start(4)]);
		expect(state.platformStop).toBe(true);
		expect(state.platformStops).toEqual({ 200: isoDay(2) });
	});

	it('is off again when every number was resumed', () => {
		const state = fold([platformStop(1, { phoneNumberId: '100' }), platformResume(2, { phoneNumberId: '100' })]);
		expect([state.platformStop, state.platformStops]).toEqual([false, {}]);
	});

	it('stays on when stop and resume bear the same time', () => {
		expect(fold([platformStop(1), platformResume(1)]).platformStop).toBe(true);
	});

	it('is not lost on a number with a name that means something to JavaScript', () => {
		const state = fold([platformStop(1, { phoneNumberId: '__proto__' })]);
		expect(state.platformStop).toBe(true);
		expect(Object.keys(state.platformStops)).toEqual(['__proto__']);
	});
});

describe('a likely opt-out', () => {
	const holds = (...events: ConsentEventInput[]) => fold(events).holds.length;

	it('waits for an answer', () => {
		expect(holds(start(1), likely(2))).toBe(1);
		for (const both of inAnyOrder([likely(2), likely(4)])) expect(both.holds.map((hold) => hold.since)).toEqual([isoDay(2), isoDay(4)]);
	});

	it('is answered by the person’s later stop or yes', () => {
		expect(holds(likely(2), stop(3))).toBe(0);
		expect(holds(likely(2), start(3))).toBe(0);
	});

	it('is answered by a stop of the same moment, not by a yes', () => {
		expect(holds(likely(2), stop(2))).toBe(0);
		expect(holds(likely(2), start(2))).toBe(1);
	});

	it('is not answered by the business, a form not confirmed, leaving one list, or what was said before', () => {
		expect(holds(likely(2), imported(3), removed(3), form(3, 9), form(3, 9, all), stop(3, news), start(1), stop(1), platformResume(3))).toBe(1);
	});

	it('ends when an operator voids it', () => {
		expect(holds(likely(2), likely(3), voiding(4, likely(2)))).toBe(1);
	});
});

describe('a correction', () => {
	it.each(['keyword', 'button', 'interactive', 'flow', 'page', 'platform', 'send_error'] as const)('never voids a person’s stop by %s', (door) => {
		const theirs = stop(2, { door });
		expect(fold([imported(1), theirs, voiding(3, theirs)]).status).toBe('opted_out');
	});

	it('never voids a stop whose door is not known, or WhatsApp’s own', () => {
		const unknown = stop(2, { source: 'csv' });
		expect(fold([imported(1), unknown, voiding(3, unknown)]).status).toBe('opted_out');
		expect(fold([platformStop(2), voiding(3, platformStop(2))]).platformStop).toBe(true);
	});

	it('never voids another correction', () => {
		const undo = voiding(3, removed(2));
		expect(fold([imported(1), removed(2), undo, voiding(4, undo)]).status).toBe('opted_in');
	});

	it.each(['natural_language', 'manual', 'import', 'api'] as const)('voids what was taken down by %s', (door) => {
		const theirs = stop(2, { door });
		expect(fold([imported(1), theirs, voiding(3, theirs)]).status).toBe('opted_in');
	});
});

describe('time', () => {
	it('runs out nothing in the fold', () => {
		const state = fold([imported(1, { expiresAt: day(2) }), form(1, 2, news)]);
		expect([state.status, state.lists.marketing?.expiresAt, state.lists.news?.status]).toEqual(['opted_in', isoDay(2), 'pending']);
	});

	it('runs out what has a deadline when asked as of a moment', () => {
		const state = fold([imported(1, { expiresAt: day(3) }), form(1, 2, news)]);
		const statuses = (now: number) => [asOf(state, now).status, asOf(state, now).lists.marketing?.status, asOf(state, now).lists.news?.status];
		expect(statuses(day(2) - 1)).toEqual(['opted_in', 'opted_in', 'pending']);
		expect(statuses(day(2))).toEqual(['opted_in', 'opted_in', 'none']);
		expect(statuses(day(3))).toEqual(['none', 'none', 'none']);
	});

	it('never runs out a stop, a block or a state that has no deadline', () => {
		const far = day(100_000);
		expect(asOf(fold([stop(1)]), far).status).toBe('opted_out');
		expect(asOf(fold([blocked(1)]), far).status).toBe('blocked');
		expect(asOf(fold([imported(1)]), far).status).toBe('opted_in');
		expect(asOf(fold([stop(1, news), imported(1, { expiresAt: day(2) })]), far).status).toBe('opted_out');
	});
});

describe('identifiers of one person', () => {
	const phone = { phone: ANNA };
	const user = { userId: 'DE.1349' };

	it('unite what is known under each', () => {
		const state = fold([imported(1), link(2, phone, user), stop(3, { contact: user })]);
		expect(state).toMatchObject({ contact: ANNA, phone: ANNA, userId: 'DE.1349', status: 'opted_out' });
	});

	it('give the same state whichever is named first in the link', () => {
		const second = '+4915199999999';
		for (const other of [user, { phone: second }]) {
			const told = [imported(1), stop(3, { contact: other })];
			expect(fold([...told, link(2, phone, other)])).toEqual(fold([...told, link(2, other, phone)]));
		}
	});

	it('are one person’s by the caller’s word, where nothing ties them', () => {
		expect(fold([imported(1), likely(2, { contact: user })])).toMatchObject({ phone: ANNA, userId: 'DE.1349', status: 'opted_in', holds: [{}] });
	});

	it('give the same state, and the new number after a change, in whatever order events are met', () => {
		for (const other of ['+4915111111111', '+4915199999999']) {
			const tied = [link(2, phone, { phone: other }), link(2, { phone: other }, phone)].map((one) => inAnyOrder([imported(1), one]));
			for (const state of tied.flat()) expect(state).toEqual(tied[0]?.[0]);
			for (const state of inAnyOrder([start(1), link(2, phone, { phone: other }, true)])) expect(state).toMatchObject({ contact: other, phone: other });
		}
	});

	it('hold no number that was left, where only the new one’s WhatsApp ID was told, and else every form', () => {
		const ids = (events: ConsentEventInput[]) => (({ phone: number, waId, userId }) => ({ phone: number, waId, userId }))(foldEvents(events.map(checked)));
		expect(ids([start(1), link(2, phone, { waId: '4915199999999' }, true)])).toEqual({ waId: '4915199999999' });
		expect(ids([start(1), link(2, { waId: '4915123456789' }, { waId: '4915123456789' }, true)])).toEqual({ phone: ANNA, waId: '4915123456789' });
		expect(ids([start(1, { contact: '+5511987654321' }), link(2, '+5511987654321', { waId: '551187654321' })])).toEqual({ phone: '+5511987654321', waId: '551187654321' });
		expect(ids([start(1, { contact: { phone: ANNA, userId: 'DE.1' } }), link(2, { userId: 'DE.1' }, { userId: 'DE.2' }, true)])).toEqual({ phone: ANNA, userId: 'DE.2' });
	});

	it('show the new number after a change, and say that opt-ins were given on the old one', () => {
		const moved = '+4915199999999';
		const state = fold([start(1), link(2, phone, { phone: moved }, true)]);
		expect(state).toMatchObject({ contact: moved, status: 'opted_in', numberChangedAt: isoDay(2) });
		expect(decide(state, MARKETING, day(3))).toMatchObject({ decision: 'allow', warning: 'number_changed' });
		expect(decide(fold([start(1), link(2, phone, { phone: moved }, true), start(3)]), MARKETING, day(4)).warning).toBeUndefined();
	});

	it('carry a stop over a change of number or user id', () => {
		expect(fold([stop(1), link(2, phone, { phone: '+4915199999999' }, true)]).status).toBe('opted_out');
		expect(fold([stop(1, { contact: user }), link(2, user, { userId: 'DE.2' }, true)])).toMatchObject({ status: 'opted_out', userId: 'DE.2' });
	});
});

describe('a number that turns up with another user id', () => {
	const first = { phone: ANNA, userId: 'DE.1' };
	const second = { phone: ANNA, userId: 'DE.2' };

	it('may have a new owner: opt-ins from before lapse, opt-outs stay', () => {
		const before = [start(1, { contact: first }), platformResume(5, { contact: second })];
		expect(decide(fold(before), MARKETING, day(6))).toMatchObject({ decision: 'block', reason: 'identity_changed' });
		expect(fold([stop(1, { contact: first }), platformResume(5, { contact: second })]).status).toBe('opted_out');
	});

	it('counts the new owner’s own opt-in, even in the very message that shows the change', () => {
		const state = fold([start(1, { contact: first }), start(5, { contact: second })]);
		expect(decide(state, MARKETING, day(6))).toMatchObject({ decision: 'allow', reason: 'opted_in' });
	});

	it('is not told by what the business enters', () => {
		expect(foldEvents([start(1, { contact: first }), imported(5, { contact: second })].map(checked)).identityChangedAt).toBeUndefined();
	});

	it('is told from links too', () => {
		const state = fold([start(1), link(2, { phone: ANNA }, { userId: 'DE.1' }), link(5, { phone: ANNA }, { userId: 'DE.2' })]);
		expect(state.identityChangedAt).toBe(isoDay(5));
	});

	it('has the same owner where WhatsApp reported that the id changed', () => {
		const state = fold([start(1, { contact: first }), link(4, { userId: 'DE.1' }, { userId: 'DE.2' }, true), likely(5, { contact: second }), start(6, { contact: second })]);
		expect(state.identityChangedAt).toBeUndefined();
	});
});

describe('another written form of the number', () => {
	const other = '+5215512345678';
	const own = '+525512345678';
	const at = (contact: string) => ({ contact });
	const state = (mine: ConsentEventInput[], theirs: ConsentEventInput[]) => foldEvents(mine.map(checked), [theirs.map(checked)]);

	it('restricts by its stops', () => {
		expect(state([imported(1, at(own))], [stop(2, at(other))]).status).toBe('opted_out');
		expect(state([imported(1, at(own))], [blocked(2, at(other))]).status).toBe('blocked');
		expect(state([imported(1, at(own))], [platformStop(2, { ...at(other), phoneNumberId: '1' })]).platformStop).toBe(true);
		expect(state([imported(1, at(own))], [likely(2, at(other))]).holds).toHaveLength(1);
		expect(state([imported(1, at(own))], [removed(2, at(other))]).status).toBe('opted_out');
	});

	it('restricts even where nothing is known of the number itself', () => {
		expect(state([], [stop(2, at(other))]).status).toBe('opted_out');
	});

	it('never allows by its opt-ins, resumes, unblocks or answers', () => {
		expect(state([], [start(2, at(other))]).status).toBe('none');
		expect(state([stop(1, at(own))], [start(2, at(other))]).status).toBe('opted_out');
		expect(state([blocked(1, at(own))], [unblocked(2, at(other))]).status).toBe('blocked');
		expect(state([platformStop(1, at(own))], [platformResume(2, at(other))]).platformStop).toBe(true);
		expect(state([likely(1, at(own))], [start(2, at(other))]).holds).toHaveLength(1);
		expect(state([], [form(1, 9, at(other))]).status).toBe('none');
	});

	it('lifts its own stop by its own later START, and that alone', () => {
		const back = state([imported(1, at(own))], [stop(2, at(other)), start(3, at(other))]);
		expect([back.status, back.lists.marketing?.status]).toEqual(['opted_in', 'opted_in']);
		expect(state([imported(1, at(own)), stop(2, at(own))], [stop(2, at(other)), start(3, at(other))]).status).toBe('opted_out');
	});

	it('lifts what the business removed there by its own later START', () => {
		expect(state([imported(1, at(own))], [removed(2, at(other)), start(3, at(other))]).status).toBe('opted_in');
	});

	it('no longer counts as having left a list once it went back there', () => {
		const theirs = [stop(1, { ...at(other), ...news }), start(2, { ...at(other), ...news })];
		expect(state([stop(3, at(own))], theirs).lists.news?.left).toBeUndefined();
		expect(state([stop(3, at(own))], theirs.slice(0, 1)).lists.news?.left).toBe(true);
		const backToAll = [removed(1, { ...at(other), ...news }), start(2, { ...at(other), ...all })];
		for (const ended of [stop, removed]) expect(state([ended(3, { ...at(own), ...all })], backToAll).lists.news?.left).toBeUndefined();
	});

	it('no longer counts as having left a list where somebody who may took that back, here or there', () => {
		const [mine, theirs] = [at(own), at(other)];
		const cases = [
			state([start(3, { ...mine, ...news }), removed(4, { ...mine, ...all })], [stop(2, { ...theirs, ...news })]),
			state([stop(4, mine)], [stop(1, { ...theirs, ...news }), start(2, { ...theirs, ...all }), removed(3, { ...theirs, ...all })]),
			state([imported(3, { ...mine, ...all }), stop(4, mine)], [removed(2, { ...theirs, ...news })]),
			state([removed(5, { ...mine, ...all })], [removed(2, { ...theirs, ...news }), imported(3, { ...theirs, ...all }), stop(4, theirs)]),
		];
		for (const { lists } of cases) expect([lists.news?.status, lists.news?.left]).toEqual(['opted_out', undefined]);
	});

	it('takes nothing back here that it took back there, though the business removed it there since', () => {
		expect(state([stop(1, at(own)), imported(4, at(own))], [start(2, at(other)), removed(3, at(other))]).status).toBe('opted_out');
	});

	it('blocks only until an unblock that is later, under the number itself', () => {
		expect(state([unblocked(3, at(own))], [blocked(2, at(other))]).status).toBe('none');
		expect(state([unblocked(2, at(own))], [blocked(3, at(other))]).status).toBe('blocked');
	});

	it('is corrected, and corrects, like the number itself', () => {
		const slip = removed(2, at(other));
		expect(state([imported(1, at(own)), voiding(3, slip)], [slip]).status).toBe('opted_in');
		const mine = removed(2, at(own));
		expect(state([imported(1, at(own)), mine], [{ ...voiding(3, mine), contact: other }]).status).toBe('opted_in');
	});

	it('that came back to one list stays away from the others', () => {
		const back = state([imported(1, { ...at(own), lists: ['marketing', 'news'] })], [stop(2, at(other)), start(3, at(other))]);
		expect([back.lists.marketing?.status, back.lists.news?.status, back.everything?.status]).toEqual(['opted_in', 'opted_out', 'opted_out']);
	});

	it('is outdone by a later START under the number itself', () => {
		expect(state([start(3, at(own))], [stop(2, at(other))]).status).toBe('opted_in');
		expect(state([imported(3, at(own))], [stop(2, at(other))]).status).toBe('opted_out');
	});

	it('carries the leaving of a list by name', () => {
		expect(state([imported(1, { ...at(own), ...news })], [stop(2, { ...at(other), ...news })]).lists.news).toMatchObject({ status: 'opted_out', left: true });
	});
});

describe('a person’s own stop', () => {
	it('stands over a list until they say yes to it or to everything, under whichever form of their number it was said', () => {
		const over = (list: string, mine: ConsentEventInput[], theirs: ConsentEventInput[] = []) => personStopOver(partsOf(mine.map(checked), [theirs.map(checked)]).standing, list)?.eventId;
		const id = (event: ConsentEventInput) => checked(event).eventId;
		expect(over('news', [stop(1)])).toBe(id(stop(1)));
		expect(over('news', [stop(1, news)])).toBe(id(stop(1, news)));
		expect(over('news', [], [stop(1)])).toBe(id(stop(1)));
		expect(over('offers', [stop(1, news)])).toBeUndefined();
		expect(over('news', [stop(1), start(2, news)])).toBeUndefined();
		expect(over('news', [removed(1)])).toBeUndefined();
		expect(over('news', [])).toBeUndefined();
	});
});

describe('a request to confirm', () => {
	it('is the person’s, and shows where nothing else is known', () => {
		expect(fold([form(1, 8)]).lists.marketing).toEqual({ status: 'pending', since: isoDay(1), eventId: checked(form(1, 8)).eventId, origin: 'person', pendingUntil: isoDay(8) });
		const state = fold([imported(1), form(2, 9)]);
		expect([state.lists.marketing?.pendingUntil, state.pendingUntil]).toEqual([undefined, undefined]);
	});

	it('is not answered by what the business says of the list meanwhile', () => {
		expect(fold([form(1, 9), imported(2), removed(3)])).toMatchObject({ status: 'opted_out', pendingUntil: isoDay(9) });
	});

	it('is open until the person says anything of that list, be it at the same moment', () => {
		expect(fold([removed(1), form(2, 9)]).pendingUntil).toBe(isoDay(9));
		expect(fold([stop(1), form(2, 9)]).lists.marketing).toMatchObject({ status: 'opted_out', pendingUntil: isoDay(9) });
		expect(fold([stop(2), form(2, 9)]).pendingUntil).toBeUndefined();
		expect(fold([stop(3), form(2, 9)]).pendingUntil).toBeUndefined();
	});
});

describe('the identity of an event', () => {
	const id = (input: ConsentEventInput) => checked(input).eventId;

	it('of a message is its id, action and lists, whoever it is known from', () => {
		const message = stop(1, { id: 'wamid.A' });
		expect(id({ ...message, contact: { userId: 'DE.1' }, occurredAt: day(2), source: 'other', phoneNumberId: '7' })).toBe(id(message));
		expect(id({ ...message, lists: ['news'] })).not.toBe(id(message));
		expect(id({ ...message, action: 'opt_in' })).not.toBe(id(message));
		expect(id({ ...message, id: 'wamid.B' })).not.toBe(id(message));
	});

	it('given by the caller is the contact’s own, so that equal row numbers of two people are two events', () => {
		expect(id(stop(1, { id: 'row 1' }))).toBe(id(stop(2, { id: 'row 1', contact: '0049 151 23456789' })));
		expect(id(stop(1, { id: 'row 1' }))).not.toBe(id(stop(1, { id: 'row 1', contact: '+15551234567' })));
	});

	it('is else made of contact, action, lists, time and source', () => {
		expect(id(stop(1, { evidence: { text: 'STOP' } }))).toBe(id(stop(1)));
		expect(id(stop(1, { lists: ['b', 'a', 'b'] }))).toBe(id(stop(1, { lists: ['a', 'b'] })));
		const others = [stop(2), start(1), removed(1, { source: 'keyword' }), stop(1, { source: 'page' }), stop(1, news), stop(1, { contact: '+15551234567' })];
		expect(new Set([stop(1), ...others].map(id)).size).toBe(7);
	});

	it('that is recorded twice keeps to the first, or else to what permits less and can’t be voided', () => {
		const firm = stop(2, { id: 'x', source: 'page' });
		const slip = stop(2, { id: 'x', door: 'manual' });
		for (const state of inAnyOrder([firm, slip, voiding(3, slip)])) expect(state.status).toBe('opted_out');
		const [long, short, endless] = [{ expiresAt: day(9), evidence: { text: 'a' } }, { expiresAt: day(5), evidence: { text: 'b' } }, { evidence: { text: 'a' } }].map((more) => start(1, { id: 'x', ...more }));
		for (const state of inAnyOrder([long, short, endless].flatMap((one) => one ?? []))) expect(state.lists.marketing?.expiresAt).toBe(isoDay(5));
		const early = { ...checked(start(1, { id: 'x' })), recordedAt: 1 };
		const late = { ...checked(start(1, { id: 'x', expiresAt: day(5) })), recordedAt: 2 };
		for (const state of [foldEvents([early, late]), foldEvents([late, early])]) expect(state.lists.marketing?.expiresAt).toBeUndefined();
	});

	it.each<[string, ConsentEventInput[], Partial<ContactState>]>([
		['a stop at the later', [stop(1, { id: 'x' }), stop(5, { id: 'x' }), start(3)], { status: 'opted_out' }],
		['an opt-in at the earlier', [start(1, { id: 'x' }), start(5, { id: 'x' }), stop(3)], { status: 'opted_out' }],
		['an unblock at the earlier', [unblocked(1, { id: 'x' }), unblocked(5, { id: 'x' }), blocked(3)], { status: 'blocked' }],
		['a resume at the earlier', [platformResume(1, { id: 'x' }), platformResume(5, { id: 'x' }), platformStop(3)], { platformStop: true }],
	])('that is recorded at two times keeps to the one that permits less: %s', (_, events, expected) => {
		for (const state of inAnyOrder(events)) expect(state).toMatchObject(expected);
	});

	it('that is recorded with different contacts makes the same of them, whichever is met first', () => {
		const [first, ...others] = inAnyOrder([start(1, { id: 'wamid.x' }), start(1, { id: 'wamid.x', contact: { phone: ANNA, userId: 'DE.1' } }), stop(1, { source: 'b' })]);
		for (const other of others) expect(other).toEqual(first);
	});
});
