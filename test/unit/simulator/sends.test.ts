import type { Simulator } from '../../../simulator';
import { ACCOUNT, graph, send, start, templateSend, textSend } from './support';

const BSUID = 'US.13491208655302741918';
const TO = { to: '+15551234567' };
let simulator: Simulator;

beforeEach(async () => {
	simulator = await start();
	simulator.templates.put({ name: 'spring_sale', language: 'en_US', category: 'MARKETING', components: [{ type: 'BODY', text: 'Hi {{1}}, {{2}} off' }] });
	simulator.templates.put({ name: 'order_update', language: 'en_US', category: 'UTILITY' });
	simulator.templates.put({ name: 'login_code', language: 'en_US', category: 'AUTHENTICATION' });
});
afterEach(() => simulator.close());

const words = (...texts: string[]): object[] => texts.map((text) => ({ type: 'text', text }));

describe('accepting sends', () => {
	it('answers a template send with the input, the wa_id and a wamid', async () => {
		const answer = await send(simulator, templateSend(TO, 'spring_sale', words('Ada', '10 %')));
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			messaging_product: 'whatsapp',
			contacts: [{ input: '+15551234567', wa_id: '15551234567' }],
			messages: [{ id: expect.stringMatching(/^wamid\./), message_status: 'accepted' }],
		});
	});

	it('answers in the form Meta gave the number when that differs from the one dialled', async () => {
		simulator.customers.put({ phone: '+5511987654321', waId: '551187654321' });
		const dialled = await send(simulator, templateSend({ to: '+5511987654321' }, 'order_update'));
		const asMetaGaveIt = await send(simulator, templateSend({ to: '+551187654321' }, 'order_update'));
		expect(dialled.body.contacts).toEqual([{ input: '+5511987654321', wa_id: '551187654321' }]);
		expect(simulator.log.sends().map((entry) => entry.customerId)).toEqual(['c1', 'c1']);
		expect(asMetaGaveIt.status).toBe(200);
	});

	it('sends to a BSUID in recipient and answers with user_id and no wa_id', async () => {
		const answer = await send(simulator, templateSend({ recipient: BSUID }, 'spring_sale', words('Ada', '10 %')));
		expect(answer.body.contacts).toEqual([{ input: BSUID, user_id: BSUID }]);
		expect(simulator.log.sends()[0]).toMatchObject({ delivered: true, outcome: 'accepted' });
	});

	it('accepts a BSUID in to with a wamid and delivers nothing', async () => {
		const answer = await send(simulator, templateSend({ to: BSUID }, 'order_update'));
		expect(answer.status).toBe(200);
		expect(answer.body.messages).toHaveLength(1);
		expect(simulator.log.sends()[0]).toMatchObject({ delivered: false, notes: ['bsuid_in_to'] });
	});

	it('notes a phone written without plus', async () => {
		await send(simulator, templateSend({ to: '15551234567' }, 'order_update'));
		expect(simulator.log.sends()[0]?.notes).toEqual(['phone_without_plus']);
	});

	it('lets to win over recipient', async () => {
		const answer = await send(simulator, templateSend({ ...TO, recipient: BSUID }, 'order_update'));
		expect(answer.body.contacts).toEqual([{ input: '+15551234567', wa_id: '15551234567' }]);
		expect(simulator.log.sends()[0]?.notes).toEqual(['to_and_recipient']);
	});

	it('answers on any version and without one', async () => {
		for (const prefix of ['v19.0/', 'v26.0/', '']) {
			const response = await fetch(`${simulator.url}/${prefix}${ACCOUNT.phoneNumberId}`, { headers: { authorization: `Bearer ${ACCOUNT.accessToken}` } });
			expect(response.status).toBe(200);
		}
		expect(simulator.log.calls().map((call) => call.version)).toEqual(['v19.0', 'v26.0', undefined]);
	});
});

