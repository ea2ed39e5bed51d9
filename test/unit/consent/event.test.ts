import { CONSENT_ACTIONS, DOORS, endOfStopDay, parseEvent } from '../../../shared/consent';
import type { ConsentEvent, ConsentEventInput } from '../../../shared/consent';
import { ANNA, day, link, platformStop, start, stop, voiding } from './support/events';

const read = (input: object, options?: Parameters<typeof parseEvent>[1]): ConsentEvent => {
	const parsed = parseEvent(input as ConsentEventInput, options);
	if (!parsed.ok) throw new Error(parsed.problem);
	return parsed.event;
};
const problem = (input: unknown): [contact: string, problem: string] | undefined => {
	const parsed = parseEvent(input as ConsentEventInput);
	return parsed.ok ? undefined : [parsed.contact, parsed.problem];
};
const LATEST = 9_999_999_999_998;

describe('an event that is read', () => {
	it('holds what was said of it and no more', () => {
		expect(read(stop(1))).toStrictEqual({ eventId: expect.stringMatching(/^[\w-]{22}$/), action: 'opt_out', contact: { phone: ANNA }, lists: ['*'], origin: 'person', source: 'keyword', door: 'keyword', occurredAt: day(1) });
		const whole = start(1, { source: 'desk', door: 'manual', lists: ['news', 'a'], evidence: { text: 'x' }, expiresAt: day(9), needsConfirmation: { until: day(2) }, phoneNumberId: '1_a-B' });
		expect(read(whole)).toMatchObject({ source: 'desk', door: 'manual', lists: ['a', 'news'], evidence: { text: 'x' }, expiresAt: day(9), confirmBy: day(2), phoneNumberId: '1_a-B' });
	});

	it('is on the default list, or on everything, where no list is named, and on none where it is about none', () => {
		for (const lists of [undefined, []]) expect([read(start(1, { lists })).lists, read(stop(1, { lists })).lists]).toEqual([['marketing'], ['*']]);
		for (const action of CONSENT_ACTIONS.filter((one) => !one.startsWith('opt_'))) {
			expect(read({ ...stop(1), action, lists: ['news'], to: 'DE.1', eventId: 'e' }).lists).toEqual([]);
		}
		expect(read({ ...stop(1), action: 'opt_out_likely', lists: ['news'] }).lists).toEqual([]);
	});

	it('came by the door that its source is, where it names none', () => {
		for (const door of DOORS) expect(read(stop(1, { source: door })).door).toBe(door);
		expect(read(stop(1, { source: 'page', door: 'api' })).door).toBe('api');
		expect(read(stop(1, { source: 'csv' }))).not.toHaveProperty('door');
	});

	it('takes a moment as text, a date or milliseconds', () => {
		for (const occurredAt of ['2026-03-02T00:00:00Z', '2026-03-02T01:00:00+01:00', new Date(day(1)), day(1)]) expect(read({ ...stop(1), occurredAt }).occurredAt).toBe(day(1));
		for (const occurredAt of [0, LATEST]) expect(read({ ...stop(1), occurredAt }).occurredAt).toBe(occurredAt);
	});

	it('names the other identifier, the change and the voided event only where it is about them', () => {
		const more = { to: 'DE.1', change: true, eventId: 'e' };
		expect(read({ ...stop(1), ...more })).toStrictEqual(read(stop(1)));
		expect(read({ ...link(1, ANNA, 'DE.1'), change: false })).not.toHaveProperty('change');
		expect(read(link(1, ANNA, 'DE.1', true))).toMatchObject({ to: { userId: 'DE.1' }, change: true });
		expect(read(voiding(1, stop(1)))).toMatchObject({ corrects: read(stop(1)).eventId });
	});

	it('reads numbers as those of the country given', () => {
		const defaultCountry = 'DE';
		expect(read(stop(1, { contact: '0151 23456789' }), { defaultCountry }).contact).toEqual({ phone: ANNA });
		expect(read(link(1, 'DE.1', '0151 23456789'), { defaultCountry }).to).toEqual({ phone: ANNA });
	});
});

