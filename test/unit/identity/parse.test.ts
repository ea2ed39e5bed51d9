import fc from 'fast-check';
import { contactOf, idKeys, identifiersOf, parseIdentifier } from '../../../shared/identity';
import type { IdentifierInput } from '../../../shared/identity';
import { enough, runs } from '../../support/runs';

function phoneOf(input: IdentifierInput, defaultCountry?: string): string | undefined {
	const parsed = parseIdentifier(input, { defaultCountry });
	return parsed.ok ? parsed.ids.phone : undefined;
}

describe('a number with its country code', () => {
	const forms: Array<[string, IdentifierInput, string]> = [
		['plain E.164', '+15551234567', '+15551234567'],
		['brackets and dashes', '+1 (555) 123-4567', '+15551234567'],
		['dots and slashes', '+1/555.123.4567', '+15551234567'],
		['spaces around', '  +15551234567\n', '+15551234567'],
		['no-break spaces and hyphens', '+1\u00a0555\u2011123\u20114567', '+15551234567'],
		['full-width digits', '＋１５５５１２３４５６７', '+15551234567'],
		['Arabic-Indic digits', '+١٥٥٥١٢٣٤٥٦٧', '+15551234567'],
		['direction marks of a contact card', '\u202a+1 555 123 4567\u202c', '+15551234567'],
		['00 in front', '0049 151 23456789', '+4915123456789'],
		['00 and a space', '00 49 15123456789', '+4915123456789'],
		['a tel: link', 'tel:+1-555-123-4567', '+15551234567'],
		['a whatsapp: address', 'whatsapp:+15551234567', '+15551234567'],
		['a whatsapp: address in capitals', 'WhatsApp: +15551234567', '+15551234567'],
		['digits as Meta writes them', '15551234567', '+15551234567'],
		['a number of a spreadsheet', 15551234567, '+15551234567'],
		['an optional zero in brackets', '+44 (0)20 7946 0958', '+442079460958'],
		['an Italian landline, whose zero belongs to it', '+39 06 1234567', '+39061234567'],
		['inside an object', { phone: '+1 555 123 4567' }, '+15551234567'],
		['as a number inside an object', { phone: 491512345678 }, '+491512345678'],
		['Mexico with the old 1', '+52 1 55 1234 5678', '+5215512345678'],
		['Mexico with the old 1, digits', '5215512345678', '+5215512345678'],
		['Mexico without it', '+52 55 1234 5678', '+525512345678'],
		['Argentina with 9', '+54 9 11 2345-6789', '+5491123456789'],
		['Argentina without 9', '+54 11 2345-6789', '+541123456789'],
		['Argentina with the 15 of local writing', '+54 11 15 2345-6789', '+5491123456789'],
		['Brazil with the ninth digit', '+55 (11) 98765-4321', '+5511987654321'],
		['Brazil without it', '551187654321', '+551187654321'],
		['a Brazilian landline', '+55 11 3234-5678', '+551132345678'],
		['a number of a satellite phone', '+80012345678', '+80012345678'],
		['a tel: link behind a space', ' tel: +15551234567', '+15551234567'],
		['a number of the United States and no more', '+12025550123', '+12025550123'],
	];
	it.each(forms)('is read from %s', (_, written, e164) => {
		expect(phoneOf(written)).toBe(e164);
	});
});

