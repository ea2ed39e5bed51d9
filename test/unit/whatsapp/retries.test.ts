import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulator } from '../../../simulator';
import { createClient, ERROR_TABLE } from '../../../shared/whatsapp';
import type { SendResult, WhatsAppClient } from '../../../shared/whatsapp';
import { freePort } from '../../support/free-port';
import { ACCOUNT, accountAt, clientAt, start } from './support';

const PHONE = '+15551234567';
let simulator: Simulator;
let client: WhatsAppClient;
let waits: number[];

beforeEach(async () => {
	simulator = await start();
	simulator.templates.put({ name: 'order_update', language: 'en_US', category: 'UTILITY' });
	({ client, waits } = clientAt(simulator.url));
});
afterEach(() => simulator.close());

const send = (to = PHONE): Promise<SendResult> => client.sendTemplate({ to, name: 'order_update', language: 'en_US' });
const attempts = (): number => simulator.log.sends().length;

it('does not take a connection for broken that was made while the process was busy for seconds', async () => {
	const { client: patient } = clientAt(simulator.url, { timeoutMs: 20_000 });
	const sending = patient.sendTemplate({ to: PHONE, name: 'order_update', language: 'en_US' });
	// Until the connection is begun and nothing is heard of it yet.
	for (let step = 0; step < 50; step++) await Promise.resolve();
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4500);
	expect(await sending).toMatchObject({ ok: true });
	expect(attempts()).toBe(1);
}, 30_000);

describe('an error code', () => {
	const codes = Object.entries(ERROR_TABLE).map(([code, rule]) => ({ code: Number(code), ...rule }));
	const repeated = codes.filter(({ action, waitMs }) => action === 'retry' && waitMs === undefined);
	const left = codes.filter(({ action, waitMs }) => action === 'retry' && waitMs !== undefined);
	const final = codes.filter(({ action }) => action !== 'retry');

	it.each(repeated)('$code is tried again until it works', async ({ code }) => {
		simulator.faults.add({ code, count: 2 });
		expect(await send()).toMatchObject({ ok: true });
		expect(attempts()).toBe(3);
	});

	it.each(repeated)('$code is given up after four attempts', async ({ code, meaning }) => {
		simulator.faults.add({ code, count: 0 });
		expect(await send()).toMatchObject({ ok: false, code, meaning, action: 'retry', retryAfterMs: expect.any(Number) });
		expect(attempts()).toBe(4);
	});

	it.each(left)('$code waits longer than a call may, so the caller is told when', async ({ code, waitMs }) => {
		simulator.faults.add({ code });
		expect(await send()).toMatchObject({ ok: false, code, action: 'retry', retryAfterMs: waitMs });
		expect(attempts()).toBe(1);
	});

	it.each(final)('$code is not tried again', async ({ code, meaning, action }) => {
		simulator.faults.add({ code });
		expect(await send()).toMatchObject({ ok: false, code, meaning, action });
		expect(attempts()).toBe(1);
	});

	it('nobody knows yet is shown with what Meta said', async () => {
		simulator.faults.add({ code: 199999 });
		expect(await send()).toMatchObject({ ok: false, code: 199999, action: 'fix', detail: expect.stringContaining('Programmed fault') });
		simulator.faults.add({ code: 294 });
		expect(await send()).toMatchObject({ ok: false, code: 294, action: 'stop' });
	});
});

describe('waits', () => {
	it('double, with jitter', async () => {
		simulator.faults.add({ code: 130429, count: 3 });
		await send();
		expect(waits).toEqual([750, 1500, 3000]);
	});

	it('are never shorter than asked for', async () => {
		simulator.faults.add({ http: 503, retryAfter: 7 });
		expect(await send()).toMatchObject({ ok: true });
		expect(waits).toEqual([7000]);
	});

	it('grow fourfold for one person only, and hold up nobody else', async () => {
		simulator.faults.add({ code: 131056, to: PHONE, count: 3 });
		const order: string[] = [];
		let wake = (): void => undefined;
		const woken = new Promise<void>((resolve) => (wake = resolve));
		({ client } = clientAt(simulator.url, { sleep: async (ms) => void (waits.push(ms), await woken) }));
		const first = send().then(() => order.push('first'));
		const second = send().then(() => order.push('second'));
		await send('+15550000009').then(() => order.push('another'));
		wake();
		await Promise.all([first, second]);
		expect(order).toEqual(['another', 'first', 'second']);
		expect(waits).toEqual([1000, 4000, 16_000]);
	});
});

