import { allowedNow, askGate } from '../../../shared';
import type { ConsentEventInput, ConsentStore } from '../../../shared';
import { freshStores } from './support/store';

const NOW = Date.parse('2026-11-02T12:00:00Z');
const MEMBER = '+4915100000001';
const READER = '+4915100000002';
const GONE = '+4915100000003';
const STRANGER = '+4915100000004';
const CONTACTS = [MEMBER, READER, GONE, STRANGER];

const open = freshStores();
let store: ConsentStore;

beforeEach(async () => {
	store = await open(() => NOW);
	const said = (action: 'opt_in' | 'opt_out', contact: string, lists?: string[]): ConsentEventInput => ({ action, contact, lists, origin: 'person', source: 'keyword', occurredAt: NOW - 1000 });
	await store.record([said('opt_in', MEMBER), said('opt_in', READER, ['news']), said('opt_out', GONE)]);
});

test.each([
	['marketing', 'required', undefined, [MEMBER]],
	['marketing', 'required', 'news', [READER]],
	['marketing', 'settings', '', [READER, STRANGER, MEMBER]],
	['marketing', 'settings', 'marketing', [MEMBER, READER, STRANGER]],
	['utility', 'required', undefined, CONTACTS],
] as const)('an audience for %s, rule %s, on the list %s is whom the gate lets through', async (category, rule, list, expected) => {
	await store.updateSettings({ rule: 'soft', defaultList: 'news' });
	const question = { category, rule, ...(list !== undefined && { list }) };
	const allows = await allowedNow(store, question, NOW);
	const states = await store.states(CONTACTS);
	const audience = CONTACTS.filter((_, index) => states[index] !== undefined && allows(states[index]));
	expect(audience).toEqual([...expected].sort());
	const answers = await askGate(store, CONTACTS, question, NOW);
	expect(answers.filter(({ decision }) => decision !== 'block').map(({ recipient }) => recipient)).toEqual(audience);
});

test('an audience goes by the moment it is put together', async () => {
	await store.record([{ action: 'opt_in', contact: STRANGER, origin: 'business', source: 'import', occurredAt: NOW - 1000, expiresAt: NOW + 1000 }]);
	const [state] = await store.states([STRANGER]);
	const allowed = async (now: number) => state !== undefined && (await allowedNow(store, { category: 'marketing', rule: 'required' }, now))(state);
	expect([await allowed(NOW), await allowed(NOW + 1000)]).toEqual([true, false]);
});
