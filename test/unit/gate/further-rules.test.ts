import { furtherRulesOf } from '../../../nodes/ConsentGate/furtherRules';
import type { FurtherRuleOptions } from '../../../nodes/ConsentGate/furtherRules';
import { furtherRuleFields } from '../../../nodes/ConsentGate/furtherRuleFields';
import { askGate } from '../../../shared';
import type { ConsentStore, MessageCategory } from '../../../shared';
import { freshStores } from './support/store';

const DAY = 24 * 3600 * 1000;
const NOW = Date.parse('2026-11-02T21:30:00Z');
/** Rome, where it is 22:30. */
const ROME = '+393331234567';
const TOKYO = '+819012345678';
const BOSTON = '+16175550123';

const open = freshStores();
let store: ConsentStore;

beforeEach(async () => {
	store = await open(() => NOW);
	const contacts = [ROME, TOKYO, BOSTON];
	await store.record(contacts.map((contact) => ({ action: 'opt_in', contact, origin: 'business', source: 'import', occurredAt: NOW - 400 * DAY })));
});

/** The gate's answers under options as the node holds them. */
async function ask(options: FurtherRuleOptions, more: { category?: MessageCategory; list?: string; contacts?: string[] } = {}) {
	const further = await furtherRulesOf(options, 'required', async () => await store.settings());
	const { category = 'marketing', contacts = [ROME, TOKYO, BOSTON], list = '' } = more;
	return await askGate(store, contacts, { category, rule: 'required', list, policy: further === undefined ? {} : { further } }, NOW);
}

const reasons = async (...question: Parameters<typeof ask>) => (await ask(...question)).map(({ reason }) => reason);

const send = async (messageId: string, daysAgo: number, list = 'marketing') =>
	await store.noteSent([{ messageId, contact: ROME, phoneNumberId: '1', at: NOW - daysAgo * DAY, list, category: 'marketing' }]);

test('without options no rule is on, and a rule that is added and then switched off is off', async () => {
	expect(await furtherRulesOf({}, 'settings', async () => await store.settings())).toBeUndefined();
	const off: FurtherRuleOptions = { coolDown: false, window: false, usMarketingStop: false, quietHoursAsInSettings: false, blockedCountries: '', frequencyCaps: {}, quietHours: {} };
	expect(await furtherRulesOf(off, 'settings', async () => await store.settings())).toBeUndefined();
	expect(await reasons({})).toEqual(['opted_in', 'opted_in', 'opted_in']);
});

test('every field of the options is understood', async () => {
	await store.updateSettings({ quietHours: { from: '22:00', to: '07:00' } });
	const filled: Record<string, unknown> = Object.fromEntries(furtherRuleFields.map(({ name, type, default: value }) => [name, type === 'boolean' ? true : value]));
	filled.blockedCountries = 'de';
	filled.frequencyCaps = { cap: [{ max: 2, period: 'week', per: 'list' }] };
	expect(await furtherRulesOf(filled as FurtherRuleOptions, 'required', async () => await store.settings())).toEqual({
		blockedCountries: ['DE'],
		consentMaxAgeMonths: 24,
		coolDown: true,
		window: true,
		usMarketingStop: true,
		frequencyCaps: [{ max: 2, period: 'week', per: 'list' }],
		quietHours: { from: '22:00', to: '07:00' },
	});
});

test('a switch that was added and left as the editor shows it changes nothing', async () => {
	await store.updateSettings({ quietHours: { from: '22:00', to: '07:00' } });
	const added = Object.fromEntries(furtherRuleFields.filter(({ type }) => type === 'boolean').map(({ name, default: value }) => [name, value]));
	expect(Object.keys(added).length).toBeGreaterThan(0);
	const rulesOf = async (options: FurtherRuleOptions) => await furtherRulesOf(options, 'settings', async () => await store.settings());
	expect(await rulesOf(added as FurtherRuleOptions)).toEqual(await rulesOf({}));
});

test('consent older than the months given has expired', async () => {
	expect(await reasons({ consentMaxAgeMonths: 12 })).toEqual(['consent_expired', 'consent_expired', 'consent_expired']);
	expect(await reasons({ consentMaxAgeMonths: 14 })).toEqual(['opted_in', 'opted_in', 'opted_in']);
});

test('quiet hours hold by the clock of each person, and say until when', async () => {
	const answers = await ask({ quietHours: { hours: { from: '22:00', to: '08:00' } } });
	expect(answers.map(({ decision, reason, nextAllowedAt }) => [decision, reason, nextAllowedAt])).toEqual([
		['block', 'quiet_hours', '2026-11-03T07:00:00.000Z'],
		['block', 'quiet_hours', '2026-11-02T23:00:00.000Z'],
		['allow', 'opted_in', undefined],
	]);
	expect(answers[0]).not.toHaveProperty('recipient');
});

