import { decide, fold } from '../../../../shared/consent';
import type { ContactFacts, FurtherRules, MessageCategory } from '../../../../shared/consent';
import { day, start, stop } from '../support/events';

const HOUR = 3600 * 1000;
const NOW = day(10);

function ask(further: FurtherRules | undefined, facts?: ContactFacts, more: { category?: MessageCategory; contact?: string; list?: string; rule?: 'required' | 'soft' } = {}) {
	const { category = 'marketing', contact = '+4915123456789', list, rule = 'required' } = more;
	return decide(fold([start(1, { contact, lists: ['marketing', 'news'] })]), { category, rule, list, facts }, NOW, { further });
}

describe('the further rules', () => {
	it('are all off until set', () => {
		expect(ask(undefined)).toMatchObject({ decision: 'allow', reason: 'opted_in' });
		expect(ask({}, { coolDownUntil: NOW + HOUR })).toMatchObject({ decision: 'allow', reason: 'opted_in' });
	});

	it('give way to whatever else blocks', () => {
		const stopped = fold([start(1), stop(2)]);
		expect(decide(stopped, { category: 'marketing', rule: 'soft' }, NOW, { further: { testRecipients: new Set() } }).reason).toBe('opted_out');
	});

	it('hold what the soft rule and a category without opt-in let through', () => {
		const stranger = fold([{ ...start(1), action: 'platform_resume' as const }]);
		const further = { testRecipients: new Set<string>() };
		expect(decide(stranger, { category: 'marketing', rule: 'soft' }, NOW, { further }).reason).toBe('test_mode');
		expect(decide(stranger, { category: 'authentication', rule: 'required' }, NOW, { further }).reason).toBe('test_mode');
	});

	it('are named in a fixed order', () => {
		const all: FurtherRules = {
			quietHours: { from: '00:00', to: '23:59' },
			frequencyCaps: [{ max: 0, period: 'day' }],
			coolDown: true,
			blockedCountries: ['DE'],
			testRecipients: new Set(),
		};
		const facts: ContactFacts = { coolDownUntil: NOW + HOUR, sent: { contact: { day: 1, week: 1, month: 1 } } };
		const order: string[] = [];
		for (const rule of ['quietHours', 'frequencyCaps', 'coolDown', 'blockedCountries', 'testRecipients'] as const) {
			order.push(ask(all, facts).reason);
			delete all[rule];
		}
		expect(order).toEqual(['quiet_hours', 'frequency_cap', 'cool_down', 'country_blocked', 'test_mode']);
		expect(ask(all, facts).reason).toBe('opted_in');
	});
});

describe('the frequency cap', () => {
	const counts = (n: number) => ({ day: n, week: n * 2, month: n * 3 });

	it.each([
		['day', 2, 1, true],
		['day', 2, 2, false],
		['week', 5, 2, true],
		['week', 4, 2, false],
		['month', 6, 2, false],
		['day', 0, 0, false],
	] as const)('of a %s: %d at most, after %d', (period, max, sent, goes) => {
		const decision = ask({ frequencyCaps: [{ max, period }] }, { sent: { contact: counts(sent) } });
		expect(decision.reason).toBe(goes ? 'opted_in' : 'frequency_cap');
	});

	it('says what was counted', () => {
		const facts: ContactFacts = { sent: { contact: counts(5), list: counts(2) } };
		expect(ask({ frequencyCaps: [{ max: 10, period: 'week', per: 'contact' }] }, facts).detail).toBe('10 sent within a week, 10 allowed');
		expect(ask({ frequencyCaps: [{ max: 3, period: 'week', per: 'list' }] }, facts, { list: 'news' }).detail).toBe('4 sent on news within a week, 3 allowed');
	});

	it('of a list counts that list alone and is no matter to messages on none', () => {
		const rules: FurtherRules = { frequencyCaps: [{ max: 3, period: 'day', per: 'list', categories: ['utility'] }] };
		expect(ask(rules, { sent: { contact: counts(9), list: counts(2) } }, { category: 'utility', list: 'news' }).decision).toBe('allow');
		expect(ask(rules, { sent: { contact: counts(9), list: counts(3) } }, { category: 'utility', list: 'news' }).reason).toBe('frequency_cap');
		expect(ask(rules, { sent: { contact: counts(9), list: counts(9) } }, { category: 'utility' }).decision).toBe('allow');
	});

	it('counts for marketing unless said otherwise', () => {
		const facts: ContactFacts = { sent: { contact: counts(9) } };
		expect(ask({ frequencyCaps: [{ max: 1, period: 'day' }] }, facts, { category: 'utility' }).decision).toBe('allow');
		expect(ask({ frequencyCaps: [{ max: 1, period: 'day', categories: ['utility'] }] }, facts, { category: 'utility' }).reason).toBe('frequency_cap');
	});

	it('holds when it is not known what was sent', () => {
		const rules: FurtherRules = { frequencyCaps: [{ max: 100, period: 'day' }] };
		const perList: FurtherRules = { frequencyCaps: [{ max: 100, period: 'day', per: 'list' }] };
		const held = { decision: 'block', reason: 'frequency_cap', detail: 'it is not known how many messages were sent before' };
		for (const facts of [undefined, {}, { lastInboundAt: NOW }]) expect(ask(rules, facts)).toMatchObject(held);
		for (const facts of [undefined, { sent: { contact: counts(0) } }]) expect(ask(perList, facts)).toMatchObject(held);
	});

	it('that is not understood is refused by name', () => {
		expect(() => ask({ frequencyCaps: [{ max: -1, period: 'day' }] }, { sent: { contact: counts(0) } })).toThrow(/^frequencyCaps\.max: /);
		expect(() => ask({ frequencyCaps: [{ max: 1, period: 'year' as 'day' }] }, { sent: { contact: counts(0) } })).toThrow(/^frequencyCaps\.period: /);
	});
});

