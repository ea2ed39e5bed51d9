import fc from 'fast-check';
import { countriesOf, variantsOf } from '../../../shared/identity';
import { enough, runs } from '../../support/runs';

describe('other written forms of a line', () => {
	it.each([
		['a Brazilian mobile with the ninth digit', '+5511987654321', ['+551187654321']],
		['a Brazilian mobile without it', '+551187654321', ['+5511987654321']],
		['a Brazilian landline, which never had one', '+551132345678', []],
		['a Brazilian mobile of a range that never went without', '+5511932345678', []],
		['a Mexican number with the 1', '+5215512345678', ['+525512345678']],
		['a Mexican number without it', '+525512345678', ['+5215512345678']],
		['an Argentine number with the 9', '+5491123456789', ['+541123456789']],
		['an Argentine number without it', '+541123456789', ['+5491123456789']],
		['a number of another country', '+15551234567', []],
		['a user id', 'BR.5511987654321', []],
		['a number too short to be one', '+5211', []],
		['a number of another country with ten digits', '+491512345678', []],
		['a Brazilian number with a digit too many', '+55110987654321', []],
		['a Mexican number of eleven digits without the 1', '+5225512345678', []],
		['an Argentine number of eleven digits without the 9', '+5481123456789', []],
	])('%s', (_, key, forms) => {
		expect(variantsOf(key)).toEqual(forms);
	});

	it('are mutual: each names the other', () => {
		const key = fc
			.tuple(fc.constantFrom('+55', '+52', '+54', '+521', '+549', '+55119'), fc.stringMatching(/^\d{6,12}$/))
			.map(([code, rest]) => code + rest);
		let found = 0;
		fc.assert(
			fc.property(key, (own) => {
				for (const other of variantsOf(own)) {
					found++;
					expect(other).not.toBe(own);
					expect(variantsOf(other)).toContain(own);
				}
			}),
			runs(3000),
		);
		expect(found).toBeGreaterThanOrEqual(enough(300));
	});
});

describe('the countries a contact may be in', () => {
	it.each([
		['a number of the United States', { phone: '+14155550123' }, ['US']],
		['a number of Canada', { phone: '+16135550123' }, ['CA']],
		['a number of the Bahamas', { waId: '12423591234' }, ['BS']],
		['a Mexican number with the old 1', { phone: '+5215512345678' }, ['MX']],
		['an area code not yet given out under +1', { phone: '+15551234567' }, ['US', 'CA']],
		['a user id', { userId: 'DE.1349' }, ['DE']],
		['a parent user id', { userId: 'DE.ENT.1349' }, ['DE']],
		['a number and a user id, of which the number says more', { phone: '+4915123456789', userId: 'US.1' }, ['DE']],
		['a number of no country', { phone: '+80012345678' }, []],
		['a number of a range that nobody has', { phone: '+441000000000' }, ['GB', 'GG', 'IM', 'JE']],
		['what is no number', { phone: '+0123456789' }, []],
		['what is no user id', { userId: 'Germany' }, []],
		['nobody', {}, []],
	])('%s', (_, ids, countries) => {
		expect(countriesOf(ids)).toEqual(countries);
	});
});
