import { decide, fold, mostRestrictive } from '../../../shared/consent';
import type { ConsentEventInput, ContactState, Question } from '../../../shared/consent';
import { ANNA, blocked, checked, day, form, isoDay, likely, link, platformStop, start, stop } from './support/events';

const OTHER = { phone: '+4915199999999', userId: 'DE.7' };
const news = { lists: ['news'] };
const all = { lists: ['*'] };
const other = (event: (on: number, rest?: Partial<ConsentEventInput>) => ConsentEventInput, on: number, rest: Partial<ConsentEventInput> = {}) => event(on, { contact: OTHER, ...rest });

/** An item's first identifier, to which the message would go, and another one that nothing proves to be the same person's. */
function together(first: ConsentEventInput[], second: ConsentEventInput[]): ContactState {
	return mostRestrictive([fold(first), fold(second)]);
}

describe('an item that names two who are not proven to be one', () => {
	const marketing: Question = { category: 'marketing', rule: 'required' };
	const on = (list: string, question = marketing): Question => ({ ...question, list });

	it.each<[string, ConsentEventInput[], ConsentEventInput[], Question, string]>([
		['goes where both opted in', [start(1)], [other(start, 2)], marketing, 'allow opted_in'],
		['goes on the first one’s opt-in', [start(1)], [], marketing, 'allow opted_in'],
		['does not go on the second one’s opt-in', [], [other(start, 1)], marketing, 'block not_opted_in'],
		['does not go on the second one’s opt-in to the list', [start(1, news)], [other(start, 1)], marketing, 'block not_on_list'],
		['does not go on the second one’s opt-in to everything', [start(1, news)], [other(start, 1, all)], on('offers'), 'block not_on_list'],
		['does not go on the second one’s opt-in to everything, whatever list will do', [form(1, 9)], [other(start, 1, all)], on('*'), 'block pending_confirmation'],
		['does not go after the first one’s stop', [stop(1)], [other(start, 2)], marketing, 'block opted_out'],
		['does not go after the second one’s stop, though the opt-in is newer', [start(3)], [other(stop, 1)], marketing, 'block opted_out'],
		['does not go after the second one left the list', [start(3, news)], [other(stop, 1, news)], on('news', { category: 'utility', rule: 'soft' }), 'block opted_out_of_list'],
		['does not go after the second one’s stop to a list that the first has with everything', [start(3, all)], [other(stop, 1, news)], on('news'), 'block opted_out_of_list'],
		['goes on another list than the second one left', [start(3, all)], [other(stop, 1, news)], marketing, 'allow opted_in'],
		['does not go after the second one’s stop to everything', [start(3, news)], [other(stop, 1)], on('news'), 'block opted_out'],
		['does not go to a first who is blocked', [start(1), blocked(2)], [other(start, 1)], marketing, 'block blocked'],
		['does not go where the second is blocked', [start(1)], [other(blocked, 1)], marketing, 'block blocked'],
		['waits for the first one’s switch', [start(1), platformStop(2)], [other(start, 1)], marketing, 'block platform_stop'],
		['waits for the second one’s switch', [start(1)], [other(platformStop, 1)], marketing, 'block platform_stop'],
		['waits for the first one’s answer', [start(1), likely(2)], [other(start, 1)], marketing, 'block opt_out_likely'],
		['waits for the second one’s answer', [start(1)], [other(likely, 2)], marketing, 'block opt_out_likely'],
		['does not go where the second one’s number has a new owner', [start(1)], [other(start, 1), link(3, OTHER.phone, { userId: 'DE.8' })], marketing, 'block identity_changed'],
	])('%s', (_, first, second, question, answer) => {
		const { decision, reason } = decide(together(first, second), question, day(5));
		expect(`${decision} ${reason}`).toBe(answer);
	});

	it('is shown as the first, with whatever else is known of the second', () => {
		expect(together([start(1)], [other(start, 1)])).toMatchObject({ contact: ANNA, phone: ANNA, userId: 'DE.7' });
		expect(together([start(1, { contact: 'DE.1' })], [other(start, 1)])).toMatchObject({ contact: OTHER.phone, userId: 'DE.1' });
	});

	it('names a stop that left the list by name before one of everything, else the newer', () => {
		const eventId = (event: ConsentEventInput) => checked(event).eventId;
		const of = (first: ConsentEventInput[], second: ConsentEventInput[]) => together(first, second).lists.news?.eventId;
		const [early, late] = [stop(1, news), other(stop, 2, news)];
		expect(of([early], [late])).toBe(eventId(late));
		expect(of([stop(3, news)], [late])).toBe(eventId(stop(3, news)));
		expect(of([early], [other(start, 1, news), other(stop, 2)])).toBe(eventId(early));
		expect(of([start(1, news), stop(2)], [other(stop, 1, news)])).toBe(eventId(other(stop, 1, news)));
	});

	it('holds every switch and every open question once', () => {
		const state = together([platformStop(1, { phoneNumberId: '1' }), likely(2)], [other(platformStop, 3, { phoneNumberId: '2' }), other(likely, 4)]);
		expect(state.platformStops).toEqual({ 1: isoDay(1), 2: isoDay(3) });
		expect([state, together([platformStop(1)], []), together([start(1)], [other(platformStop, 1)])].map(({ platformStop: is }) => is)).toEqual([true, true, true]);
		expect(together([start(1)], [other(start, 1)]).platformStop).toBe(false);
		expect(state.holds.map(({ since }) => since)).toEqual([isoDay(2), isoDay(4)]);
		const once = fold([likely(2)]);
		expect(mostRestrictive([once, once]).holds).toEqual(once.holds);
	});

	it('was first and last heard of by either', () => {
		const [early, late] = [[start(1), stop(2, news)], [other(start, 3), other(stop, 4, news)]];
		const moments = { createdAt: isoDay(1), updatedAt: isoDay(4), optedInAt: isoDay(3), optedOutAt: isoDay(4), lastEvent: { eventId: checked(other(stop, 4, news)).eventId } };
		expect(together(early, late)).toMatchObject(moments);
		expect(together(late, early)).toMatchObject(moments);
		expect(together([form(1, 8)], [form(1, 9, { contact: OTHER })]).pendingUntil).toBe(isoDay(9));
	});

	it('holds no empty fields', () => {
		expect(Object.values(together([platformStop(1)], [other(platformStop, 1)]))).not.toContain(undefined);
		expect(Object.values(mostRestrictive([fold([]), fold([])]))).not.toContain(undefined);
	});
});
