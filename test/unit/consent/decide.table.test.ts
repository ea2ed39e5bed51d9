import { decide } from '../../../shared/consent';
import type { ContactState, Policy, Question } from '../../../shared/consent';
import { NOW, expected, situations, stateIn } from './support/reasonTable';
import type { DIMENSIONS, Situation } from './support/reasonTable';
import { enough } from '../../support/runs';

function questionOf({ category, rule, list }: Situation): Question {
	return { category, rule, list, phoneNumberId: '1' };
}

describe('every situation there is', () => {
	it('is decided as the table of reasons says, the first that applies', () => {
		const wrong: unknown[] = [];
		const reasons = new Set<string>();
		let rows = 0;
		for (const situation of situations()) {
			rows++;
			const should = expected(situation);
			reasons.add(should.reason);
			const { decision, reason, warning } = decide(stateIn(situation), questionOf(situation), NOW, situation.policy);
			const warned = warning === 'no_opt_in_on_record';
			if (decision !== should.decision || reason !== should.reason || warned !== should.warned) {
				wrong.push({ situation, should, is: { decision, reason, warning } });
				if (wrong.length >= 3) break;
			}
		}
		expect(wrong).toEqual([]);
		expect(rows).toBeGreaterThanOrEqual(enough(500_000));
		expect(reasons.size).toBe(12);
	});

	it('is left as it was by a rule that stands open, and blocked by one that is closed once nothing else blocks', () => {
		const few: Partial<typeof DIMENSIONS> = { identityChanged: ['never'], hold: [false], offers: ['none'], platformStop: ['none', 'this number'] };
		let blockedByRule = 0;
		for (const situation of situations(few)) {
			const state = stateIn(situation);
			const question = questionOf(situation);
			const bare = decide(state, question, NOW, situation.policy);
			const open = decide(state, question, NOW, { ...situation.policy, further: { testRecipients: new Set([state.contact]) } });
			const closed = decide(state, question, NOW, { ...situation.policy, further: { testRecipients: new Set() } });
			if (JSON.stringify(open) !== JSON.stringify(bare) || closed.decision !== 'block') throw new Error(JSON.stringify({ situation, bare, open, closed }));
			if (closed.reason === 'test_mode') blockedByRule++;
			else if (bare.decision !== 'block' || closed.reason !== bare.reason) throw new Error(JSON.stringify({ situation, bare, closed }));
		}
		expect(blockedByRule).toBeGreaterThanOrEqual(enough(500));
	});
});

describe('a question that is not understood', () => {
	const optedIn: ContactState = { contact: '+15551234567', status: 'opted_in', lists: { news: { status: 'opted_in', since: '2026-03-02T00:00:00Z', eventId: 'n', origin: 'person' } }, platformStop: false, platformStops: {}, holds: [] };

	it.each(['', 'MARKETING', 'promo', undefined, null, 5])('category %j is marketing', (category) => {
		const decision = decide(optedIn, { category, rule: 'required' } as unknown as Question, NOW);
		expect(decision).toMatchObject({ decision: 'block', reason: 'not_on_list', list: 'marketing' });
	});

	it.each(['', 'Soft', 'settings', undefined, null, 5])('rule %j is required', (rule) => {
		expect(decide(optedIn, { category: 'marketing', rule } as unknown as Question, NOW).decision).toBe('block');
	});

	it.each([NaN, Infinity, -Infinity, undefined, null, true, [], 'soon', new Date('soon')])('now %p is refused by name', (now) => {
		expect(() => decide(optedIn, { category: 'marketing', rule: 'required', list: 'news' }, now as number)).toThrow(/^now: /);
		expect(() => decide(optedIn, { category: 'utility', rule: 'required' }, now as number)).toThrow(TypeError);
	});
});

