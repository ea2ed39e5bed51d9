import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js/max';
import { decide, fold } from '../../../../shared/consent';
import type { QuietHours } from '../../../../shared/consent';
import { minuteOfDay, nextTime } from '../../../../shared/consent/rules/localTime';
import { placeOf } from '../../../../shared/consent/rules/zones';
import { start } from '../support/events';
import { runs } from '../../../support/runs';

const NIGHT: QuietHours = { from: '21:00', to: '08:00' };

function ask(contact: string, at: string, quietHours: QuietHours = NIGHT, category: 'marketing' | 'utility' = 'marketing') {
	const state = fold([start(1, { contact, occurredAt: '2020-01-01T00:00:00Z' })]);
	return decide(state, { category, rule: 'required' }, Date.parse(at), { further: { quietHours } });
}

const BERLIN = '+4915123456789';

describe('quiet hours', () => {
	it.each([
		['2026-01-15T19:59:59Z', undefined],
		['2026-01-15T20:00:00Z', '2026-01-16T07:00:00.000Z'],
		['2026-01-15T23:30:00Z', '2026-01-16T07:00:00.000Z'],
		['2026-01-16T06:59:59Z', '2026-01-16T07:00:00.000Z'],
		['2026-01-16T07:00:00Z', undefined],
		['2026-07-15T18:59:00Z', undefined],
		['2026-07-15T19:00:00Z', '2026-07-16T06:00:00.000Z'],
	])('in Germany, across midnight, at %s', (at, next) => {
		const decision = ask(BERLIN, at);
		expect([decision.reason, decision.nextAllowedAt]).toEqual(next === undefined ? ['opted_in', undefined] : ['quiet_hours', next]);
	});

	it.each([
		['the night the clock goes forward', '2026-03-28T22:00:00Z', '2026-03-29T06:00:00.000Z'],
		['the night the clock goes back', '2026-10-24T22:00:00Z', '2026-10-25T07:00:00.000Z'],
	])('end by the new time on %s', (_, at, next) => {
		expect(ask(BERLIN, at).nextAllowedAt).toBe(next);
	});

	it('end with the leap when the clock leaps over their end', () => {
		expect(ask(BERLIN, '2026-03-28T23:00:00Z', { from: '22:00', to: '02:30' }).nextAllowedAt).toBe('2026-03-29T01:00:00.000Z');
	});

	it('may lie within one day', () => {
		const lunch: QuietHours = { from: '12:00', to: '14:00' };
		expect(ask(BERLIN, '2026-01-15T10:59:00Z', lunch).decision).toBe('allow');
		expect(ask(BERLIN, '2026-01-15T11:00:00Z', lunch).nextAllowedAt).toBe('2026-01-15T13:00:00.000Z');
	});

	it('are those asked about, also where others were asked about at the same moment', () => {
		const at = '2026-01-15T11:00:00Z';
		const next = [{ from: '09:00', to: '13:00' }, { from: '09:00', to: '14:00' }, { from: '13:00', to: '14:00' }].map((hours) => ask(BERLIN, at, hours).nextAllowedAt);
		expect(next).toEqual(['2026-01-15T12:00:00.000Z', '2026-01-15T13:00:00.000Z', undefined]);
	});

	it('may begin and end at hours of one digit', () => {
		expect(ask(BERLIN, '2026-01-15T05:00:00Z', { from: '5:30', to: '8:00' }).nextAllowedAt).toBe('2026-01-15T07:00:00.000Z');
	});

	it('say the time, the zone and what it was told from', () => {
		expect(ask('+12125550123', '2026-01-15T07:05:00Z').detail).toBe('it is 02:05 in America/New_York (area code 212)');
		expect(ask('+12125550123', '2026-01-15T03:15:00Z').detail).toBe('it is 22:15 in America/New_York (area code 212)');
		expect(ask('+551132345678', '2026-01-15T23:30:00Z').detail).toMatch(/^it is 2\d:30 in America\/[A-Za-z_]+ \(BR: one of \d+ zones\)$/);
	});

	it('hold for as long as it is quiet in any zone that the number may be in', () => {
		// No area code of a user id: 08:00 in Honolulu is 18:00 UTC, 21:00 in New York is 02:00 UTC.
		expect(ask('US.1349', '2026-01-15T17:59:00Z').nextAllowedAt).toBe('2026-01-15T18:00:00.000Z');
		expect(ask('US.1349', '2026-01-15T18:00:00Z').decision).toBe('allow');
		expect(ask('US.1349', '2026-01-16T02:00:00Z').nextAllowedAt).toBe('2026-01-16T18:00:00.000Z');
		// By area code each has a day of its own.
		expect(ask('+12125550123', '2026-01-15T14:00:00Z').decision).toBe('allow');
		expect(ask('+18085550123', '2026-01-15T14:00:00Z').decision).toBe('block');
	});

	it('name no next moment where the zones are never awake together', () => {
		const decision = ask('RU.1', '2026-01-15T12:00:00Z', { from: '13:00', to: '09:00' });
		expect(decision.reason).toBe('quiet_hours');
		expect(decision).not.toHaveProperty('nextAllowedAt');
	});

	it('count for marketing unless said otherwise', () => {
		expect(ask(BERLIN, '2026-01-15T23:00:00Z', NIGHT, 'utility').decision).toBe('allow');
		expect(ask(BERLIN, '2026-01-15T23:00:00Z', { ...NIGHT, categories: ['utility'] }, 'utility').reason).toBe('quiet_hours');
	});

	it('hold numbers of no country, unless a time zone is set for them', () => {
		const satellite = '+80012345678';
		expect(ask(satellite, '2026-01-15T12:00:00Z')).toMatchObject({ reason: 'quiet_hours', detail: 'the time zone is not known' });
		expect(ask(satellite, '2026-01-15T12:00:00Z', { ...NIGHT, timeZone: 'Europe/Berlin' }).decision).toBe('allow');
		expect(ask(satellite, '2026-01-15T22:00:00Z', { ...NIGHT, timeZone: 'Europe/Berlin' })).toMatchObject({
			reason: 'quiet_hours',
			detail: 'it is 23:00 in Europe/Berlin (time zone Europe/Berlin, set for contacts without one)',
		});
	});

	it.each<[string, QuietHours, RegExp]>([
		['a time that is none', { from: '25:00', to: '08:00' }, /^quietHours\.from: /],
		['a time in words', { from: '21:00', to: '8 am' }, /^quietHours\.to: /],
		['a time with seconds', { from: '21:00:00', to: '08:00' }, /^quietHours\.from: /],
		['no span', { from: '08:00', to: '08:00' }, /^quietHours\.to: /],
		['a zone that is none', { ...NIGHT, timeZone: 'Mars/Olympus' }, /^quietHours\.timeZone: /],
	])('with %s are refused by name', (_, quietHours, message) => {
		expect(() => ask('+80012345678', '2026-01-15T12:00:00Z', quietHours)).toThrow(message);
	});
});

