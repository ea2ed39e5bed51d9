import fc from 'fast-check';
import { decide, fold, partsOf, stateOf, WhoIsWho } from '../../../shared/consent';
import type { ConsentEventInput, ContactState } from '../../../shared/consent';
import { checked, day, imported, isoDay, likely, link as linked, platformResume, platformStop, removed, start, stop, unblocked, blocked } from './support/events';
import { runs } from '../../support/runs';

const N = '+4915100000001';
const M = '+4915100000002';
const X = 'US.1';
const Y = 'US.2';
const Z = 'US.3';
const MARKETING = { category: 'marketing', rule: 'required' } as const;

type Who = ConsentEventInput['contact'];
const by = (contact: Who, rest: Partial<ConsentEventInput> = {}) => ({ contact, ...rest });
const seen = (on: number, a: Who, b: Who, change?: true): ConsentEventInput => ({ ...linked(on, a, b, change), origin: 'person' });
const moved = (on: number, from: Who, to: Who) => seen(on, from, to, true);

function state(id: string, events: ConsentEventInput[]): ContactState {
	const { own, others, ids } = new WhoIsWho(events.map(checked)).view(id);
	return stateOf(partsOf(own, others, ids));
}
const statuses = (ids: string[], events: ConsentEventInput[]) => ids.map((id) => state(id, events).status);

describe('a number that is given to somebody else', () => {
	const xStopped = [stop(1, by({ phone: N, userId: X })), seen(2, M, X)];

	it('does not let its new owner’s yes undo the stop of who had it', () => {
		const events = [...xStopped, start(5, by({ phone: N, userId: Y }))];
		expect(statuses([X, M, Y, N], events)).toEqual(['opted_out', 'opted_out', 'opted_in', 'opted_in']);
	});

	it('keeps the stop until its new owner says otherwise', () => {
		expect(statuses([X, M, Y, N], [...xStopped, seen(5, N, Y)])).toEqual(['opted_out', 'opted_out', 'opted_out', 'opted_out']);
		expect(statuses([N], [...xStopped, seen(5, N, Y), imported(6, by(N))])).toEqual(['opted_out']);
	});

	it('does not let it be undone where the stop came without a user ID', () => {
		const events = [start(0, by({ phone: N, userId: X })), stop(1, by(N)), seen(2, M, X), start(5, by({ phone: N, userId: Y }))];
		expect(statuses([X, M, Y], events)).toEqual(['opted_out', 'opted_out', 'opted_in']);
	});

	it('lets the opt-ins of who had it lapse there, and stand where they went', () => {
		const events = [start(1, by({ phone: N, userId: X })), seen(2, M, X), seen(5, N, Y)];
		expect(decide(state(N, events), MARKETING, day(6))).toMatchObject({ decision: 'block', reason: 'identity_changed' });
		expect(state(N, events).identityChangedAt).toBe(isoDay(5));
		expect(decide(state(M, events), MARKETING, day(6))).toMatchObject({ decision: 'allow' });
	});

	it('does not name the new owner’s number as that of who had it', () => {
		const events = [start(1, by({ phone: N, userId: X })), start(5, by({ phone: N, userId: Y }))];
		expect(state(X, events)).toMatchObject({ contact: X });
		expect(state(X, events)).not.toHaveProperty('phone');
		expect(state(N, events)).toMatchObject({ contact: N, userId: Y });
	});

	it('is told apart for three owners, also when the first comes back', () => {
		const events = [stop(1, by({ phone: N, userId: X })), start(3, by({ phone: N, userId: Y })), stop(5, by({ phone: N, userId: Z }))];
		expect(statuses([X, Z, N], events)).toEqual(['opted_out', 'opted_out', 'opted_out']);
		expect(statuses([X, N], [events[0] ?? start(1), events[1] ?? start(1), platformResume(7, by({ phone: N, userId: X }))])).toEqual(['opted_out', 'opted_out']);
	});

	it('reaches everybody with a later stop, whoever of them says it', () => {
		const events = [start(1, by({ phone: N, userId: X })), seen(2, M, X), start(5, by({ phone: N, userId: Y })), stop(7, by({ phone: M, userId: X }))];
		expect(statuses([X, M, Y, N], events)).toEqual(['opted_out', 'opted_out', 'opted_out', 'opted_out']);
	});

	it('passes on neither unblocks, resumes nor answers to a hold', () => {
		const xs = [blocked(1, by({ phone: N, userId: X })), platformStop(1, by(X, { phoneNumberId: '1' })), likely(1, by(X))];
		const ys = [unblocked(5, by({ phone: N, userId: Y })), platformResume(6, by({ phone: N, userId: Y }, { phoneNumberId: '1' })), start(7, by({ phone: N, userId: Y }))];
		expect(state(X, [...xs, seen(4, N, Y), ...ys])).toMatchObject({ status: 'blocked', platformStop: true, holds: [{ since: isoDay(1) }] });
	});

	it('lets a yes that somebody typed in for the new owner pass for nobody else', () => {
		const events = [...xStopped, start(5, by({ phone: N, userId: Y }, { source: 'manual' }))];
		expect(statuses([X, M, N], events)).toEqual(['opted_out', 'opted_out', 'opted_out']);
	});

	it('keeps a stop that may have been another holder’s, whatever is entered for the one', () => {
		const events = [stop(1, by(N)), start(1, by({ phone: N, userId: Y })), start(2, by({ phone: N, userId: Y }, { source: 'manual' })), seen(3, X, N)];
		expect(statuses([X, Y], events)).toEqual(['opted_out', 'opted_in']);
	});

	it('may be known under both its written forms', () => {
		const [sheet, waId] = ['+5511987654321', '+551187654321'];
		const events = [stop(1, by({ phone: waId, userId: X })), seen(1, sheet, waId), start(5, by({ phone: waId, userId: Y }))];
		expect(statuses([X, Y, waId, sheet], events)).toEqual(['opted_out', 'opted_in', 'opted_in', 'opted_in']);
	});

	it('opens no way through another number that was said to be the same person’s', () => {
		const events = [stop(1, by({ phone: M, userId: X })), seen(2, N, M), start(5, by({ phone: N, userId: Y }))];
		expect(statuses([X, M, Y], events)).toEqual(['opted_out', 'opted_out', 'opted_in']);
		expect(statuses([X, M], [stop(1, by({ phone: M, userId: X })), start(5, by({ phone: N, userId: Y })), seen(6, N, M)])).toEqual(['opted_out', 'opted_out']);
	});

	it('is not opened by a sheet that names both numbers', () => {
		const events = [...xStopped, start(5, by({ phone: N, userId: Y })), imported(6, by({ phone: N, waId: M.slice(1) }))];
		expect(statuses([X, M], events)).toEqual(['opted_out', 'opted_out']);
	});
});