describe('a state that is less than whole', () => {
	const ask: Question = { category: 'marketing', rule: 'soft' };
	const contact = '+15551234567';
	const minimal = (state: object) => decide(state as ContactState, ask, NOW);
	const entry = { status: 'opted_in', since: '2026-03-02T00:00:00Z', eventId: 'n', origin: 'person' };

	it.each([
		['opted out, without more', { contact, status: 'opted_out', lists: {}, platformStop: false }, 'opted_out'],
		['opted out, without lists', { contact, status: 'opted_out' }, 'opted_out'],
		['opted out, though a list says otherwise', { contact, status: 'opted_out', lists: { marketing: entry } }, 'opted_out'],
		['blocked, without more', { contact, status: 'blocked' }, 'blocked'],
		['no status', { contact, lists: { marketing: entry } }, 'corrupt_record'],
		['an unknown status', { contact, status: 'yes', lists: { marketing: entry } }, 'corrupt_record'],
		['no contact', { status: 'opted_in', lists: { marketing: entry } }, 'invalid_contact'],
		['an empty contact', { contact: '', status: 'opted_in', lists: { marketing: entry } }, 'invalid_contact'],
		['a stop without numbers', { contact, status: 'opted_in', lists: { marketing: entry }, platformStop: true }, 'platform_stop'],
		['a number that is stopped without the flag', { contact, status: 'opted_in', lists: { marketing: entry }, platformStops: { 1: 'x' } }, 'platform_stop'],
		['a problem of reading', { contact, status: 'opted_in', lists: { marketing: entry }, problem: { code: 'corrupt_record', detail: 'x' } }, 'corrupt_record'],
		['a problem with the contact, whatever is given as one', { contact, status: 'opted_in', lists: { marketing: entry }, problem: { code: 'invalid_contact', detail: 'x' } }, 'invalid_contact'],
		['a problem of reading, of a contact without a name', { contact: '', status: 'opted_in', lists: {}, problem: { code: 'corrupt_record', detail: 'x' } }, 'corrupt_record'],
		['a list without a state beside one that was left', { contact, status: 'opted_out', lists: { marketing: null, news: { ...entry, status: 'opted_out' } } }, 'opted_out'],
		['a list that says more than the contact, beside one that was left', { contact, status: 'none', lists: { marketing: entry, news: { ...entry, status: 'opted_out' } } }, 'opted_out'],
		['nothing at all', null, 'corrupt_record'],
		['undefined', undefined, 'corrupt_record'],
	])('is blocked: %s', (_, state, reason) => {
		for (const category of ['marketing', 'utility'] as const) {
			const decision = decide(state as unknown as ContactState, { ...ask, category }, NOW, { optOutAppliesTo: ['utility'] });
			expect(decision).toMatchObject({ decision: 'block', reason });
		}
	});

	it('is blocked with the words for it', () => {
		expect(decide(null as unknown as ContactState, ask, NOW).detail).toBe('there is no state');
		expect(minimal({ contact, status: 'yes' }).detail).toBe('the status is none that is known');
	});

	it('is stopped for every number by a stop that names none, also where stops are kept to their number', () => {
		const state = { contact, status: 'opted_in', lists: { marketing: entry }, platformStop: true, platformStops: {} };
		expect(decide(state as unknown as ContactState, { ...ask, phoneNumberId: '1' }, NOW, { platformStopScope: 'number' }).reason).toBe('platform_stop');
	});

	it.each([
		['opted in, but on no list', { contact, status: 'opted_in', lists: {}, platformStop: false }, 'not_opted_in'],
		['opted in, without lists', { contact, status: 'opted_in' }, 'not_opted_in'],
		['a list that says more than the contact', { contact, status: 'none', lists: { marketing: entry } }, 'not_opted_in'],
		['a list without a state', { contact, status: 'opted_in', lists: { marketing: null } }, 'not_opted_in'],
		['pending without a deadline', { contact, status: 'pending', lists: {} }, 'pending_confirmation'],
		['a list that is pending without a deadline', { contact, status: 'opted_in', lists: { marketing: { ...entry, status: 'pending' }, news: entry } }, 'pending_confirmation'],
		['a list that is not the one waited for', { contact, status: 'pending', lists: { marketing: { ...entry, status: 'none' } } }, 'not_opted_in'],
		['a deadline that can’t be read', { contact, status: 'opted_in', lists: { marketing: { ...entry, expiresAt: 'soon' } } }, 'consent_expired'],
		['an opt-in of an unreadable time, before or after a change of owner', { contact, status: 'opted_in', lists: { marketing: { ...entry, since: '?' } }, identityChangedAt: '2026-03-01T00:00:00Z' }, 'identity_changed'],
	])('has no opt-in: %s', (_, state, reason) => {
		expect(minimal(state)).toMatchObject({ decision: 'flag', reason });
		expect(decide(state as unknown as ContactState, { ...ask, rule: 'required' }, NOW)).toMatchObject({ decision: 'block', reason });
	});

	it.each(['', 'utility', 'marketing', null, {}])('has no opt-in, whatever %j the policy names in place of categories', (categories) => {
		const policy = { optInRequiredFor: categories, optOutAppliesTo: categories } as unknown as Policy;
		const nobody = { contact, status: 'none', lists: {} } as unknown as ContactState;
		expect(decide(nobody, { ...ask, rule: 'required' }, NOW, policy)).toMatchObject({ decision: 'block', reason: 'not_opted_in' });
	});
});
