import fc from 'fast-check';
import { iso } from '../../../shared/consent';

describe('a moment in ISO 8601', () => {
	it('is written as Date writes it, whichever moment it is', () => {
		const moments = fc.oneof(fc.integer({ min: 0, max: 9_999_999_999_999 }), fc.integer({ min: -8.64e15, max: 8.64e15 }));
		fc.assert(fc.property(moments, (ms) => iso(ms) === new Date(ms).toISOString()), { numRuns: 2000 });
	});

	it.each([0, 999, 59_999, 86_399_999, 86_400_000, 951_782_400_000, 253_402_300_799_999, 253_402_300_800_000])('is right at the edge %i', (ms) => {
		expect(iso(ms)).toBe(new Date(ms).toISOString());
	});
});
