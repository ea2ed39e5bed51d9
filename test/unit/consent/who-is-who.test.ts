import { decide, partsOf, stateOf, WhoIsWho } from '../../../shared/consent';
import type { ConsentEvent, ConsentEventInput, ContactState } from '../../../shared/consent';
import { checked, day, form, imported, isoDay, likely, link as linked, platformResume, platformStop, removed, start, stop } from './support/events';

const N = '+4915100000001';
const M = '+4915100000002';
const X = 'US.1';
const Y = 'US.2';
/** Two written forms of one Brazilian number. */
const [SHEET, WA_FORM] = ['+5511987654321', '+551187654321'];
const MARKETING = { category: 'marketing', rule: 'required' } as const;

type Who = ConsentEventInput['contact'];
const by = (contact: Who) => ({ contact });
const seen = (on: number, a: Who, b: Who, change?: true): ConsentEventInput => ({ ...linked(on, a, b, change), origin: 'person' });
const moved = (on: number, from: Who, to: Who) => seen(on, from, to, true);
const doubted = (on: number, who: Who) => seen(on, who, who, true);

function view(id: string, events: ConsentEvent[], counting?: Set<ConsentEvent>): ContactState {
	const { own, others, ids } = new WhoIsWho(events).view(id, counting);
	return stateOf(partsOf(own, others, ids));
}
const state = (id: string, events: ConsentEventInput[]) => view(id, events.map(checked));
const statuses = (ids: string[], events: ConsentEventInput[]) => ids.map((id) => state(id, events).status);

describe('the times at which identifiers stood for a person', () => {
	let who: WhoIsWho<ConsentEvent>;
	beforeEach(() => {
		who = new WhoIsWho([start(1, by({ phone: N, userId: X })), platformResume(2, by({ phone: N, userId: X })), start(5, by({ phone: N, userId: Y })), seen(7, M, X), start(9, by({ phone: N, userId: 'US.3' }))].map(checked));
	});
	const times = (id: string) => who.timesOf(who.personAt(id));

	it('end for a number where its next holder begins, and never for a user ID', () => {
		expect(times(X)).toEqual([{ id: N, from: -Infinity, until: day(5) }, { id: M, from: -Infinity, until: Infinity }, { id: X, from: -Infinity, until: Infinity }]);
		expect(times(Y)).toEqual([{ id: N, from: day(5), until: day(9) }, { id: Y, from: -Infinity, until: Infinity }]);
		expect(times(N)).toEqual([{ id: N, from: day(9), until: Infinity }, { id: 'US.3', from: -Infinity, until: Infinity }]);
	});

	it('are those of the people there are, each with their own events', () => {
		expect(who.people()).toEqual([X, Y, 'US.3'].map((id) => who.personAt(id)).sort());
		const own = (id: string) => [...who.recordsOf(who.personAt(id))].map(([{ occurredAt, action }, keys]) => [action, occurredAt, keys]);
		expect(own(X)).toEqual([['opt_in', day(1), [N, X]], ['platform_resume', day(2), [N, X]], ['link', day(7), [M, X]]].map(([action, at, keys]) => [action, at, expect.arrayContaining(keys as string[])]));
		expect(own(Y)).toEqual([['opt_in', day(5), expect.arrayContaining([N, Y])]]);
		expect(who.recordsOf('nobody').size).toBe(0);
		expect(who.everybody().map((some) => some.length).sort()).toEqual([1, 1, 3]);
	});
});

describe('events of one moment', () => {
	it('come to the same in any order: who was seen, then who moved, then what was said', () => {
		const before = [stop(1, by(N))];
		for (const order of [[moved(3, N, M), start(3, by(N))], [start(3, by(N)), moved(3, N, M)]]) expect(statuses([M, N], [...before, ...order])).toEqual(['opted_out', 'opted_in']);
		for (const to of ['2', '3', '4', '5', '6'].map((last) => N.slice(0, -1) + last)) {
			const [where, there] = [seen(3, N, X), moved(3, N, to)];
			for (const order of [[where, there], [there, where]]) expect(state(X, [start(1, by(N)), ...order])).toMatchObject({ contact: to, status: 'opted_in' });
		}
		const [one, other] = [seen(3, N, X), seen(3, N, Y)];
		for (const id of [N, X, Y]) expect(state(id, [stop(1, by(X)), one, other, start(4, by(N))])).toEqual(state(id, [other, start(4, by(N)), one, stop(1, by(X))]));
	});
});