test('quiet hours as in settings are those of the settings, and none where the settings have none', async () => {
	expect(await reasons({ quietHoursAsInSettings: true })).toEqual(['opted_in', 'opted_in', 'opted_in']);
	await store.updateSettings({ quietHours: { from: '06:00', to: '07:00' } });
	expect(await reasons({ quietHoursAsInSettings: true })).toEqual(['opted_in', 'quiet_hours', 'opted_in']);
	const own = { hours: { from: '22:00', to: '23:00' } };
	expect(await reasons({ quietHoursAsInSettings: true, quietHours: own })).toEqual(['quiet_hours', 'opted_in', 'opted_in']);
});

test('quiet hours of the settings go with a rule as in settings, and with no other, unless the options say otherwise', async () => {
	await store.updateSettings({ quietHours: { from: '22:00', to: '07:00' } });
	const hours = async (options: FurtherRuleOptions, rule: 'settings' | 'required') => (await furtherRulesOf(options, rule, async () => await store.settings()))?.quietHours;
	expect(await hours({}, 'settings')).toEqual({ from: '22:00', to: '07:00' });
	expect(await hours({ quietHours: { hours: { from: '20:00', to: '06:00' } } }, 'settings')).toEqual({ from: '20:00', to: '06:00' });
	expect(await hours({ quietHoursAsInSettings: false }, 'settings')).toBeUndefined();
	expect(await hours({}, 'required')).toBeUndefined();
});

test('a frequency cap holds for the person, or for the list the message is sent on', async () => {
	await send('a', 0.1);
	await send('b', 3, 'offers');
	const cap = (max: number, period: 'day' | 'week', per: 'contact' | 'list') => ({ frequencyCaps: { cap: [{ max, period, per }] } });
	expect(await reasons(cap(2, 'week', 'contact'))).toEqual(['frequency_cap', 'opted_in', 'opted_in']);
	expect(await reasons(cap(2, 'day', 'contact'))).toEqual(['opted_in', 'opted_in', 'opted_in']);
	expect(await reasons(cap(2, 'week', 'list'))).toEqual(['opted_in', 'opted_in', 'opted_in']);
	expect(await reasons(cap(1, 'week', 'list'))).toEqual(['frequency_cap', 'opted_in', 'opted_in']);
	expect(await reasons(cap(0, 'day', 'contact'), { category: 'utility' })).toEqual(['exempt_category', 'exempt_category', 'exempt_category']);
});

test('of several caps each holds', async () => {
	await send('a', 5);
	const caps = { frequencyCaps: { cap: [{ max: 1, period: 'day' as const }, { max: 1, period: 'week' as const }] } };
	expect((await ask(caps))[0]).toMatchObject({ reason: 'frequency_cap', detail: '1 sent within a week, 1 allowed' });
});

test('marketing cools down after Meta held a message back', async () => {
	await store.coolDown(ROME, NOW + DAY);
	expect(await ask({ coolDown: true }, { contacts: [ROME] })).toMatchObject([{ reason: 'cool_down', nextAllowedAt: '2026-11-03T21:30:00.000Z' }]);
	expect(await reasons({})).toEqual(['opted_in', 'opted_in', 'opted_in']);
});

test('service messages pass only within 24 hours of what the person wrote', async () => {
	await store.noteInbound([{ identifier: ROME, phoneNumberId: '1', at: NOW - DAY / 2 }, { identifier: TOKYO, phoneNumberId: '1', at: NOW - 2 * DAY }]);
	expect(await reasons({ window: true }, { category: 'service' })).toEqual(['exempt_category', 'window_closed', 'window_closed']);
	expect(await reasons({ window: true }, { category: 'utility' })).toEqual(['exempt_category', 'exempt_category', 'exempt_category']);
});

test('marketing to the United States and anything to blocked countries is left out', async () => {
	expect(await reasons({ usMarketingStop: true })).toEqual(['opted_in', 'opted_in', 'country_blocked']);
	expect(await reasons({ usMarketingStop: true }, { category: 'utility' })).toEqual(['exempt_category', 'exempt_category', 'exempt_category']);
	expect(await reasons({ blockedCountries: 'it, jp' }, { category: 'utility' })).toEqual(['country_blocked', 'country_blocked', 'exempt_category']);
});