describe('a reported change of number', () => {
	it('carries stops, and opt-ins from before it', () => {
		expect(state(M, [stop(1, by(N)), moved(3, N, M)]).status).toBe('opted_out');
		expect(state(M, [start(1, by(N)), moved(3, N, M)])).toMatchObject({ status: 'opted_in', numberChangedAt: isoDay(3), contact: M });
		expect(state(N, [start(1, by(N)), moved(3, N, M)])).toMatchObject({ status: 'opted_in', contact: M });
	});

	it.each([['without', N], ['with', { phone: N, userId: Y }]])('does not carry what is said from the old number afterwards, %s a user ID', (_, owner) => {
		const events = [stop(1, by(N)), moved(3, N, M), start(5, by(owner))];
		expect(statuses([M, N], events)).toEqual(['opted_out', 'opted_in']);
	});

	it('carries no opt-in back to the old number’s new owner', () => {
		const events = [stop(1, by(N)), moved(3, N, M), stop(5, by(N)), start(7, by(M))];
		expect(statuses([M, N], events)).toEqual(['opted_in', 'opted_out']);
	});

	it('does not let what was said under the new number before undo a stop', () => {
		expect(state(M, [stop(1, by(N)), start(2, by(M)), moved(3, N, M)]).status).toBe('opted_out');
	});

	it('is followed there and back, and away again', () => {
		const there = [stop(1, by(N)), moved(3, N, M), start(4, by(N)), moved(5, M, N)];
		expect(state(N, there).status).toBe('opted_out');
		expect(statuses([M], [...there, moved(7, N, M), start(8, by(N))])).toEqual(['opted_out']);
		expect(state(N, [...there, start(9, by(N))]).status).toBe('opted_in');
	});

	it('leaves nothing that reaches them, where their new number is somebody else’s by now', () => {
		const gone = [start(1, by(N)), moved(3, N, M), moved(5, '+4915100000003', M)];
		expect(state(N, gone)).toMatchObject({ contact: '', goneAt: isoDay(3), status: 'opted_in' });
		for (const category of ['marketing', 'utility'] as const) {
			const detail = 'the person has left this number, and where they are now is not known';
			expect(decide(state(N, gone), { category, rule: 'soft' }, day(6))).toMatchObject({ decision: 'block', reason: 'invalid_contact', detail });
		}
		expect(state(M, gone)).not.toHaveProperty('goneAt');
		expect(state(N, [start(1, by(N)), moved(3, N, M), moved(4, M, N), moved(5, '+4915100000003', M)])).toMatchObject({ contact: N, status: 'opted_in' });
		expect(state(N, [...gone, start(6, by(N))])).toMatchObject({ contact: N });
		expect(state(N, [...gone, start(6, by(N))])).not.toHaveProperty('goneAt');
	});

	it('joins nobody whom the user IDs tell apart', () => {
		const events = [stop(1, by({ phone: N, userId: X })), moved(3, N, M), start(5, by({ phone: M, userId: Y }))];
		expect(statuses([X, Y], events)).toEqual(['opted_out', 'opted_in']);
		expect(statuses([X, Y, M], [...events, moved(3, X, Y)])).toEqual(['opted_in', 'opted_in', 'opted_in']);
	});
});