describe('a number', () => {
	it('is, from the first, whose user ID it is first seen with', () => {
		expect(state(X, [start(1, by(N)), seen(5, N, X)])).toMatchObject({ status: 'opted_in', phone: N });
		expect(state(X, [start(1, by(N)), seen(5, N, X)])).not.toHaveProperty('numberChangedAt');
	});

	it('lets opt-ins of its former holders lapse, and nothing else they said, from when its last holder began', () => {
		expect(state(N, [start(1, by({ phone: N, userId: X })), seen(3, N, Y), seen(5, N, 'US.3')]).identityChangedAt).toBe(isoDay(5));
		for (const said of [platformResume(1, by({ phone: N, userId: X })), form(1, 20, by({ phone: N, userId: X }))]) {
			const now = state(N, [said, seen(5, N, Y)]);
			expect([now.status, now.identityChangedAt, now.pendingUntil]).toEqual(['none', undefined, undefined]);
		}
	});

	it('is the same person’s whose user ID was reported to change, and to change again', () => {
		const [first, last] = ['US.5', 'US.4'];
		const events = [start(1, by({ phone: N, userId: first })), seen(3, first, X, true), seen(4, X, last, true), platformResume(6, by({ phone: N, userId: last }))];
		for (const id of [N, first, X, last]) expect(state(id, events)).toMatchObject({ status: 'opted_in', phone: N });
		expect(state(N, events)).not.toHaveProperty('identityChangedAt');
	});

	it('is theirs again who are seen at it after they were said to have left', () => {
		const events = [stop(1, by({ phone: N, userId: X })), moved(3, N, M), seen(5, N, X), start(7, by(N))];
		expect(statuses([X, N, M], events)).toEqual(['opted_in', 'opted_in', 'opted_in']);
	});

	it('is whose user ID came with a message, though the message was first recorded without it', () => {
		const [bare, whole] = [start(5, { id: 'wamid.z', contact: N }), start(5, { id: 'wamid.z', contact: { phone: N, userId: Y } })];
		for (const both of [[bare, whole], [whole, bare]]) expect(statuses([X, Y, N], [stop(1, by({ phone: N, userId: X })), ...both])).toEqual(['opted_out', 'opted_in', 'opted_in']);
	});
});

describe('an opt-in of a number’s former holder', () => {
	const Z = 'US.3';
	const [at, byY, byX] = [by(N), by({ phone: N, userId: Y }), by({ phone: N, userId: X })];

	it.each<[string, ConsentEventInput[]]>([
		['nobody had stopped', [start(3, byX)]],
		['another had left later', [start(3, byX), stop(4, byY)]],
		['they themselves had left before', [stop(1, byX), start(3, byX)]],
		['somebody without a user ID had left, and come back', [seen(0, N, X), stop(1, at), start(3, at)]],
		['another had only switched WhatsApp’s offers on', [platformResume(1, byY), start(3, byX)]],
		['somebody had left who never had the number', [stop(1, by(M)), start(3, byX)]],
	])('lapses with the next one, where %s', (_, events) => {
		expect(state(N, [...events, seen(5, N, Z)]).identityChangedAt).toBe(isoDay(5));
	});

	it.each<[string, ConsentEventInput[]]>([
		['another had left before', [stop(1, byY), start(3, byX)]],
		['another had left at that moment', [stop(3, byY), start(3, byX)]],
		['another had asked to be left alone', [likely(1, byY), start(3, byX)]],
		['it may have been another who had left', [seen(0, N, X), stop(1, at), start(3, byX)]],
		['it was given from another number', [seen(1, N, X), start(3, by({ phone: M, userId: X }))]],
	])('is nothing to the next one, where %s', (_, events) => {
		const { identityChangedAt, status } = state(N, [...events, seen(5, N, Z)]);
		expect([identityChangedAt, status === 'opted_in']).toEqual([undefined, false]);
	});
});

describe('a number that WhatsApp doubts is still the same person’s', () => {
	it('keeps its opt-outs and loses its opt-ins', () => {
		const asked = (events: ConsentEventInput[]) => decide(state(N, events), MARKETING, day(9)).reason;
		expect(state(N, [start(1, by(N)), doubted(3, N)])).toMatchObject({ contact: N, identityChangedAt: isoDay(3) });
		expect(state(N, [start(1, by(N)), doubted(3, N)])).not.toHaveProperty('numberChangedAt');
		expect(state(N, [start(1, by(N)), seen(3, N, N)])).not.toHaveProperty('identityChangedAt');
		expect(state(N, [doubted(2, N), start(1, by(N)), doubted(4, N)]).identityChangedAt).toBe(isoDay(4));
		expect(asked([start(1, by(N)), doubted(3, N)])).toBe('identity_changed');
		expect(asked([stop(1, by(N)), doubted(3, N)])).toBe('opted_out');
	});

	it('is whose it is that speaks from it next, or is seen at it by the same user ID', () => {
		expect(statuses([N, X], [stop(1, by({ phone: N, userId: X })), doubted(3, N), start(5, by(N))])).toEqual(['opted_in', 'opted_out']);
		expect(statuses([N, X], [stop(1, by({ phone: N, userId: X })), doubted(3, N), start(5, by({ phone: N, userId: X }))])).toEqual(['opted_in', 'opted_in']);
	});
});

