import { payloads, type Simulator } from '../../../simulator';
import { ACCOUNT, graph, start, startCallback, type Answer, type Callback } from './support';

const APP_TOKEN = `${ACCOUNT.appId}|${ACCOUNT.appSecret}`;
let simulator: Simulator;
let callback: Callback;
let other: Callback;

beforeEach(async () => {
	[simulator, callback, other] = await Promise.all([start(), startCallback(), startCallback()]);
});
afterEach(async () => {
	await simulator.close();
	await Promise.all([callback.close(), other.close()]);
});

const subscriptions = (method: string, body?: object, token = APP_TOKEN): Promise<Answer> => graph(simulator, method, `${ACCOUNT.appId}/subscriptions`, body, token);
const subscribe = (target: Callback, fields: string | string[] = ['messages', 'user_preferences'], verifyToken = ACCOUNT.verifyToken): Promise<Answer> =>
	subscriptions('POST', { object: 'whatsapp_business_account', callback_url: target.url, verify_token: verifyToken, fields, include_values: true });
const apps = (method: string, body?: object): Promise<Answer> => graph(simulator, method, `${ACCOUNT.businessAccountId}/subscribed_apps`, body);
const stop = (): Promise<unknown> => simulator.sendAs('+15551234567', payloads.text('STOP'));

describe('the subscription of an app', () => {
	it('is made after the callback has answered the challenge', async () => {
		expect((await subscribe(callback)).body).toEqual({ success: true });
		const [asked] = callback.handshakes;
		expect([asked?.get('hub.mode'), asked?.get('hub.verify_token')]).toEqual(['subscribe', ACCOUNT.verifyToken]);
		expect((await subscriptions('GET')).body.data).toEqual([
			{
				object: 'whatsapp_business_account',
				callback_url: callback.url,
				active: true,
				fields: [{ name: 'messages', version: 'v24.0' }, { name: 'user_preferences', version: 'v24.0' }],
			},
		]);
	});

	it('is refused when the callback does not know the verify token', async () => {
		const answer = await subscribe(callback, ['messages'], 'wrong');
		expect([answer.status, answer.body.error?.code]).toEqual([400, 2200]);
		expect((await subscriptions('GET')).body.data).toEqual([]);
	});

	it('replaces the one before', async () => {
		await subscribe(other);
		await subscribe(callback);
		expect((await subscriptions('GET')).body.data).toMatchObject([{ callback_url: callback.url }]);
	});

	it.each([['JSON text', '["messages","user_preferences"]'], ['comma-separated words', 'messages,user_preferences']])('takes its fields as %s', async (_form, fields) => {
		await subscribe(callback, fields);
		expect((await subscriptions('GET')).body.data?.[0]?.fields).toHaveLength(2);
	});

	it('loses single fields, or goes altogether', async () => {
		await subscribe(callback);
		await subscriptions('DELETE', { object: 'whatsapp_business_account', fields: ['user_preferences'] });
		expect((await subscriptions('GET')).body.data?.[0]?.fields).toEqual([{ name: 'messages', version: 'v24.0' }]);
		await subscriptions('DELETE', { object: 'whatsapp_business_account' });
		expect((await subscriptions('GET')).body.data).toEqual([]);
	});

	it('needs an app token, made by hand or issued for client credentials', async () => {
		expect((await subscriptions('GET', undefined, ACCOUNT.accessToken)).status).toBe(400);
		expect((await subscriptions('GET', undefined, `${ACCOUNT.appId}|wrong`)).status).toBe(401);
		const query = new URLSearchParams({ client_id: ACCOUNT.appId, client_secret: ACCOUNT.appSecret, grant_type: 'client_credentials' });
		const issued = await graph(simulator, 'GET', `oauth/access_token?${query.toString()}`, undefined, null);
		expect((await subscriptions('GET', undefined, String(issued.body.access_token))).status).toBe(200);
		const wrong = await graph(simulator, 'POST', 'oauth/access_token', { client_id: ACCOUNT.appId, client_secret: 'wrong', grant_type: 'client_credentials' }, null);
		expect(wrong.status).toBe(400);
	});

	it('brings nothing until the account is subscribed as well', async () => {
		await subscribe(callback);
		await stop();
		expect(callback.received).toHaveLength(0);
		expect(simulator.log.deliveries().at(-1)).toMatchObject({ reason: 'account_not_subscribed' });
		await apps('POST');
		await stop();
		expect(callback.received).toHaveLength(1);
	});

	it('brings only the fields asked for', async () => {
		await subscribe(callback, ['messages']);
		await apps('POST');
		await simulator.setPreference('+15551234567', 'stop');
		expect(callback.received).toHaveLength(0);
		expect(simulator.log.deliveries().at(-1)).toMatchObject({ reason: 'field_not_subscribed' });
	});
});