describe('time zones', () => {
	it('are known for every country that has phone numbers', () => {
		for (const country of getCountries()) {
			const { zones } = placeOf({ userId: `${country}.1` });
			expect([country, zones.length > 0]).toEqual([country, true]);
			for (const zone of zones) expect(minuteOfDay(zone, 0)).toBeGreaterThanOrEqual(0);
		}
	});

	it.each([
		['+14155550123', ['America/Los_Angeles'], 'area code 415'],
		['+16135550123', ['America/Toronto'], 'area code 613'],
		['+18505550123', ['America/Chicago', 'America/New_York'], 'area code 850'],
		['+17875550123', ['America/Puerto_Rico'], 'PR'],
		['+15551234567', expect.arrayContaining(['America/Los_Angeles', 'America/Halifax']), 'US, CA'],
		['+5511987654321', expect.arrayContaining(['America/Sao_Paulo', 'America/Manaus']), 'BR'],
		['+4915123456789', expect.arrayContaining(['Europe/Berlin']), 'DE'],
		['+38349123456', ['Europe/Belgrade'], 'XK'],
	])('of %s', (phone, zones, toldBy) => {
		expect(placeOf({ phone })).toEqual({ zones, toldBy });
	});
});

describe('the next time a clock shows an hour', () => {
	it('is tomorrow when it is that hour now', () => {
		const noon = Date.parse('2026-06-15T12:00:30Z');
		expect(nextTime('UTC', 12 * 60, noon)).toBe(Date.parse('2026-06-16T12:00:00Z'));
	});

	it.each([
		['the second of two hours that are shown twice is over', '2026-10-24T22:00:00Z', '08:00', '2026-10-25T07:00:00.000Z'],
		['the first of two equal times', '2026-10-24T22:00:00Z', '02:15', '2026-10-25T00:15:00.000Z'],
		['the leap over it', '2026-03-28T22:00:00Z', '02:30', '2026-03-29T01:00:00.000Z'],
		['the leap that begins with it', '2026-03-28T22:00:00Z', '02:00', '2026-03-29T01:00:00.000Z'],
		['the next month has begun', '2026-06-30T20:00:00Z', '08:00', '2026-07-01T06:00:00.000Z'],
	])('is, where clocks are changed or months end, when %s', (_, after, shows, next) => {
		const [hour = NaN, minute = NaN] = shows.split(':').map(Number);
		expect(new Date(nextTime('Europe/Berlin', hour * 60 + minute, Date.parse(after))).toISOString()).toBe(next);
	});

	it('is what looking at it every minute comes to', () => {
		const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Chatham', 'UTC');
		// Days around which clocks are changed, and others.
		const around = fc.constantFrom('2026-03-07', '2026-03-28', '2026-04-04', '2026-09-26', '2026-10-03', '2026-10-24', '2026-10-31', '2026-06-15').map((date) => Date.parse(`${date}T00:00:00Z`));
		fc.assert(
			fc.property(zone, around, fc.nat(48 * 60), fc.nat(23 * 4).map((quarter) => quarter * 15), (name, date, offset, minute) => {
				const after = date + offset * 60_000;
				const next = nextTime(name, minute, after);
				let looked = after;
				let before = minuteOfDay(name, looked);
				for (;;) {
					looked += 60_000;
					const shown = minuteOfDay(name, looked);
					const leapt = (shown - before + 1440) % 1440;
					const reached = (minute - before + 1440) % 1440;
					if (shown === minute || (leapt < 720 && reached > 0 && reached <= leapt)) break;
					before = shown;
				}
				expect(new Date(next).toISOString()).toBe(new Date(looked).toISOString());
			}),
			runs(150),
		);
	});
});
