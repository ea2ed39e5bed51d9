import fc from 'fast-check';

import { sortOut } from '../../../nodes/ConsentGate/sortOut';
import { REASONS } from '../../../shared';
import type { GateAnswer } from '../../../shared';

const answer: fc.Arbitrary<GateAnswer | undefined> = fc.option(
	fc.record({
		decision: fc.constantFrom('allow', 'flag', 'block', 'maybe') as fc.Arbitrary<GateAnswer['decision']>,
		reason: fc.constantFrom(...REASONS),
		category: fc.constantFrom('marketing', 'utility', 'authentication', 'service'),
		rule: fc.constantFrom('required', 'soft'),
		status: fc.constantFrom('none', 'pending', 'opted_in', 'opted_out', 'blocked'),
		contact: fc.string(),
		decidedAt: fc.constant('2026-11-02T12:00:00.000Z'),
	}),
	{ nil: undefined },
);

const run = fc.array(fc.tuple(fc.dictionary(fc.string(), fc.jsonValue()), answer), { maxLength: 60 });

test('whatever is decided, every item leaves once, as it came, and the report adds up to the input', () => {
	fc.assert(
		fc.property(run, (given) => {
			const items = given.map(([json]) => ({ json: json as never }));
			const { allowed, blocked, report } = sortOut(items, given.map(([, decided]) => decided));
			expect(report.total).toBe(items.length);
			expect(report.allowed).toBe(allowed.length);
			expect(report.blocked).toBe(blocked.length);
			expect(report.allowed + report.blocked).toBe(items.length);
			expect(Object.values(report.byReason).reduce((sum, n) => sum + n, 0)).toBe(items.length);
			expect(report.flagged).toBe(given.filter(([, decided]) => decided?.decision === 'flag').length);
			const left = [...allowed, ...blocked].map(({ pairedItem }) => (pairedItem as { item: number }).item);
			expect(left.sort((a, b) => a - b)).toEqual(items.map((_, index) => index));
			for (const out of [...allowed, ...blocked]) {
				const { item } = out.pairedItem as { item: number };
				const { consent, ...rest } = out.json;
				const { consent: _forged, ...before } = given[item]?.[0] ?? {};
				expect(rest).toEqual(before);
				expect(consent).toMatchObject(given[item]?.[1] ?? { decision: 'block', reason: 'store_unavailable' });
			}
			for (const out of allowed) expect(['allow', 'flag']).toContain((out.json.consent as unknown as GateAnswer).decision);
		}),
	);
});

test('items are not changed on their way, so that other branches see what they gave', () => {
	const json = { phone: '+15550001', consent: { recipient: 'forged' } };
	const [decided] = fc.sample(answer.filter((one) => one !== undefined), 1);
	sortOut([{ json }], [decided]);
	expect(json).toEqual({ phone: '+15550001', consent: { recipient: 'forged' } });
});