describe('an attempt without an answer', () => {
	it.each([
		['the connection broke after Meta had taken it', { reset: 'after' as const }, 1],
		['no answer came after Meta had taken it', { hang: 'after' as const }, 1],
		['the connection broke, nobody knows when', { reset: 'before' as const }, 0],
		['a gateway gave up', { http: 504 }, 0],
		['a server failed on the way', { http: 500 }, 0],
	])('is uncertain and not repeated: %s', async (_, fault, taken) => {
		simulator.faults.add(fault);
		expect(await send()).toMatchObject({ ok: false, action: 'uncertain' });
		expect(attempts()).toBe(1);
		expect(simulator.log.sends({ outcome: 'accepted' })).toHaveLength(taken);
		expect(waits).toEqual([]);
	});

	it('is repeated where the call only reads', async () => {
		simulator.faults.add({ endpoint: 'templates', reset: 'after', count: 2 });
		expect(await client.template('order_update', 'en_US')).toMatchObject({ ok: true, value: { name: 'order_update' } });
		expect(waits).toHaveLength(2);
	});

	it('is repeated where nothing can have left', async () => {
		const { client, waits } = clientAt(`http://127.0.0.1:${await freePort()}`);
		expect(await client.sendText({ to: PHONE, text: 'x' })).toMatchObject({ ok: false, code: 'ECONNREFUSED', action: 'retry' });
		expect(waits).toHaveLength(3);
	});

	it('is not repeated where the address is none', async () => {
		const { client, waits } = clientAt('graph dot facebook');
		expect(await client.sendText({ to: PHONE, text: 'x' })).toMatchObject({ ok: false, action: 'fix' });
		expect(waits).toEqual([]);
	});
});

describe('an odd answer', () => {
	let server: Server;
	let seen: number;
	async function answering(listener: RequestListener): Promise<string> {
		seen = 0;
		server = createServer((request, response) => {
			seen += 1;
			request.resume();
			request.on('end', () => listener(request, response));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}
	afterEach(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});

	it.each([
		['no JSON', 'OK'],
		['no message', '{"messages":[]}'],
		['no id', '{"messages":[{}]}'],
		['a list', '[]'],
	])('may mean that it was sent: %s', async (_, body) => {
		const url = await answering((_request, response) => response.end(body));
		expect(await clientAt(url).client.sendText({ to: PHONE, text: 'x' })).toMatchObject({ ok: false, code: 'unreadable_answer', action: 'uncertain' });
		expect(seen).toBe(1);
	});

	it('that leads elsewhere is not followed, so the token stays here', async () => {
		const url = await answering((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
		expect(await clientAt(url).client.sendText({ to: PHONE, text: 'x' })).toMatchObject({ ok: false, code: 'http_302', action: 'fix' });
		expect(seen).toBe(1);
	});

	it('that repeats the secrets shows none of them', async () => {
		const url = await answering((request, response) => {
			const said = `Bad token ${ACCOUNT.accessToken} of ${ACCOUNT.appSecret} at ?access_token=other&x=1 ${String(request.headers.authorization)}`;
			response.writeHead(401).end(JSON.stringify({ error: { code: 190, message: said, error_data: { details: said } } }));
		});
		const { client } = clientAt(url);
		const answers = [await client.sendText({ to: PHONE, text: 'x' }), await client.phoneNumber(), await client.getAppSubscription()];
		for (const answer of answers) expect(answer).toMatchObject({ ok: false, code: 190, action: 'stop' });
		const shown = JSON.stringify(answers);
		for (const secret of [ACCOUNT.accessToken, ACCOUNT.appSecret, 'access_token=other']) expect(shown).not.toContain(secret);
	});

	it('comes to the first of several app secrets, and shows none', async () => {
		const tokens: unknown[] = [];
		const url = await answering((request, response) => {
			tokens.push(request.headers.authorization);
			response.writeHead(400).end(JSON.stringify({ error: { code: 100, message: 'not old-secret but new-secret' } }));
		});
		const client = createClient({ ...accountAt(url), appSecret: 'new-secret, old-secret' });
		expect(JSON.stringify(await client.getAppSubscription())).not.toMatch(/(?:old|new)-secret/);
		expect(tokens).toEqual([`Bearer ${ACCOUNT.appId}|new-secret`]);
	});

	it('keeps its connection open for the next call', async () => {
		const sockets = new Set<unknown>();
		const url = await answering((request, response) => {
			sockets.add(request.socket);
			response.end('{"messages":[{"id":"wamid.1"}]}');
		});
		const { client } = clientAt(url);
		for (let n = 0; n < 5; n++) await client.sendText({ to: PHONE, text: 'x' });
		expect(seen).toBe(5);
		expect(sockets.size).toBe(1);
	});
});