describe('refusing sends', () => {
	const refusals: [what: string, message: object, status: number, code: number][] = [
		['a template nobody has made', templateSend(TO, 'nothing_here'), 404, 132001],
		['a template in a language it does not exist in', { ...TO, type: 'template', template: { name: 'order_update', language: { code: 'de' } } }, 404, 132001],
		['too few parameters', templateSend(TO, 'spring_sale', words('Ada')), 400, 132000],
		['too many parameters', templateSend(TO, 'order_update', words('Ada')), 400, 132000],
		['a phone in recipient', templateSend({ recipient: '+15551234567' }, 'order_update'), 400, 131009],
		['nobody to send to', templateSend({}, 'order_update'), 400, 100],
		['words that are no phone', templateSend({ to: 'Ada' }, 'order_update'), 400, 100],
		['the business number itself', templateSend({ to: '+15550100000' }, 'order_update'), 400, 131021],
		['a one-time code to a BSUID', templateSend({ recipient: BSUID }, 'login_code'), 400, 131062],
		['free text to somebody who never wrote', textSend(TO.to), 400, 131047],
		['text above 4096 characters', textSend(TO.to, 'x'.repeat(4097)), 400, 100],
		['a button title above 20 characters', buttons('This title is far too long'), 400, 131009],
		['two buttons of one title', buttons('Yes', 'Yes'), 400, 131009],
		['four buttons', buttons('1', '2', '3', '4'), 400, 131009],
		['a message type that is not played', { ...TO, type: 'sticker', sticker: { id: '1' } }, 400, 131051],
	];

	function buttons(...titles: string[]): object {
		const replies = titles.map((title, index) => ({ type: 'reply', reply: { id: String(index), title } }));
		return { ...TO, type: 'interactive', interactive: { type: 'button', body: { text: 'Choose' }, action: { buttons: replies } } };
	}

	it.each(refusals)('refuses %s', async (_what, message, status, code) => {
		const answer = await send(simulator, message);
		expect({ status: answer.status, code: answer.body.error?.code }).toEqual({ status, code });
		expect(simulator.log.sends()[0]).toMatchObject({ outcome: 'refused', errorCode: code, delivered: false });
	});

	it.each([['PAUSED', 132015], ['DISABLED', 132016], ['PENDING', 132001]])('refuses a template that is %s', async (status, code) => {
		simulator.templates.put({ name: 'order_update', language: 'en_US', category: 'UTILITY', status });
		expect((await send(simulator, templateSend(TO, 'order_update'))).body.error?.code).toBe(code);
	});

	it('writes errors in the shape of the Graph API', async () => {
		const { body } = await send(simulator, templateSend(TO, 'spring_sale'));
		expect(body).toEqual({
			error: {
				message: '(#132000) Number of parameters does not match the expected number of params',
				type: 'OAuthException',
				code: 132000,
				error_data: { messaging_product: 'whatsapp', details: 'body: number of localizable_params (0) does not match the expected number of params (2)' },
				fbtrace_id: expect.any(String),
			},
		});
	});

	it('asks for a good token before anything else', async () => {
		const path = `${ACCOUNT.phoneNumberId}/messages`;
		for (const token of [null, 'stolen']) {
			const answer = await graph(simulator, 'POST', path, {}, token);
			expect({ status: answer.status, code: answer.body.error?.code }).toEqual({ status: 401, code: 190 });
		}
		expect(simulator.log.sends()).toEqual([]);
	});

	it('knows no other objects', async () => {
		const answer = await graph(simulator, 'POST', '999/messages', {});
		expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' });
	});

	it('checks named parameters by their names', async () => {
		simulator.templates.put({ name: 'named', language: 'en_US', category: 'UTILITY', parameter_format: 'NAMED', components: [{ type: 'BODY', text: 'Hi {{first_name}}' }] });
		const wrong = await send(simulator, templateSend(TO, 'named', [{ type: 'text', parameter_name: 'name', text: 'Ada' }]));
		const right = await send(simulator, templateSend(TO, 'named', [{ type: 'text', parameter_name: 'first_name', text: 'Ada' }]));
		expect([wrong.body.error?.code, right.status]).toEqual([132012, 200]);
	});
});

describe('the marketing endpoint', () => {
	it('takes marketing templates and nothing else', async () => {
		const marketing = await send(simulator, templateSend(TO, 'spring_sale', words('Ada', '10 %')), 'marketing_messages');
		const utility = await send(simulator, templateSend(TO, 'order_update'), 'marketing_messages');
		const text = await send(simulator, textSend(TO.to), 'marketing_messages');
		expect([marketing.status, utility.body.error?.code, text.body.error?.code]).toEqual([200, 131055, 134100]);
	});

	it('can be made the only way for marketing', async () => {
		simulator.change({ marketingOnMessages: false });
		expect((await send(simulator, templateSend(TO, 'spring_sale', words('Ada', '10 %')))).body.error?.code).toBe(131063);
		expect((await send(simulator, templateSend(TO, 'order_update'))).status).toBe(200);
	});
});

it('bears ten thousand sends and finds one of them again', async () => {
	const next = Array.from({ length: 10_000 }, (_, index) => `+1555${String(index).padStart(7, '0')}`).values();
	const worker = async (): Promise<void> => {
		for (const to of next) await send(simulator, templateSend({ to }, 'order_update'));
	};
	await Promise.all(Array.from({ length: 20 }, worker));
	expect(simulator.log.totals.sends).toBe(10_000);
	expect(new Set(simulator.log.sends().map((entry) => entry.messageId)).size).toBe(10_000);
	expect(simulator.log.sends({ to: '+15550004711' })).toHaveLength(1);
}, 120_000);