describe('what is no event', () => {
	it.each<[string, object, string]>([
		['an unknown action', { action: 'optin' }, 'action: '],
		['an unknown origin', { origin: 'someone' }, 'origin: '],
		['an unknown door', { door: 'window' }, 'door: '],
		['no contact', { contact: undefined }, 'contact: is missing'],
		['a contact of nothing', { contact: null }, 'contact: is missing'],
		['an unreadable contact', { contact: 'nobody' }, 'contact: '],
		['no source', { source: '' }, 'source: is missing'],
		['a source without end', { source: 'x'.repeat(201) }, 'source: '],
		['an id of nothing', { id: '' }, 'id: '],
		['an id without end', { id: 'x'.repeat(1001) }, 'id: '],
		['a list key with a capital', { lists: ['News'] }, 'lists.0: must be list keys of lower-case letters, digits, - and _, or *'],
		['a list key that begins with a dash', { lists: ['news', '-x'] }, 'lists.1: must be list keys of lower-case letters, digits, - and _, or *'],
		['a list key without end', { lists: ['x'.repeat(65)] }, 'lists.0: must be list keys of lower-case letters, digits, - and _, or *'],
		['more than a hundred lists', { lists: Array.from({ length: 101 }, (_, n) => `l${n}`) }, 'lists: '],
		['no moment', { occurredAt: undefined }, 'occurredAt: is not a date and time, e.g. 2026-03-01T09:30:00Z'],
		['nothing for a moment', { occurredAt: null }, 'occurredAt: is not a date and time, e.g. 2026-03-01T09:30:00Z'],
		['a moment in words', { occurredAt: 'soon' }, 'occurredAt: is not a date and time, e.g. 2026-03-01T09:30:00Z'],
		['a moment before 1970', { occurredAt: -1 }, 'occurredAt: is not a date and time, e.g. 2026-03-01T09:30:00Z'],
		['a moment between milliseconds', { occurredAt: 1.5 }, 'occurredAt: is not a date and time, e.g. 2026-03-01T09:30:00Z'],
		['a moment beyond all dates', { occurredAt: LATEST + 1 }, 'occurredAt: is not a date and time, e.g. 2026-03-01T09:30:00Z'],
		['a deadline that can’t be read', { needsConfirmation: { until: 'soon' } }, 'needsConfirmation.until: is not a date'],
		['evidence in a row', { evidence: [] }, 'evidence: is not an object of named parts'],
		['evidence of nothing', { evidence: null }, 'evidence: is not an object of named parts'],
		['evidence in words', { evidence: 'a letter' }, 'evidence: is not an object of named parts'],
		['a phone number ID with a blank', { phoneNumberId: '1 2' }, 'phoneNumberId: is not a phone number ID'],
		['a phone number ID without end', { phoneNumberId: '1'.repeat(65) }, 'phoneNumberId: is not a phone number ID'],
		['an event ID without end', { eventId: 'e'.repeat(201) }, 'eventId: '],
		['a link to nobody', { action: 'link' }, 'to: there is no phone number and no user ID'],
		['a link to an unreadable number', { action: 'link', to: 'nobody' }, 'to: '],
		['a correction of nothing', { action: 'correct' }, 'eventId: is missing: name the event that is void'],
	])('is refused by the name of the field: %s', (_, change, told) => {
		const [contact, said] = problem({ ...stop(1), ...change }) ?? [];
		expect([contact, said?.slice(0, told.length)]).toEqual(['contact' in change ? expect.any(String) : ANNA, told]);
	});

	it.each([
		['at the longest', { source: 'x'.repeat(200), id: 'i'.repeat(1000), eventId: 'e'.repeat(200), phoneNumberId: '1'.repeat(64), lists: ['x'.repeat(64)] }],
		['at the shortest', { source: 'x', id: 'i', eventId: 'e', phoneNumberId: '1', lists: ['0'] }],
		['with a hundred lists', { lists: Array.from({ length: 100 }, (_, n) => `l${n}`) }],
	])('is not what is %s', (_, change) => {
		expect(problem({ ...stop(1), ...change })).toBeUndefined();
	});

	it.each([undefined, null, 7, 'STOP', []])('is refused as a whole where it is none at all: %j', (input) => {
		expect(problem(input)).toEqual(['', expect.stringMatching(/^event: ./)]);
	});

	it.each([
		[{}, ''],
		[{ contact: '12' }, '12'],
		[{ contact: 12 }, '12'],
		[{ contact: 'x'.repeat(300) }, 'x'.repeat(200)],
		[{ contact: { phone: '+1', waId: 5, userId: 'US.1' } }, '+1'],
		[{ contact: { waId: 5 } }, '+5'],
		[{ contact: { userId: 'x'.repeat(300), phone: {} } }, 'x'.repeat(200)],
		[{ contact: [] }, ''], [{ contact: true }, ''],
	])('names the contact as it was written: %j', (input, contact) => {
		expect(problem(input)).toEqual([contact, expect.any(String)]);
	});
});