describe('no other holder begins where there', () => {
	it('is a change between two written forms of a number', () => {
		const events = [start(1, by(SHEET)), moved(3, SHEET, { waId: WA_FORM.slice(1) }), platformResume(5, by(SHEET))];
		expect(decide(state(SHEET, events), MARKETING, day(6))).toMatchObject({ decision: 'allow' });
		expect(state(SHEET, events).identityChangedAt).toBeUndefined();
	});

	it('is something the business notes under a number that was left', () => {
		expect(state(N, [start(1, by(N)), moved(3, N, M), imported(4, by(N))])).toMatchObject({ contact: M, status: 'opted_in' });
	});

	it('are several moves, of which the last tells the number and the moment', () => {
		expect(state(N, [start(1, by(N)), moved(3, N, M), moved(5, M, '+4915100000003')])).toMatchObject({ contact: '+4915100000003', numberChangedAt: isoDay(5) });
	});

	it('is a change told with the user ID on both sides', () => {
		const events = [start(1, by({ phone: N, userId: X })), moved(3, { phone: N, userId: X }, { phone: M, userId: X })];
		for (const id of [N, M, X]) expect(state(id, events)).toMatchObject({ contact: M, userId: X, status: 'opted_in', numberChangedAt: isoDay(3) });
	});
});

describe('what only the business ties', () => {
	it.each<[string, ConsentEventInput]>([
		['a row with two numbers', imported(2, by({ phone: N, waId: M.slice(1) }))],
		['a link of two numbers', linked(2, N, M)],
	])('undoes no stop of the one by a yes of the other: %s', (_, tie) => {
		expect(statuses([M], [stop(1, by(M)), tie, start(5, by(N))])).toEqual(['opted_out']);
	});

	it.each<[string, ConsentEventInput]>([
		['a row with a number and a user ID', imported(2, by({ phone: N, userId: X }))],
		['a page on which anybody may type both', imported(2, { ...by({ phone: N, userId: X }), source: 'page' })],
		['a link of two user IDs', linked(2, X, Y)],
	])('nor of a user ID: %s', (_, tie) => {
		expect(statuses([X], [stop(1, by(X)), tie, start(5, by(N)), start(5, by(Y))])).toEqual(['opted_out']);
	});

	it('leaves what was said under the one as it was there, and of the other a yes as the business’s word', () => {
		const tie = linked(2, X, M);
		expect(state(X, [stop(1, by(X)), start(3, by(X)), tie, imported(2, by(M))]).lists.marketing).toMatchObject({ status: 'opted_in', origin: 'person' });
		expect(state(X, [removed(1, by(X)), tie, start(3, by(M))]).lists.marketing).toMatchObject({ status: 'opted_in', origin: 'person' });
		expect(state(X, [stop(1, { ...by(M), lists: ['news'] }), tie, start(3, by(X))]).lists.marketing).toMatchObject({ status: 'opted_in', origin: 'business' });
		expect(state(X, [stop(1, by(X)), tie, stop(3, by(M)), imported(4, by(M))]).status).toBe('opted_out');
		expect(state(X, [likely(1, by(X)), tie, start(3, by(M))]).holds).toHaveLength(1);
	});

	it('lifts no stop of WhatsApp’s own of the one by a resume of the other', () => {
		const [stopped, resumed] = [platformStop(1, by(X)), platformResume(3, by(M))];
		expect([X, M].map((id) => state(id, [stopped, linked(2, X, M), resumed]).platformStop)).toEqual([true, true]);
		expect(state(X, [stopped, seen(2, X, M), resumed]).platformStop).toBe(false);
	});

	it('makes a yes the business’s word also where the stop was said under another form of the number', () => {
		const said = [stop(1, by(WA_FORM)), start(5, by(SHEET))];
		expect(statuses([SHEET], said)).toEqual(['opted_in']);
		expect(statuses([SHEET, X], [...said, imported(2, by(X)), linked(3, X, SHEET)])).toEqual(['opted_out', 'opted_out']);
	});
});

it('only events that are to count do, though all tell who is who', () => {
	const [first, tie, second] = [start(1, by(N)), seen(2, N, X), stop(3, by(X))].map(checked);
	if (first === undefined || tie === undefined || second === undefined) throw new Error('three events');
	const events = [first, tie, second];
	expect(view(N, events).status).toBe('opted_out');
	expect(view(X, events, new Set([first, tie]))).toMatchObject({ status: 'opted_in', phone: N });
	expect(view(N, events, new Set([second])).status).toBe('opted_out');
	expect(view(N, events, new Set()).status).toBe('none');
});