describe('a number without its country code', () => {
	const forms: Array<[string, string, string | undefined]> = [
		['(555) 123-4567', 'US', '+15551234567'],
		['5551234567', 'us', '+15551234567'],
		['1 555 123 4567', 'US', '+15551234567'],
		['011 44 20 7946 0958', 'US', '+442079460958'],
		['0151 23456789', 'DE', '+4915123456789'],
		['49 151 23456789', 'DE', '+4915123456789'],
		['+15551234567', 'DE', '+15551234567'],
		['(11) 98765-4321', 'BR', '+5511987654321'],
		['5511987654321', 'BR', '+5511987654321'],
		['11 8765-4321', 'BR', '+551187654321'],
		['55 1234 5678', 'MX', '+525512345678'],
		['044 55 1234 5678', 'MX', '+525512345678'],
		['5215512345678', 'MX', '+5215512345678'],
		['011 15-2345-6789', 'AR', '+5491123456789'],
		['11 2345-6789', 'AR', '+541123456789'],
		['15 2345-6789', 'AR', undefined],
		['15123456789', 'DE', '+4915123456789'],
		['51987654321', 'BR', '+5551987654321'],
		['6625551234', 'US', '+16625551234'],
		['15 234-5678', 'AR', undefined],
		['045 55 1234 5678', 'MX', '+525512345678'],
		['046 55 1234 5678', 'MX', undefined],
		['55 1234 5678', ' mx ', '+525512345678'],
		['4915123456789', 'US', '+4915123456789'],
		['12025550123', 'DE', '+12025550123'],
		['4912345', 'DE', '+494912345'],
		['0441 234567890', 'DE', '+49441234567890'],
		['0044 20 7946 0958', 'DE', '+442079460958'],
		['00442079460958', 'DE', '+442079460958'],
	];
	it.each(forms)('%s in %s is %s', (written, country, e164) => {
		expect(phoneOf(written, country)).toBe(e164);
	});

	it.each([['447911123456', 'IT', '+447911123456'], ['15551234567', 'GB', '+15551234567'], ['5511961234567', 'FI', '+5511961234567']])(
		'%s, a wa_id from abroad, is read as one in %s, where no number looks like that',
		(waId, country, e164) => {
			expect(phoneOf(waId, country)).toBe(e164);
		},
	);

	it.each([['447911123456', 'DE'], ['5491123456789', 'DE'], ['5511961234567', 'AT']])('%s is refused in %s, where it could be a landline: a STOP from abroad must not go to somebody there', (waId, country) => {
		expect(phoneOf(waId, country)).toBeUndefined();
		expect(phoneOf(`+${waId}`, country)).toBe(`+${waId}`);
		expect(parseIdentifier({ waId }, { defaultCountry: country })).toMatchObject({ ok: true, ids: { waId } });
	});

	it('is taken as digits with a country code where no or no known country is set', () => {
		expect(phoneOf('4915123456789', 'XX')).toBe('+4915123456789');
		expect(phoneOf('0151 23456789')).toBeUndefined();
	});
});

describe('a user id', () => {
	it.each(['US.13491208655302741918', 'US.ENT.11815799212886844830', 'BR.aB9'])('%s is read whole', (userId) => {
		expect(parseIdentifier(userId)).toEqual({ ok: true, ids: { userId }, keys: [userId] });
		expect(parseIdentifier({ userId })).toEqual({ ok: true, ids: { userId }, keys: [userId] });
		expect(parseIdentifier(` ${userId} `)).toEqual({ ok: true, ids: { userId }, keys: [userId] });
	});

	it('is found in the phone field of an item, where a list of contacts may hold either', () => {
		expect(parseIdentifier({ phone: 'US.1349' })).toMatchObject({ ids: { userId: 'US.1349' } });
	});

	it.each(['us.1349', 'USA.1349', 'US.', 'US.13 49', `US.${'1'.repeat(129)}`, 'US.ENT.', '.1349', 'US.1349\u0000'])(
		'%j is none',
		(text) => {
			expect(parseIdentifier({ userId: text }).ok).toBe(false);
			expect(parseIdentifier(text).ok).toBe(false);
		},
	);

	it('that contradicts another one makes the contact unreadable', () => {
		expect(parseIdentifier({ phone: 'US.1', userId: 'US.2' }).ok).toBe(false);
		expect(parseIdentifier({ phone: 'US.1', userId: 'US.1' }).ok).toBe(true);
	});
});