describe('the apps of an account', () => {
	it('are listed, added and removed', async () => {
		expect((await apps('GET')).body.data).toEqual([]);
		await apps('POST');
		expect((await apps('GET')).body.data).toMatchObject([{ whatsapp_business_api_data: { id: ACCOUNT.appId } }]);
		await apps('DELETE');
		expect((await apps('GET')).body.data).toEqual([]);
	});

	it('can divert messages to a callback of their own, preferences staying with the app', async () => {
		await subscribe(callback);
		await apps('POST');
		await apps('POST', { override_callback_uri: other.url, verify_token: ACCOUNT.verifyToken });
		await stop();
		await simulator.setPreference('+15551234567', 'stop');
		expect([other.received.length, callback.received.length]).toEqual([1, 1]);
		await apps('POST');
		await stop();
		expect([other.received.length, callback.received.length]).toEqual([1, 2]);
	});

	it('cannot divert before they are subscribed', async () => {
		expect((await apps('POST', { override_callback_uri: other.url, verify_token: ACCOUNT.verifyToken })).status).toBe(400);
	});
});

describe('the number', () => {
	const number = (method: string, body?: object, query = ''): Promise<Answer> => graph(simulator, method, `${ACCOUNT.phoneNumberId}${query}`, body);

	it('shows the fields asked for', async () => {
		const answer = await number('GET', undefined, '?fields=display_phone_number,verified_name,quality_rating,whatsapp_business_manager_messaging_limit,throughput');
		expect(answer.body).toEqual({
			display_phone_number: '+1 555-010-0000',
			verified_name: 'Blue Door Bakery',
			quality_rating: 'GREEN',
			whatsapp_business_manager_messaging_limit: 'TIER_10K',
			throughput: { level: 'STANDARD' },
			id: ACCOUNT.phoneNumberId,
		});
	});

	it('diverts its messages before the account does, and shows where they go', async () => {
		await subscribe(callback);
		await apps('POST');
		await apps('POST', { override_callback_uri: `${callback.url}?account`, verify_token: ACCOUNT.verifyToken });
		await number('POST', { webhook_configuration: { override_callback_uri: other.url, verify_token: ACCOUNT.verifyToken } });
		await stop();
		expect([other.received.length, callback.received.length]).toEqual([1, 0]);
		expect((await number('GET', undefined, '?fields=webhook_configuration')).body.webhook_configuration).toEqual({
			phone_number: other.url,
			whatsapp_business_account: `${callback.url}?account`,
			application: callback.url,
		});
		await number('POST', { webhook_configuration: { override_callback_uri: '' } });
		await stop();
		expect(callback.received).toHaveLength(1);
	});
});

it('keeps tokens and secrets out of its log', async () => {
	await subscribe(callback);
	await graph(simulator, 'GET', `${ACCOUNT.phoneNumberId}?access_token=${ACCOUNT.accessToken}`, undefined, null);
	const log = JSON.stringify(simulator.log.calls());
	for (const secret of [ACCOUNT.accessToken, ACCOUNT.appSecret, ACCOUNT.verifyToken]) expect(log).not.toContain(secret);
});