test.each<[string, FurtherRuleOptions]>([
	['Blocked Countries', { blockedCountries: 'Italy' }],
	['Consent No Older Than', { consentMaxAgeMonths: 0 }],
	['Consent No Older Than', { consentMaxAgeMonths: 1.5 }],
	['Frequency Cap', { frequencyCaps: { cap: [{ max: -1, period: 'day' }] } }],
	['quietHours.from', { quietHours: { hours: { from: '9 pm', to: '08:00' } } }],
	['quietHours.to', { quietHours: { hours: { from: '21:00', to: '21:00' } } }],
	['quietHours.timeZone', { quietHours: { hours: { from: '21:00', to: '08:00', timeZone: 'Mars' } } }],
])('a rule that can’t be understood lets nobody through and names the field: %s', async (field, options) => {
	const contacts = field === 'quietHours.timeZone' ? ['+88216 12345678'] : [ROME];
	await store.record(contacts.map((contact) => ({ action: 'opt_in', contact, origin: 'business', source: 'import', occurredAt: NOW - DAY })));
	await expect(ask(options, { contacts })).rejects.toThrow(field);
});

test('an ordinary run reads nothing for rules that are off or look at nothing', async () => {
	const asked: unknown[] = [];
	const watched = new Proxy(store, {
		get: (target, name: keyof ConsentStore) => (name === 'facts' ? async (...given: unknown[]) => (asked.push(given[2] ?? 'plain'), []) : target[name]),
	});
	const run = async (options: FurtherRuleOptions, category: MessageCategory = 'marketing') => {
		const further = await furtherRulesOf(options, 'required', async () => await store.settings());
		await askGate(watched, [ROME], { category, rule: 'required', policy: further === undefined ? {} : { further } }, NOW);
		return asked.splice(0);
	};
	expect(await run({})).toEqual([]);
	expect(await run({ consentMaxAgeMonths: 24, usMarketingStop: true, blockedCountries: 'DE', window: true })).toEqual([]);
	expect(await run({ coolDown: true }, 'utility')).toEqual([]);
	expect(await run({ blockedCountries: 'DE' }, 'service')).toEqual([]);
	expect(await run({ coolDown: true })).toEqual(['plain']);
	expect(await run({ frequencyCaps: { cap: [{ max: 1, period: 'day' }] } })).toEqual([{ sent: { now: NOW, list: 'marketing' } }]);
});

test('a place reserved under a frequency cap counts, but not against the campaign it is reserved for', async () => {
	await store.reserveSends([{ key: 'm1', contact: ROME, phoneNumberId: '1', at: NOW - 1000, purpose: 'spring', list: 'marketing', category: 'marketing' }], { now: NOW });
	const policy = { further: { frequencyCaps: [{ max: 1, period: 'day' as const }] } };
	const reasonFor = async (purpose?: string) => (await askGate(store, [ROME], { category: 'marketing', rule: 'required', policy, ...(purpose !== undefined && { purpose }) }, NOW))[0]?.reason;
	expect([await reasonFor('spring'), await reasonFor('summer'), await reasonFor()]).toEqual(['opted_in', 'frequency_cap', 'frequency_cap']);
});

test('as in settings means their rule, and for marketing without a list their default list', async () => {
	await store.record([{ action: 'opt_in', contact: ROME, lists: ['news'], origin: 'business', source: 'import', occurredAt: NOW - DAY }]);
	const gate = async (rule: 'settings' | 'required', list = '') => (await askGate(store, [ROME, TOKYO], { category: 'marketing', rule, list }, NOW)).map(({ reason, decision }) => `${decision} ${reason}`);
	expect(await gate('settings')).toEqual(['allow opted_in', 'allow opted_in']);
	await store.updateSettings({ defaultList: 'news', rule: 'soft' });
	expect(await gate('settings')).toEqual(['allow opted_in', 'flag not_on_list']);
	expect(await gate('settings', 'marketing')).toEqual(['allow opted_in', 'allow opted_in']);
	expect(await gate('required')).toEqual(['allow opted_in', 'allow opted_in']);
});

test('a pass names the brand it is of, and whoever has none is told none', async () => {
	const answers = await askGate(store, [ROME, 'nobody'], { category: 'marketing', rule: 'required', brand: 'tea' }, NOW);
	expect(answers.map(({ decision, brand, recipient }) => [decision, brand, recipient])).toEqual([['allow', 'tea', ROME], ['block', undefined, undefined]]);
});

test('a category that nobody knows is marketing, on the settings’ list and under every rule for marketing', async () => {
	await store.record([{ action: 'opt_in', contact: BOSTON, lists: ['pizza'], origin: 'business', source: 'import', occurredAt: NOW - 2 * DAY }]);
	await store.updateSettings({ defaultList: 'pizza' });
	await store.coolDown(BOSTON, NOW + DAY);
	for (const category of ['MARKETING', null, undefined] as unknown as MessageCategory[]) {
		const policy = { further: { coolDown: true } };
		expect(await askGate(store, [ROME, BOSTON], { category, rule: 'settings', policy }, NOW)).toMatchObject([
			{ decision: 'block', reason: 'not_on_list', category: 'marketing', list: 'pizza' },
			{ decision: 'block', reason: 'cool_down', category: 'marketing', list: 'pizza' },
		]);
	}
});
