import { askGate } from '../../../shared';
import type { ConsentEventInput, ConsentStore, IdentifierInput } from '../../../shared';
import type { GateQuestion } from '../../../shared/gate';
import { freshStores } from './support/store';

const NOW = Date.parse('2026-11-02T12:00:00Z');
const ANNA = '+4915100000001';
const BERT = '+4915100000002';
const ANNAS_ID = 'DE.111';
const MARKETING: GateQuestion = { category: 'marketing', rule: 'required' };

const open = freshStores();
let store: ConsentStore;
beforeEach(async () => {
	store = await open(() => NOW);
	await store.record([said('opt_in', { phone: ANNA, userId: ANNAS_ID })]);
});

function said(action: ConsentEventInput['action'], contact: IdentifierInput, more: Partial<ConsentEventInput> = {}): ConsentEventInput {
	return { action, contact, origin: 'person', source: 'keyword', occurredAt: NOW - 1000, ...more };
}

/** The store, with what it was asked for written down. */
function watched(asked: unknown[]): ConsentStore {
	return new Proxy(store, {
		get: (target, name: keyof ConsentStore) => (name === 'states' ? async (...given: Parameters<ConsentStore['states']>) => (asked.push(given), await target.states(...given)) : target[name]),
	});
}

describe('a run', () => {
	it('reads the list asked for, and everything only of those who are not on it', async () => {
		const asked: unknown[] = [];
		await askGate(watched(asked), [ANNA, BERT, 'nobody', ANNAS_ID], { ...MARKETING, list: 'marketing' }, NOW);
		expect(asked).toEqual([[[ANNA, BERT, 'nobody', ANNAS_ID], { lists: ['marketing'] }], [[BERT]]]);
	});

	it.each<[string, GateQuestion, unknown[]]>([
		['marketing without a list', MARKETING, [[[ANNA], { lists: ['marketing'] }]]],
		['marketing to any list', { ...MARKETING, list: '*' }, [[[ANNA]]]],
		['what is sent on no list', { category: 'utility', rule: 'required' }, [[[ANNA]]]],
	])('is read once where everybody may be written to: %s', async (_, question, reads) => {
		const asked: unknown[] = [];
		await askGate(watched(asked), [ANNA], question, NOW);
		expect(asked).toEqual(reads);
	});

	it('takes a person for the same under each of their identifiers, and two people for two', async () => {
		await store.record([said('opt_in', BERT)]);
		const met = new Set<string>();
		const reasons = async (...contacts: IdentifierInput[]) => (await askGate(store, contacts, MARKETING, NOW, met)).map(({ reason }) => reason);
		expect(await reasons(ANNA, BERT, ANNAS_ID)).toEqual(['opted_in', 'opted_in', 'duplicate']);
		expect(await reasons({ waId: ANNA.slice(1) }, BERT)).toEqual(['duplicate', 'duplicate']);
	});

	it('tells people apart who are known by user ID alone', async () => {
		const contacts = ['DE.222', 'DE.333', { userId: 'DE.222' }];
		await store.record([said('opt_in', 'DE.222'), said('opt_in', 'DE.333')]);
		expect((await askGate(store, contacts, MARKETING, NOW, new Set())).map(({ reason }) => reason)).toEqual(['opted_in', 'opted_in', 'duplicate']);
	});

	it('lets the same person through again where nobody asked for duplicates', async () => {
		expect(await askGate(store, [ANNA, ANNA], MARKETING, NOW)).toMatchObject([{ reason: 'opted_in' }, { reason: 'opted_in' }]);
	});
});

describe('an answer', () => {
	const answerTo = async (question: GateQuestion, contact: IdentifierInput = ANNA) => (await askGate(store, [contact], question, NOW))[0];

	it('is complete', async () => {
		expect(await answerTo({ ...MARKETING, brand: 'tea' })).toStrictEqual({
			decision: 'allow',
			reason: 'opted_in',
			eventId: expect.any(String),
			list: 'marketing',
			category: 'marketing',
			rule: 'required',
			status: 'opted_in',
			contact: ANNA,
			decidedAt: '2026-11-02T12:00:00.000Z',
			recipient: ANNA,
			brand: 'tea',
		});
	});

	it('names no brand where none was asked for, and gives no pass where it blocks', async () => {
		expect(await answerTo(MARKETING)).not.toHaveProperty('brand');
		const blocked = await answerTo({ ...MARKETING, brand: 'tea' }, BERT);
		expect(blocked).toMatchObject({ decision: 'block', reason: 'not_opted_in' });
		expect(blocked).not.toHaveProperty('recipient');
		expect(blocked).not.toHaveProperty('brand');
	});

	it('keeps to the list and rule of the question', async () => {
		expect(await answerTo({ ...MARKETING, rule: 'soft', list: 'news' })).toMatchObject({ decision: 'flag', reason: 'not_on_list', rule: 'soft', list: 'news' });
	});

	it('gives other categories than marketing no list of the settings', async () => {
		await store.updateSettings({ rule: 'required', defaultList: 'news' });
		await store.record([said('opt_out', ANNA, { lists: ['news'] })]);
		expect(await answerTo({ category: 'utility', rule: 'settings' })).toMatchObject({ decision: 'allow', reason: 'exempt_category' });
		expect(await answerTo({ category: 'marketing', rule: 'settings' })).toMatchObject({ decision: 'block', reason: 'opted_out_of_list', list: 'news' });
	});

	it('goes by the business number that would write, where WhatsApp’s own stop counts per number', async () => {
		await store.record([said('platform_stop', ANNA, { phoneNumberId: '100', source: 'platform' })]);
		const from = async (phoneNumberId: string) => (await answerTo({ ...MARKETING, phoneNumberId, policy: { platformStopScope: 'number' } }))?.reason;
		expect([await from('100'), await from('200')]).toEqual(['platform_stop', 'opted_in']);
	});

	it('blocks an item whose contact can’t be read, whatever the store says of it', async () => {
		const [state] = await store.states([ANNA]);
		const confused = new Proxy(store, { get: (target, name: keyof ConsentStore) => (name === 'states' ? async () => await Promise.resolve([state]) : target[name]) });
		const [answer] = await askGate(confused, ['nobody'], MARKETING, NOW);
		expect(answer).toMatchObject({ decision: 'block', reason: 'invalid_contact' });
		expect(answer?.recipient).toBeUndefined();
	});
});
