import { decide, fold } from '../../../shared/consent';
import type { ConsentEventInput, Decision, Policy, Question } from '../../../shared/consent';
import { ANNA, blocked, checked, day, form, imported, isoDay, likely, link, platformResume, platformStop, removed, start, stop, unblocked } from './support/events';

const news = { lists: ['news'] };
const byNumber: Policy = { platformStopScope: 'number' };
const strictUtility: Policy = { optInRequiredFor: ['marketing', 'utility'], optOutAppliesTo: ['marketing', 'utility'] };

const marketing: Question = { category: 'marketing', rule: 'required' };
const soft: Question = { category: 'marketing', rule: 'soft' };
const utility: Question = { category: 'utility', rule: 'required' };
const login: Question = { category: 'authentication', rule: 'required' };
const reply: Question = { category: 'service', rule: 'required' };
const on = (list: string, question = marketing): Question => ({ ...question, list });

type Case = [name: string, events: ConsentEventInput[], question: Question, answer: string, policy?: Policy];

const cases: Case[] = [
	['marketing to an imported opt-in goes', [imported(1)], marketing, 'allow opted_in'],
	['marketing after STOP does not go', [imported(1), stop(2)], marketing, 'block opted_out'],
	['marketing after STOP does not go under the soft rule either', [imported(1), stop(2)], soft, 'block opted_out'],
	['marketing to somebody unheard of does not go', [platformResume(1)], marketing, 'block not_opted_in'],
	['marketing to somebody unheard of goes under the soft rule, flagged', [platformResume(1)], soft, 'flag not_opted_in'],
	['marketing after START goes again', [stop(1), start(2)], marketing, 'allow opted_in'],
	['an order update after STOP goes: opted out is not blocked', [imported(1), stop(2)], utility, 'allow exempt_category (no_opt_in_on_record)'],
	['a login code after STOP goes', [stop(1)], login, 'allow exempt_category (no_opt_in_on_record)'],
	['a reply after STOP goes', [stop(1)], reply, 'allow exempt_category (no_opt_in_on_record)'],
	['an order update to a subscriber goes without a warning', [start(1)], utility, 'allow exempt_category'],
	['an order update to somebody unheard of goes with a warning', [platformResume(1)], utility, 'allow exempt_category (no_opt_in_on_record)'],
	['nothing goes to a blocked contact', [start(1), blocked(2)], marketing, 'block blocked'],
	['not even a login code goes to a blocked contact', [start(1), blocked(2)], login, 'block blocked'],
	['an unblocked contact is where they were', [start(1), blocked(2), unblocked(3)], marketing, 'allow opted_in'],
	['a second message of one run does not go', [start(1)], { ...marketing, duplicate: true }, 'block duplicate'],
	['blocked is named before duplicate', [blocked(1)], { ...marketing, duplicate: true }, 'block blocked'],
	['duplicate is named before a list that was left', [start(1, news), stop(2, news)], { ...on('news'), duplicate: true }, 'block duplicate'],
	['a list that was left by name gets nothing', [start(1, news), stop(2, news)], on('news'), 'block opted_out_of_list'],
	['a list that was left by name gets no order updates either', [start(1, news), stop(2, news)], on('news', utility), 'block opted_out_of_list'],
	['a list that ended with everything gets order updates', [start(1, news), stop(2)], on('news', utility), 'allow exempt_category (no_opt_in_on_record)'],
	['a list taken out by the business gets nothing', [start(1, news), removed(2, news)], on('news', utility), 'block opted_out_of_list'],
	['another list goes on after one was left', [start(1, { lists: ['marketing', 'news'] }), stop(2, news)], marketing, 'allow opted_in'],
	['somebody on another list is not on this one', [start(1, news)], marketing, 'block not_on_list'],
	['somebody on another list gets it under the soft rule, flagged', [start(1, news)], soft, 'flag not_on_list'],
	['any list will do where any is asked for', [start(1, news)], on('*'), 'allow opted_in'],
	['nobody who left and is on no list gets what asks for any', [start(1, news), stop(2, news)], on('*', soft), 'block opted_out'],
	['leaving the only list is an opt-out for unheard-of lists too', [stop(1, news)], on('offers', soft), 'block opted_out'],
	['WhatsApp’s own stop holds marketing', [start(1), platformStop(2, { phoneNumberId: '1' })], marketing, 'block platform_stop'],
	['WhatsApp’s own stop holds marketing of all numbers', [start(1), platformStop(2, { phoneNumberId: '1' })], { ...marketing, phoneNumberId: '2' }, 'block platform_stop'],
	['WhatsApp’s own stop may be kept to its number', [start(1), platformStop(2, { phoneNumberId: '1' })], { ...marketing, phoneNumberId: '2' }, 'allow opted_in', byNumber],
	['WhatsApp’s own stop of an unnamed number holds every number', [start(1), platformStop(2)], { ...marketing, phoneNumberId: '2' }, 'block platform_stop', byNumber],
	['WhatsApp’s own stop holds marketing of a number not told', [start(1), platformStop(2, { phoneNumberId: '1' })], marketing, 'block platform_stop', byNumber],
	['WhatsApp’s own stop does not hold order updates', [start(1), platformStop(2)], utility, 'allow exempt_category'],
	['WhatsApp’s own stop is named before STOP', [stop(1), platformStop(2)], marketing, 'block platform_stop'],
	['a likely opt-out holds marketing', [start(1), likely(2)], marketing, 'block opt_out_likely'],
	['a likely opt-out holds marketing under the soft rule', [likely(2)], soft, 'block opt_out_likely'],
	['a likely opt-out does not hold order updates', [start(1), likely(2)], utility, 'allow exempt_category'],
	['a likely opt-out that was answered with keep holds nothing', [start(1), likely(2), start(3)], marketing, 'allow opted_in'],
	['STOP is named before a likely opt-out', [stop(1), likely(2)], marketing, 'block opted_out'],
	['consent that ran out does not count', [start(1, { expiresAt: day(9) })], marketing, 'block consent_expired'],
	['consent that ran out is flagged under the soft rule', [start(1, { expiresAt: day(9) })], soft, 'flag consent_expired'],
	['consent that runs on counts', [start(1, { expiresAt: day(11) })], marketing, 'allow opted_in'],
	['consent runs out at its very moment', [start(1, { expiresAt: day(10) })], marketing, 'block consent_expired'],
	['consent given anew counts, whenever the old one ends', [start(1, { expiresAt: day(9) }), start(2)], marketing, 'allow opted_in'],
	['of several lists one that runs will do where any is asked for', [start(1, news), start(3, { expiresAt: day(9) })], on('*'), 'allow opted_in'],
	['somebody whose other list ran out is on none', [start(1, { ...news, expiresAt: day(9) })], marketing, 'block not_opted_in'],
	['a form waits for its confirmation', [form(1, 20)], marketing, 'block pending_confirmation'],
	['a form that was never confirmed is nothing', [form(1, 9)], marketing, 'block not_opted_in'],
	['a form for another list does not hide that one was left', [stop(1, news), form(2, 20)], on('offers', soft), 'block opted_out'],
	['order updates need an opt-in where the operator says so', [platformResume(1)], utility, 'block not_opted_in', strictUtility],
	['order updates stop with STOP where the operator says so', [start(1), stop(2)], utility, 'block opted_out', strictUtility],
	['order updates may stop with STOP and need no opt-in', [platformResume(1)], utility, 'allow exempt_category (no_opt_in_on_record)', { optOutAppliesTo: ['utility'] }],
	['order updates may need an opt-in and not heed STOP', [start(1), stop(2)], utility, 'block not_opted_in', { optInRequiredFor: ['utility'] }],
	['marketing may be freed of opt-ins', [platformResume(1)], marketing, 'allow exempt_category (no_opt_in_on_record)', { optInRequiredFor: [] }],
	['marketing can’t be freed of STOP', [stop(1)], marketing, 'block opted_out', { optInRequiredFor: [], optOutAppliesTo: [] }],
	['a number with a new owner', [start(1, { contact: { phone: ANNA, userId: 'DE.1' } }), link(3, ANNA, { userId: 'DE.2' })], marketing, 'block identity_changed'],
	['a change of number is told', [start(1), link(3, ANNA, '+4915199999999', true)], marketing, 'allow opted_in (number_changed)'],
	['no events at all', [], marketing, 'block not_opted_in'],
	['no events at all, under the soft rule', [], soft, 'flag not_opted_in'],
	['no events at all, for an order update', [], utility, 'allow exempt_category (no_opt_in_on_record)'],
	['a change of number is no matter to an opt-in given since', [start(1), link(3, ANNA, '+4915199999999', true), start(4, { contact: '+4915199999999' })], marketing, 'allow opted_in'],
	['nor to one of the same moment', [start(1), link(3, ANNA, '+4915199999999', true), start(3, { contact: '+4915199999999' })], marketing, 'allow opted_in'],
	['the new owner’s opt-in of the very moment they are heard of', [start(1, { contact: { phone: ANNA, userId: 'DE.1' } }), start(3, { contact: { phone: ANNA, userId: 'DE.2' } })], marketing, 'allow opted_in'],
];

