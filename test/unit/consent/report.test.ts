import fc from 'fast-check';
import { REASONS, REASON_WORDS, createReport } from '../../../shared/consent';
import type { Decision, GateReport, Reason } from '../../../shared/consent';
import { runs } from '../../support/runs';

function reportOf(...groups: Array<[number, Decision['decision'], Reason]>): GateReport {
	const report = createReport();
	for (const [times, decision, reason] of groups) for (let n = 0; n < times; n++) report.add({ decision, reason });
	return report.result();
}

describe('the report of a run', () => {
	it('counts each decision once', () => {
		expect(reportOf([3, 'allow', 'opted_in'], [2, 'flag', 'not_opted_in'], [50, 'block', 'opted_out'])).toEqual({
			total: 55,
			allowed: 5,
			flagged: 2,
			blocked: 50,
			byReason: { opted_in: 3, not_opted_in: 2, opted_out: 50 },
			summary: '50 contacts skipped (opted-out), 2 let through without an opt-in that counts',
		});
	});

	it.each<[string, GateReport]>([
		['50 contacts skipped (opted-out)', reportOf([7, 'allow', 'opted_in'], [50, 'block', 'opted_out'])],
		['1 contact skipped (not opted-in)', reportOf([1, 'block', 'not_opted_in'])],
		['62 contacts skipped (50 opted-out, 11 not on the list, 1 blocked)', reportOf([1, 'block', 'blocked'], [50, 'block', 'opted_out'], [11, 'block', 'not_on_list'])],
		['4 contacts skipped (2 blocked, 2 opted-out)', reportOf([2, 'block', 'opted_out'], [2, 'block', 'blocked'])],
		['No contacts skipped', reportOf([7, 'allow', 'opted_in'], [1, 'allow', 'exempt_category'])],
		['No contacts skipped, 2 let through without an opt-in that counts', reportOf([7, 'allow', 'opted_in'], [2, 'flag', 'not_on_list'])],
		['No contacts to decide on', reportOf()],
	])('says: %s', (summary, report) => {
		expect(report.summary).toBe(summary);
	});

	it('has words for every reason, each its own', () => {
		expect(new Set(REASONS.map((reason) => REASON_WORDS[reason])).size).toBe(REASONS.length);
	});

	it('can be read while a run goes on', () => {
		const report = createReport();
		report.add({ decision: 'allow', reason: 'opted_in' });
		const first = report.result();
		report.add({ decision: 'block', reason: 'opted_out' });
		expect([first.total, report.result().total]).toEqual([1, 2]);
	});

	it('always adds up', () => {
		const decision = fc.record({ decision: fc.constantFrom('allow' as const, 'flag' as const, 'block' as const), reason: fc.constantFrom(...REASONS) });
		fc.assert(
			fc.property(fc.array(decision, { maxLength: 200 }), (decisions) => {
				const report = createReport();
				decisions.forEach((each) => report.add(each));
				const { total, allowed, flagged, blocked, byReason, summary } = report.result();
				expect(total).toBe(decisions.length);
				expect(allowed + blocked).toBe(total);
				expect(flagged).toBe(decisions.filter((each) => each.decision === 'flag').length);
				expect(flagged).toBeLessThanOrEqual(allowed);
				expect(Object.values(byReason).reduce((sum, n) => sum + n, 0)).toBe(total);
				const inBrackets = /\((.*)\)/.exec(summary)?.[1] ?? '';
				const named = [...inBrackets.matchAll(/(?:^|, )(\d+) /g)].map((found) => Number(found[1]));
				if (named.length > 0) {
					expect(named.reduce((sum, n) => sum + n, 0)).toBe(blocked);
					expect(named).toEqual([...named].sort((a, b) => b - a));
				}
			}),
			runs(500),
		);
	});
});