describe('two numbers that WhatsApp ties, of which another user ID holds one', () => {
	it('share a stop of which nobody can tell whose it was, until each says otherwise', () => {
		const events = [seen(1, X, N), start(1, by(X)), stop(1, by(M)), seen(3, N, M)];
		expect(statuses([X, N, M], events)).toEqual(['opted_out', 'opted_out', 'opted_out']);
		const answered = [...events, start(2, by({ phone: M, userId: Y }))];
		expect(statuses([X, N, Y], answered)).toEqual(['opted_out', 'opted_out', 'opted_in']);
		expect(statuses([X, N, Y], [...answered, start(4, by(X))])).toEqual(['opted_in', 'opted_in', 'opted_in']);
	});
});

describe('a link that only the business vouches for', () => {
	it.each([{ origin: 'business' }, { origin: 'person', source: 'import' }, { origin: 'person', source: 'api' }] as const)('carries opt-ins, but undoes no stop (%o)', (how) => {
		const forged = { ...seen(2, X, M), ...how };
		expect(state(X, [start(1, by(M)), forged])).toMatchObject({ status: 'opted_in', phone: M });
		expect(statuses([X, M], [stop(1, by(X)), forged, start(5, by(M))])).toEqual(['opted_out', 'opted_out']);
		expect(state(X, [removed(1, by(X)), stop(3, by(M)), forged]).status).toBe('opted_out');
	});

	it('makes nobody the owner of another’s number', () => {
		const forged = { ...seen(2, N, Z), origin: 'business' as const };
		expect(statuses([N, X], [stop(1, by({ phone: N, userId: X })), forged, start(5, by(Z))])).toEqual(['opted_out', 'opted_out']);
	});
});

describe('any events', () => {
	const number = fc.constantFrom(N, M);
	const user = fc.constantFrom(X, Y, Z);
	const contact: fc.Arbitrary<Who> = fc.oneof(number, user, fc.record({ phone: number, userId: user }));
	const on = fc.integer({ min: 0, max: 9 });
	const said = fc.record({ action: fc.constantFrom('opt_in' as const, 'opt_out' as const), contact, source: fc.constantFrom('keyword', 'keyword', 'manual'), on })
		.map(({ on, ...event }): ConsentEventInput => ({ ...event, origin: 'person', occurredAt: day(on), ...(event.action === 'opt_out' && { lists: ['marketing'] }) }));
	const tie = fc.record({ a: fc.oneof(number, user), b: fc.oneof(number, user), change: fc.boolean(), on })
		.filter(({ a, b }) => a !== b && (a.startsWith('+') || b.startsWith('+')))
		.map(({ a, b, change, on }) => seen(on, a, b, change ? true : undefined));
	const life = fc.array(fc.oneof({ weight: 3, arbitrary: said }, { weight: 1, arbitrary: tie }), { maxLength: 8 });

	it('say the same in any order, however often', () => {
		fc.assert(
			fc.property(life.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }))), ([events, mixed]) => {
				for (const id of [N, M, X, Y, Z]) expect(state(id, mixed)).toEqual(state(id, events));
				expect(fold(mixed)).toEqual(fold(events));
			}),
			runs(400),
		);
	});

	it('never let a yes under somebody’s own user ID opt in another who has stopped', () => {
		const yes = fc.record({ contact: fc.oneof(fc.constant<Who>(Y), number.map((phone): Who => ({ phone, userId: Y }))), on })
			.map(({ contact, on }) => start(on, { contact }));
		fc.assert(
			fc.property(life, yes, (events, word) => {
				const { own, ids } = new WhoIsWho(events.map(checked)).view(X);
				// A stop of somebody else’s that only reaches them is for that somebody to take back.
				if (stateOf(partsOf(own, [], ids)).status === 'opted_out') expect(state(X, [...events, word]).status).not.toBe('opted_in');
			}),
			runs(3000),
		);
	});

	it('reach everybody they are tied to with a stop that nobody has answered', () => {
		fc.assert(
			fc.property(life, contact, (events, who) => {
				const last = stop(20, { contact: who });
				const all = new WhoIsWho([...events, last].map(checked));
				const keys = [...(typeof who === 'object' && who !== null ? [who.phone, who.userId] : [who])].map(String);
				const reached = new Set(keys);
				for (const id of reached) for (const { contact: one, to } of [...events, last].map(checked)) {
					const ids = [one.phone, one.userId, to?.phone, to?.userId].filter((key) => key !== undefined);
					if (ids.includes(id)) for (const other of ids) reached.add(other);
				}
				for (const id of reached) {
					const { own, others, ids } = all.view(id);
					expect(stateOf(partsOf(own, others, ids)).status).toBe('opted_out');
				}
			}),
			runs(1000),
		);
	});
});
