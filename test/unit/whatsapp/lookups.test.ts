import type { Simulator } from '../../../simulator';
import { createClient, strictest } from '../../../shared/whatsapp';
import type { WhatsAppClient } from '../../../shared/whatsapp';
import { ACCOUNT, accountAt, clientAt, start } from './support';

let simulator: Simulator;
let client: WhatsAppClient;

beforeEach(async () => {
	simulator = await start();
	({ client } = clientAt(simulator.url));
});
afterEach(() => simulator.close());

describe('a template', () => {
	it('is found by its exact name and language, however that is written', async () => {
		simulator.templates.put({ name: 'sale_now', language: 'en_US', category: 'UTILITY' });
		simulator.templates.put({ name: 'sale', language: 'de', category: 'UTILITY' });
		simulator.templates.put({ name: 'sale', language: 'en_US', category: 'MARKETING', status: 'PAUSED' });
		expect(await client.template('sale', 'en-US')).toMatchObject({ ok: true, value: { name: 'sale', language: 'en_US', category: 'MARKETING', gateCategory: 'marketing', status: 'PAUSED' } });
	});

	it('that does not exist is named, with the languages it has', async () => {
		simulator.templates.put({ name: 'sale', language: 'de', category: 'UTILITY' });
		expect(await client.template('sale', 'fr')).toMatchObject({ ok: false, code: 132001, action: 'stop', detail: expect.stringContaining('It exists in de.') });
		expect(await client.template('none', 'fr')).toMatchObject({ ok: false, code: 132001 });
	});

	it('tells what has to be filled in and what can be tapped', async () => {
		simulator.templates.put({
			name: 'sale',
			language: 'en_US',
			category: 'UTILITY',
			correct_category: 'MARKETING',
			components: [
				{ type: 'HEADER', format: 'TEXT', text: 'Hi {{1}}' },
				{ type: 'BODY', text: '{{1}}, all is {{2}} off. Yes, {{1}}!' },
				{ type: 'FOOTER', text: 'Blue Door' },
				{ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Stop promotions' }, { type: 'URL', text: 'Shop', url: 'https://shop.example/{{1}}' }, { type: 'URL', text: 'Home', url: 'https://shop.example' }] },
			],
		});
		expect(await client.template('sale', 'en_US')).toMatchObject({
			value: {
				parameterCount: 4,
				headerFormat: 'TEXT',
				headerParameters: ['1'],
				bodyParameters: ['1', '2'],
				buttonParameters: [1],
				quickReplies: [{ index: 0, label: 'Stop promotions' }],
				correctCategory: 'MARKETING',
				gateCategory: 'marketing',
			},
		});
	});

	it('may be on a later page', async () => {
		for (let n = 0; n < 250; n++) simulator.templates.put({ name: `sale_${n}`, language: 'en_US', category: 'UTILITY' });
		simulator.templates.put({ name: 'sale', language: 'en_US', category: 'UTILITY' });
		expect(await client.template('sale', 'en_US')).toMatchObject({ ok: true, value: { name: 'sale', gateCategory: 'utility' } });
	});

	it('is one of many, page by page', async () => {
		for (let n = 0; n < 130; n++) simulator.templates.put({ name: `t_${n}`, language: 'en_US', category: 'UTILITY' });
		const first = await client.templates();
		expect(first).toMatchObject({ ok: true, value: { cursor: expect.any(String) } });
		const second = await client.templates(undefined, first.ok ? first.value.cursor : undefined);
		expect(first.ok && second.ok && new Set([...first.value.templates, ...second.value.templates].map(({ name }) => name)).size).toBe(130);
		expect(second.ok && second.value.cursor).toBeUndefined();
		const searched = await client.templates('t_12');
		expect(searched.ok && searched.value.templates).toHaveLength(11);
	});
});

it.each([
	['marketing', ['UTILITY', 'MARKETING']],
	['marketing', ['MARKETING', 'UTILITY']],
	['marketing', ['UTILITY', 'SOMETHING_NEW']],
	['marketing', [undefined, undefined]],
	['utility', ['UTILITY', undefined]],
	['utility', ['AUTHENTICATION', 'UTILITY']],
	['authentication', ['AUTHENTICATION', undefined]],
])('the category to judge by is %s for %j', (category, given) => {
	expect(strictest(...given)).toBe(category);
});

describe('the business number', () => {
	it('is read with its messaging limit', async () => {
		expect(await client.phoneNumber()).toEqual({
			ok: true,
			value: { id: ACCOUNT.phoneNumberId, displayPhoneNumber: '+1 555-010-0000', verifiedName: 'Blue Door Bakery', qualityRating: 'GREEN', messagingLimit: 'TIER_10K', messagingLimitPeople: 10_000, throughput: 'STANDARD' },
		});
		simulator.change({ messagingLimit: 'TIER_UNLIMITED' });
		expect(await client.phoneNumber()).toMatchObject({ value: { messagingLimitPeople: Infinity } });
	});

	it('is read without the limit where Meta knows none', async () => {
		simulator.faults.add({ endpoint: 'phone_number', code: 100 });
		expect(await client.phoneNumber()).toMatchObject({ ok: true, value: { id: ACCOUNT.phoneNumberId } });
	});

	it('shows a wrong token and a wrong number', async () => {
		const wrongToken = createClient({ ...accountAt(simulator.url), accessToken: 'EAAother' });
		expect(await wrongToken.phoneNumber()).toMatchObject({ ok: false, code: 190, action: 'stop' });
		const wrongNumber = createClient({ ...accountAt(simulator.url), phoneNumberId: '1' });
		expect(await wrongNumber.phoneNumber()).toMatchObject({ ok: false, code: 100, action: 'fix' });
		const none = createClient({ ...accountAt(simulator.url), phoneNumberId: '' });
		expect(await none.phoneNumber()).toMatchObject({ ok: false, code: 'unusable_credential', action: 'fix' });
	});
});