function inWords({ decision, reason, warning }: Decision): string {
	return `${decision} ${reason}${warning === undefined ? '' : ` (${warning})`}`;
}

describe('ten days later', () => {
	it.each(cases.map(([name, ...rest]) => [name, rest] as const))('%s', (_, [events, question, answer, policy]) => {
		expect(inWords(decide(fold(events), question, day(10), policy))).toBe(answer);
	});
});

describe('a decision', () => {
	const id = (event: ConsentEventInput) => checked(event).eventId;
	const told = (events: ConsentEventInput[], question = marketing) => decide(fold(events), question, day(10));

	it('names the event it rests on', () => {
		expect(told([imported(1)]).eventId).toBe(id(imported(1)));
		expect(told([imported(1), stop(2)]).eventId).toBe(id(stop(2)));
		expect(told([start(1), likely(2)]).eventId).toBe(id(likely(2)));
		expect(told([start(1), blocked(2)]).eventId).toBe(id(blocked(2)));
		expect(told([stop(2, news)], on('offers')).eventId).toBe(id(stop(2, news)));
		expect(told([start(2, news)]).eventId).toBe(id(start(2, news)));
		expect(told([start(1, news), start(3)], on('*')).eventId).toBe(id(start(3)));
	});

	it('names the newest stop where several keep the contact off every list', () => {
		const offers = { lists: ['offers'] };
		const newest = (events: ConsentEventInput[]) => told(events, on('*')).eventId;
		expect(newest([stop(3)])).toBe(id(stop(3)));
		expect(newest([stop(2, news), stop(4, offers)])).toBe(id(stop(4, offers)));
		expect(newest([stop(4, news), stop(2, offers)])).toBe(id(stop(4, news)));
		expect(newest([stop(3), stop(5, news)])).toBe(id(stop(5, news)));
		expect(newest([stop(3), start(4, news), stop(5, news), stop(6)])).toBe(id(stop(6)));
		expect(newest([stop(3, news), start(4, { expiresAt: day(5) })])).toBe(id(stop(3, news)));
		expect(newest([start(2, { lists: ['*'], expiresAt: day(5) }), stop(3, news)])).toBe(id(stop(3, news)));
	});

	it('names the list it looked at, where it looked at one', () => {
		expect(told([imported(1)]).list).toBe('marketing');
		expect(told([imported(1)], on('*')).list).toBe('*');
		expect(told([imported(1)], on('', utility))).not.toHaveProperty('list');
	});

	it('holds no empty fields', () => {
		for (const [, events, question, , policy] of cases) {
			expect(Object.values(decide(fold(events), question, day(10), policy))).not.toContain(undefined);
		}
	});

	it('takes now in every form that events have', () => {
		for (const now of [day(10), new Date(day(10)), isoDay(10)]) expect(decide(fold([start(1, { expiresAt: day(10) })]), marketing, now).reason).toBe('consent_expired');
		for (const now of [day(9), new Date(day(9)), isoDay(9)]) expect(decide(fold([start(1, { expiresAt: day(10) })]), marketing, now).reason).toBe('opted_in');
	});

	it('changes neither state nor question nor policy', () => {
		const freeze = <T>(value: T): T => {
			if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
			return value;
		};
		for (const [, events, question, answer, policy] of cases) {
			expect(inWords(decide(freeze(fold(events)), freeze({ ...question }), day(10), policy && freeze({ ...policy })))).toBe(answer);
		}
	});

	it('carries the words of a problem with the record', () => {
		const damaged = { ...fold([start(1)]), problem: { code: 'corrupt_record' as const, detail: 'a consent register' } };
		expect(decide(damaged, utility, day(10))).toEqual({ decision: 'block', reason: 'corrupt_record', detail: 'a consent register' });
	});
});

