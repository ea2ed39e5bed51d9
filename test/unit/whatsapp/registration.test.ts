import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulator } from '../../../simulator';
import { callbackProblem, isRegistered, register, unregister, WEBHOOK_FIELDS } from '../../../shared/whatsapp';
import type { Registration, WhatsAppClient } from '../../../shared/whatsapp';
import { ACCOUNT, clientAt, start } from './support';

let simulator: Simulator;
let client: WhatsAppClient;
let callback: Server;
let url: string;

beforeEach(async () => {
	simulator = await start();
	({ client } = clientAt(simulator.url, { timeoutMs: 5000 }));
	callback = createServer((request, response) => {
		const query = new URL(request.url ?? '/', 'http://here').searchParams;
		response.writeHead(query.get('hub.verify_token') === ACCOUNT.verifyToken ? 200 : 403).end(query.get('hub.challenge'));
	});
	await new Promise<void>((resolve) => callback.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/webhook/consent`;
});
afterEach(async () => {
	callback.closeAllConnections();
	await new Promise((resolve) => callback.close(resolve));
	await simulator.close();
});

const wanted = (): { callbackUrl: string; verifyToken: string } => ({ callbackUrl: url, verifyToken: ACCOUNT.verifyToken });
async function registered(): Promise<Registration> {
	const result = await register(client, wanted());
	if (!result.ok) throw new Error(result.problem);
	return result.registration;
}
const otherAddress = (): string => url.replace('consent', 'somebody-else');
const shown = async (): Promise<unknown> => (await client.getAppSubscription() as { value?: unknown }).value;

describe('registering', () => {
	it('subscribes app and account, and is seen to be done', async () => {
		expect(await isRegistered(client, url)).toEqual({ ok: true, registered: false });
		expect(await registered()).toEqual({ callbackUrl: url, app: true, waba: true });
		expect(await shown()).toEqual({ callbackUrl: url, active: true, fields: [...WEBHOOK_FIELDS] });
		expect(await client.subscribedApps()).toMatchObject({ value: [{ id: ACCOUNT.appId }] });
		expect(await isRegistered(client, url)).toEqual({ ok: true, registered: true });
	});

	it('never overwrites another address, and names it', async () => {
		await client.subscribeApp({ callbackUrl: otherAddress(), verifyToken: ACCOUNT.verifyToken, fields: ['messages'] });
		expect(await register(client, wanted())).toEqual({ ok: false, inTheWay: otherAddress(), problem: expect.stringContaining(otherAddress()) });
		expect(await shown()).toMatchObject({ callbackUrl: otherAddress(), fields: ['messages'] });
		expect(await client.subscribedApps()).toMatchObject({ value: [] });
	});

	it('replaces an address of its own from before', async () => {
		await client.subscribeApp({ callbackUrl: otherAddress(), verifyToken: ACCOUNT.verifyToken, fields: ['messages'] });
		expect(await register(client, { ...wanted(), ours: [otherAddress()] })).toMatchObject({ ok: true, registration: { app: true } });
		expect(await shown()).toMatchObject({ callbackUrl: url });
	});

	it('adds fields that are missing and keeps those it does not need', async () => {
		await client.subscribeApp({ callbackUrl: url, verifyToken: ACCOUNT.verifyToken, fields: ['messages', 'flows'] });
		expect(await registered()).toEqual({ callbackUrl: url, app: false, waba: true });
		expect(await shown()).toMatchObject({ fields: expect.arrayContaining([...WEBHOOK_FIELDS, 'flows']) as unknown });
	});

	it('does without fields that Meta does not know yet, and says which', async () => {
		simulator.faults.add({ endpoint: 'subscriptions', code: 100, skip: 1 });
		expect(await registered()).toMatchObject({ missingFields: expect.arrayContaining(['user_id_update']) as unknown });
		expect(await shown()).toMatchObject({ fields: ['messages', 'user_preferences'] });
	});

	it('refuses where the account diverts its webhooks elsewhere', async () => {
		await client.subscribeWaba();
		simulator.world.subscriptions.accountOverride = { callbackUrl: otherAddress(), verifyToken: 'x' };
		expect(await register(client, wanted())).toMatchObject({ ok: false, inTheWay: otherAddress() });
		expect(await shown()).toBeUndefined();
	});

	it('refuses where the number diverts its webhooks elsewhere', async () => {
		simulator.world.subscriptions.numberOverride = { callbackUrl: otherAddress(), verifyToken: 'x' };
		expect(await register(client, wanted())).toMatchObject({ ok: false, inTheWay: otherAddress() });
		expect(await shown()).toBeUndefined();
		simulator.world.subscriptions.numberOverride = undefined;
		await registered();
		simulator.world.subscriptions.numberOverride = { callbackUrl: otherAddress(), verifyToken: 'x' };
		expect(await isRegistered(client, url)).toEqual({ ok: true, registered: false });
	});

	it('knows again what it set up before', async () => {
		await registered();
		await client.unsubscribeWaba();
		expect(await register(client, { ...wanted(), ours: [url] })).toEqual({ ok: true, registration: { callbackUrl: url, app: true, waba: true } });
	});

	it('tells when Meta does not reach the address', async () => {
		const nowhere = url.replace(/:\d+/, ':9');
		expect(await register(client, { ...wanted(), callbackUrl: nowhere })).toEqual({ ok: false, problem: expect.stringMatching(/WEBHOOK_URL.*2200/) });
	});

	it('leaves nothing behind when the account cannot be subscribed', async () => {
		simulator.faults.add({ endpoint: 'subscribed_apps', code: 200, skip: 1 });
		expect(await register(client, wanted())).toEqual({ ok: false, problem: expect.stringContaining('could not be subscribed') });
		expect(await shown()).toBeUndefined();
	});

	it('asks for a verify token', async () => {
		expect(await register(client, { ...wanted(), verifyToken: '' })).toEqual({ ok: false, problem: expect.stringContaining('verify token') });
	});
});

describe('unregistering', () => {
	it('takes away what was set up', async () => {
		const registration = await registered();
		expect(await unregister(client, registration)).toEqual({ ok: true });
		expect(await shown()).toBeUndefined();
		expect(await client.subscribedApps()).toMatchObject({ value: [] });
	});

	it('leaves what was there before', async () => {
		await client.subscribeApp({ callbackUrl: url, verifyToken: ACCOUNT.verifyToken, fields: [...WEBHOOK_FIELDS] });
		await client.subscribeWaba();
		const registration = await registered();
		expect(registration).toEqual({ callbackUrl: url, app: false, waba: false });
		await unregister(client, registration);
		expect(await shown()).toMatchObject({ callbackUrl: url });
		expect(await client.subscribedApps()).toMatchObject({ value: [{ id: ACCOUNT.appId }] });
	});

	it("touches nothing once the app's webhook is somebody else's", async () => {
		const registration = await registered();
		await client.subscribeApp({ callbackUrl: otherAddress(), verifyToken: ACCOUNT.verifyToken, fields: ['messages'] });
		expect(await unregister(client, registration)).toEqual({ ok: true });
		expect(await shown()).toMatchObject({ callbackUrl: otherAddress() });
		expect(await client.subscribedApps()).toMatchObject({ value: [{ id: ACCOUNT.appId }] });
	});
});

describe('an address for webhooks', () => {
	it.each(['https://n8n.shop.com/webhook/x', 'https://n8n.shop.com:8443/webhook/x', 'https://203.0.113.7/webhook/x'])('may be %s', (address) => {
		expect(callbackProblem(address)).toBeUndefined();
	});

	it.each([
		'http://n8n.shop.com/webhook/x',
		'https://localhost:5678/webhook/x',
		'https://127.0.0.1/webhook/x',
		'https://192.168.1.4/webhook/x',
		'https://10.0.0.4/x',
		'https://172.20.0.2/x',
		'https://[::1]/x',
		'https://[fd00::1]/x',
		'https://n8n/x',
		'https://n8n.local/x',
		'ftp://n8n.shop.com',
		'not an address',
	])('may not be %s, and the fix is named', (address) => {
		expect(callbackProblem(address)).toContain('WEBHOOK_URL');
	});

	it('may be on this machine only where Meta is too', () => {
		expect(callbackProblem('http://localhost:5678/webhook/x', true)).toBeUndefined();
		expect(callbackProblem('http://192.168.1.4/webhook/x', true)).toContain('WEBHOOK_URL');
	});
});