describe('the identity of an event', () => {
	const id = (input: ConsentEventInput) => read(input).eventId;
	const differ = (...inputs: ConsentEventInput[]) => expect(new Set(inputs.map(id)).size).toBe(inputs.length);

	it('stays the same from version to version, or every redelivery would count anew', () => {
		const events = [
			stop(1, { id: 'wamid.A' }),
			stop(1),
			stop(1, { id: 'row 1' }),
			link(1, ANNA, 'DE.1'),
			link(1, ANNA, 'DE.1', true),
			platformStop(1, { phoneNumberId: '7' }),
			voiding(1, stop(1)),
			start(1, { needsConfirmation: { until: day(2) } }),
		];
		expect(events.map(id)).toEqual([
			'NFaGN6aTQ8i24TxuX_1HhZ',
			'LevW9OcJ5S4Ik3EMe9OAbY',
			'7vsTZj7_aoY_1x1ZrxcUEf',
			'BKuW70N7U1iJKXD9p-ClJj',
			'Hd8nIIWiwE_GUyIt1XNj4z',
			'td43vmEbGtddzI6DVm7oLY',
			'GZnlxFioC0rcAtM_D6y760',
			'n_xJkRaGAwRChTGJSK8b5a',
		]);
	});

	it('tells apart who says it, and whether it waits to be confirmed', () => {
		const confirm = { needsConfirmation: { until: day(9) } };
		for (const more of [{}, { id: 'row 1' }]) differ(start(1, more), start(1, { ...more, ...confirm }), start(1, { ...more, origin: 'business' }));
	});

	it('of what is told of another’s message is the contact’s own', () => {
		expect(id(stop(1, { id: 'wamid.A', origin: 'business' }))).not.toBe(id(stop(1, { id: 'wamid.A', origin: 'business', contact: '+15551234567' })));
	});

	it('of WhatsApp’s own stop is one per business number, and of a correction one per event', () => {
		differ(platformStop(1, { phoneNumberId: '1' }), platformStop(1, { phoneNumberId: '2' }), platformStop(1));
		differ(platformStop(1, { phoneNumberId: '1', action: 'platform_resume' }), platformStop(1, { phoneNumberId: '2', action: 'platform_resume' }));
		expect(id(stop(1, { phoneNumberId: '1' }))).toBe(id(stop(1, { phoneNumberId: '2' })));
		differ(voiding(1, stop(1)), voiding(1, stop(2)));
	});

	it('of a link is that of its two ends, whenever and whichever way they are seen, unless the sight is named', () => {
		expect(id(link(2, 'DE.1', ANNA))).toBe(id(link(1, ANNA, 'DE.1')));
		differ(link(1, ANNA, 'DE.1'), link(1, ANNA, 'DE.2'), { ...link(1, ANNA, 'DE.1'), id: 'a' }, { ...link(1, ANNA, 'DE.1'), id: 'b' });
	});

	it('of a change is that of its direction and moment', () => {
		differ(link(1, ANNA, '+15551234567', true), link(1, '+15551234567', ANNA, true), link(2, ANNA, '+15551234567', true), link(1, ANNA, '+15551234567'));
	});
});

describe('the moment of an opt-out that is dated by the day', () => {
	it.each([
		['2026-03-05', '2026-03-05T23:59:59.999Z'],
		['03/04/2026', '2026-04-03T23:59:59.999Z'],
		['04.03.2026', '2026-04-03T23:59:59.999Z'],
		[' 3-4-2026', '2026-04-03T23:59:59.999Z'],
		['03/04/2026 09:30', '2026-04-03T23:59:59.999Z'],
		['02/13/2026', '2026-02-13T23:59:59.999Z'],
		['05/05/2026', '2026-05-05T23:59:59.999Z'],
	])('is the end of that day, of two that it may mean the later: %s', (written, moment) => {
		expect(endOfStopDay(written)).toBe(moment);
	});

	it.each(['2026-03-05T08:00:00Z', '05/05/2026 09:30', '02/13/2026 09:30', '05/05/2026 at noon', 'soon', ''])('is what is written where that tells more, or nothing: %s', (written) => {
		expect(endOfStopDay(written)).toBe(written);
	});
});