describe('the cool-down', () => {
	it('holds marketing until its end, and says when that is', () => {
		expect(ask({ coolDown: true }, { coolDownUntil: NOW + HOUR })).toMatchObject({ reason: 'cool_down', nextAllowedAt: new Date(NOW + HOUR).toISOString() });
		expect(ask({ coolDown: true }, { coolDownUntil: NOW }).reason).toBe('opted_in');
		expect(ask({ coolDown: true }, {}).reason).toBe('opted_in');
		expect(ask({ coolDown: true }, { coolDownUntil: NOW + HOUR }, { category: 'utility' }).decision).toBe('allow');
	});

	it('holds when nothing is known, or what is known can’t be read', () => {
		expect(ask({ coolDown: true })).toMatchObject({ reason: 'cool_down', detail: 'it is not known whether Meta held a message back' });
		expect(ask({ coolDown: true }, { coolDownUntil: NaN })).toMatchObject({ reason: 'cool_down', detail: 'the end of the cool-down is unreadable' });
	});
});

describe('the customer service window', () => {
	const reply = { category: 'service' as const };

	it('is open for 24 hours after the person’s last message', () => {
		expect(ask({ window: true }, { lastInboundAt: NOW - 24 * HOUR + 1 }, reply).decision).toBe('allow');
		expect(ask({ window: true }, { lastInboundAt: NOW - 24 * HOUR }, reply)).toMatchObject({ decision: 'block', reason: 'window_closed' });
	});

	it('is closed to whoever has not written, or nobody knows when', () => {
		for (const facts of [undefined, {}, { lastInboundAt: NaN }]) expect(ask({ window: true }, facts, reply).reason).toBe('window_closed');
	});

	it('is no matter to templates', () => {
		for (const category of ['marketing', 'utility', 'authentication'] as const) expect(ask({ window: true }, {}, { category }).decision).toBe('allow');
	});
});

describe('countries', () => {
	const us = { usMarketingStop: true };

	it.each([
		['+14155550123', 'block'],
		['+12125550123', 'block'],
		['+16135550123', 'allow'],
		['+18765550123', 'allow'],
		['+17875550123', 'allow'],
		['+12423591234', 'allow'],
		['+15551234567', 'block'],
		['+4915123456789', 'allow'],
		['US.1349', 'block'],
		['CA.1349', 'allow'],
	])('marketing to %s while Meta delivers none to the United States: %s', (contact, decision) => {
		const answer = ask(us, undefined, { contact });
		expect(answer.decision).toBe(decision);
		if (decision === 'block') expect(answer).toMatchObject({ reason: 'country_blocked', detail: 'Meta delivers no marketing to numbers of the United States' });
	});

	it('are told from the display id of a state that names no other identifier', () => {
		const { contact, status, lists, platformStop, platformStops, holds } = fold([start(1, { contact: '+14155550123' })]);
		const state = { contact, status, lists, platformStop, platformStops, holds };
		expect(decide(state, { category: 'marketing', rule: 'required' }, NOW, { further: us }).reason).toBe('country_blocked');
	});

	it('other messages to the United States go', () => {
		expect(ask(us, undefined, { contact: '+14155550123', category: 'utility' }).decision).toBe('allow');
	});

	it('that the business may not message get nothing of any category', () => {
		const rules = { blockedCountries: ['cu', ' BR '] };
		for (const category of ['marketing', 'utility', 'authentication', 'service'] as const) {
			expect(ask(rules, undefined, { contact: '+5511987654321', category })).toMatchObject({ reason: 'country_blocked', detail: 'the business may not message BR' });
			expect(ask(rules, undefined, { contact: 'CU.1', category }).reason).toBe('country_blocked');
			expect(ask(rules, undefined, { contact: '+525512345678', category }).decision).toBe('allow');
		}
	});
});

describe('a test run', () => {
	it('reaches its recipients alone, under any identifier', () => {
		const state = fold([start(1, { contact: { phone: '+4915123456789', userId: 'DE.1' } })]);
		const decision = (...recipients: string[]) => decide(state, { category: 'marketing', rule: 'required' }, NOW, { further: { testRecipients: new Set(recipients) } }).reason;
		expect(decision('+4915123456789')).toBe('opted_in');
		expect(decision('DE.1')).toBe('opted_in');
		expect(decision('+15551234567')).toBe('test_mode');
		expect(decision()).toBe('test_mode');
	});
});