describe('a contact with several identifiers', () => {
	it('is kept under a key for each, the number first', () => {
		const parsed = parseIdentifier({ phone: '+55 11 98765-4321', waId: '551187654321', userId: 'BR.7' });
		expect(parsed).toEqual({
			ok: true,
			ids: { phone: '+5511987654321', waId: '551187654321', userId: 'BR.7' },
			keys: ['+5511987654321', '+551187654321', 'BR.7'],
		});
	});

	it('has one key where wa_id and phone are the same number', () => {
		expect(idKeys({ phone: '+15551234567', waId: '15551234567' })).toEqual(['+15551234567']);
	});

	it('is unreadable as a whole when one part is, since a guess might reach somebody else', () => {
		expect(parseIdentifier({ phone: '+15551234567', waId: 'abc' })).toMatchObject({ ok: false, problem: expect.stringContaining('wa_id') });
		expect(parseIdentifier({ phone: 'abc', userId: 'US.1' }).ok).toBe(false);
	});

	it('may leave parts out in any way', () => {
		expect(parseIdentifier({ phone: '', waId: null, userId: 'US.1' })).toMatchObject({ ids: { userId: 'US.1' } });
	});
});

describe('a wa_id', () => {
	const waIdOf = (waId: string | number) => {
		const parsed = parseIdentifier({ waId });
		return parsed.ok ? parsed.ids.waId : undefined;
	};

	it.each<[string | number, string | undefined]>([
		['4915123456789', '4915123456789'],
		['+4915123456789', '4915123456789'],
		[' 4915123456789 ', '4915123456789'],
		[4915123456789, '4915123456789'],
		['123456', '123456'],
		['1234567890123456789', '1234567890123456789'],
		['12345', undefined],
		['12345678901234567890', undefined],
		['04915123456789', undefined],
		['++4915123456789', undefined],
		['49+15123456789', undefined],
		['49151 23456789', undefined],
		['x4915123456789', undefined],
		['4915123456789x', undefined],
	])('%j is taken as Meta gave it: %s', (written, digits) => {
		expect(waIdOf(written)).toBe(digits);
	});
});

describe('a contact is shown', () => {
	it.each([
		['by its number', { phone: '+5511987654321', waId: '551187654321', userId: 'BR.7' }, '+5511987654321'],
		['by its wa_id as a number', { waId: '551187654321', userId: 'BR.7' }, '+551187654321'],
		['by its user ID where no number is known', { userId: 'BR.7' }, 'BR.7'],
		['as nothing where nothing is known', {}, ''],
	])('%s', (_, ids, contact) => {
		expect(contactOf(ids)).toBe(contact);
	});

	it('and found again by each of its keys', () => {
		expect(['+551187654321', 'BR.7'].map(identifiersOf)).toEqual([{ phone: '+551187654321' }, { userId: 'BR.7' }]);
	});
});