describe('consent older than the operator trusts', () => {
	const at = (moment: string, months: number, given: string, question = marketing) =>
		decide(fold([start(1, { occurredAt: given })]), question, Date.parse(moment), { further: { consentMaxAgeMonths: months } });

	it('counts no more, from the same day and time so many months later', () => {
		expect(at('2026-09-01T09:59:59.999Z', 6, '2026-03-01T10:00:00Z').reason).toBe('opted_in');
		expect(at('2026-09-01T10:00:00Z', 6, '2026-03-01T10:00:00Z')).toMatchObject({ decision: 'block', reason: 'consent_expired', detail: 'the opt-in is older than 6 months' });
	});

	it('ends on the last day of a shorter month', () => {
		expect(at('2026-02-27T23:59:59Z', 1, '2026-01-31T00:00:00Z').reason).toBe('opted_in');
		expect(at('2026-02-28T00:00:00Z', 1, '2026-01-31T00:00:00Z').reason).toBe('consent_expired');
		expect(at('2028-02-28T23:59:59Z', 48, '2024-02-29T00:00:00Z').reason).toBe('opted_in');
	});

	it('is flagged under the soft rule and no matter to messages that need none', () => {
		expect(at('2027-01-01T00:00:00Z', 6, '2026-03-01T10:00:00Z', soft).decision).toBe('flag');
		expect(at('2027-01-01T00:00:00Z', 6, '2026-03-01T10:00:00Z', utility)).toMatchObject({ decision: 'allow', warning: 'no_opt_in_on_record' });
	});

	it('is asked of each list by itself', () => {
		const state = fold([start(1, { occurredAt: '2025-01-01T00:00:00Z' }), start(1, news)]);
		const policy = { further: { consentMaxAgeMonths: 12 } };
		expect(decide(state, on('*'), Date.parse(isoDay(10)), policy).reason).toBe('opted_in');
		expect(decide(state, marketing, Date.parse(isoDay(10)), policy).reason).toBe('consent_expired');
	});

	it.each([0, -1, 1.5, NaN])('%p months are refused by name', (months) => {
		expect(() => at('2026-09-01T10:00:00Z', months, '2026-03-01T10:00:00Z')).toThrow(/^consentMaxAgeMonths: /);
	});
});