describe('what is no contact', () => {
	const garbage: Array<[string, unknown]> = [
		['nothing', undefined],
		['null', null],
		['empty text', '  '],
		['an empty object', {}],
		['words', 'call me'],
		['a vanity number', '+1-800-FLOWERS'],
		['two pluses', '++15551234567'],
		['a plus alone', '+'],
		['no such country code', '+0123456789'],
		['too few digits', '+49123'],
		['too many digits', '+491512345678901234'],
		['a number with an extension', '+1 555 123 4567 ext. 5'],
		['two numbers', '+15551234567, +15557654321'],
		['a number with words in front', 'call +15551234567'],
		['a number with words behind', '+15551234567 call'],
		['a tel: link behind words', 'call tel:+15551234567'],
		['a tel: link behind a letter', 'xtel:+15551234567'],
		['a tel: link within a number', '+1555tel:1234567'],
		['three digits of North America', '+123'],
		['letters behind a North American 1', '+12abcdefghi'],
		['00 within a number', '1 00 49 15123456789'],
		['00 and nothing', '00'],
		['00 and words', '00x4915123456789'],
		['a Mexican number with the old 1 and a digit more', '+52 1 55 1234 56789'],
		['a number too large to be exact', 1e21],
		['a fraction', 1555123.5],
		['not a number', NaN],
		['a negative number', -15551234567],
		['true', true],
		['a list', ['+15551234567']],
		['a list as phone', { phone: ['+15551234567'] }],
		['an object as phone', { phone: { toString: () => '+15551234567' } }],
		['a symbol as user id', { userId: Symbol('US.1') }],
		['text with NUL', '+1555\u00001234567'],
		['300 digits', '1'.repeat(300)],
	];
	it.each(garbage)('%s is refused with a reason', (_, input) => {
		const parsed = parseIdentifier(input as IdentifierInput);
		expect(parsed).toEqual({ ok: false, problem: expect.stringMatching(/\w{3}/) });
	});

	const long = 'x'.repeat(60);
	const shown = 'x'.repeat(40);
	it.each<[unknown, string]>([
		[null, 'there is no phone number and no user ID'],
		[undefined, 'there is no phone number and no user ID'],
		[{ phone: ' ', userId: '' }, 'there is no phone number and no user ID'],
		[true, 'a contact is a phone number, a wa_id or a user ID'],
		[{ phone: '+15551234567', waId: 1.5 }, 'waId is neither text nor a whole number'],
		[{ phone: 0 }, 'phone is neither text nor a whole number'],
		[{ waId: long }, `wa_id “${shown}” is not a row of digits`],
		[{ userId: long }, `user ID “${shown}” does not look like US.1349…`],
		[{ phone: 'US.1', userId: 'US.2' }, 'two different user IDs are given for one contact'],
		['\u200b', 'the number is empty'],
		['1'.repeat(65), 'the number is too long to be a phone number'],
		['1'.repeat(64), `“${'1'.repeat(40)}” is not a phone number with country code, e.g. +15551234567`],
		[long, `“${shown}” is not a phone number with country code, e.g. +15551234567`],
	])('%j is refused with what is wrong, showing no more than its start', (input, problem) => {
		expect(parseIdentifier(input as IdentifierInput)).toEqual({ ok: false, problem });
	});
});

describe('for any input', () => {
	const digits = fc.stringMatching(/^[+0]?[0-9 ()./-]{0,20}$/);
	const country = fc.constantFrom(undefined, 'US', 'MX', 'BR', 'AR', 'DE', 'IT', 'RU', 'GB', 'CN', 'ZZ', '');

	it('never throws', () => {
		const part = fc.oneof(fc.string(), digits, fc.double(), fc.constant(null), fc.anything());
		const input = fc.oneof(part, fc.record({ phone: part, waId: part, userId: part }, { requiredKeys: [] }));
		fc.assert(
			fc.property(input, country, (value, defaultCountry) => {
				const parsed = parseIdentifier(value as IdentifierInput, { defaultCountry });
				expect(typeof parsed.ok).toBe('boolean');
			}),
			runs(2000),
		);
	});

	it('reads its own output as the same contact, whatever the default country', () => {
		const national = fc
			.tuple(fc.constantFrom('1', '52', '521', '54', '549', '5411', '55', '5511', '7', '39', '44', '49', '81', '86', '91', '234', '590'), fc.stringMatching(/^\d{5,11}$/))
			.map(([code, rest]) => `+${code}${rest}`);
		let read = 0;
		fc.assert(
			fc.property(fc.oneof(digits, national), country, country, (text, first, second) => {
				const once = parseIdentifier(text, { defaultCountry: first });
				if (!once.ok) return;
				read++;
				expect(parseIdentifier(once.ids, { defaultCountry: second })).toEqual(once);
				for (const key of once.keys) expect(parseIdentifier(key, { defaultCountry: second })).toMatchObject({ ok: true, keys: [key] });
			}),
			runs(4000),
		);
		expect(read).toBeGreaterThanOrEqual(enough(500));
	});
});
