import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator, type Simulator } from '../../../simulator';

export const ACCOUNT = {
	appId: '1000000000000001',
	appSecret: 'test-app-secret',
	accessToken: 'test-access-token',
	phoneNumberId: '106540352242922',
	businessAccountId: '102290129340398',
	verifyToken: 'test-verify-token',
	displayName: 'Blue Door Bakery',
	displayPhoneNumber: '+1 555-010-0000',
};

export const start = async (options: { now?: () => number } = {}): Promise<Simulator> => {
	const simulator = await startSimulator({ ...ACCOUNT, ...options });
	simulator.change({ retry: { firstDelayMs: 5, maxDelayMs: 20 } });
	return simulator;
};

/** Answers are read loosely: each test names the parts it is about. */
export type Loose = { [key: string]: Loose } & { [index: number]: Loose } & Loose[];

export type Answer = { status: number; body: Loose; headers: Headers };

/** A Graph call as a client would make it. */
export async function graph(simulator: Simulator, method: string, path: string, body?: object, token: string | null = ACCOUNT.accessToken): Promise<Answer> {
	const response = await fetch(`${simulator.url}/v24.0/${path}`, {
		method,
		headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body ? { 'content-type': 'application/json' } : {}) },
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text, headers: response.headers };
}

export const send = (simulator: Simulator, message: object, endpoint = 'messages'): Promise<Answer> =>
	graph(simulator, 'POST', `${ACCOUNT.phoneNumberId}/${endpoint}`, { messaging_product: 'whatsapp', ...message });

export const templateSend = (to: object, name: string, parameters: object[] = [], more: object[] = []): object => ({
	...to,
	type: 'template',
	template: { name, language: { code: 'en_US' }, components: [...(parameters.length > 0 ? [{ type: 'body', parameters }] : []), ...more] },
});

export const textSend = (to: string, body = 'Hello'): object => ({ to, type: 'text', text: { body } });

/** A control call. */
export async function control(simulator: Simulator, method: string, path: string, body?: object): Promise<Answer> {
	const response = await fetch(`${simulator.url}/_sim/${path}`, {
		method,
		headers: body ? { 'content-type': 'application/json' } : {},
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

export type Received = { raw: Buffer; body: Loose; headers: IncomingHttpHeaders };

export type Callback = {
	url: string;
	received: Received[];
	handshakes: URLSearchParams[];
	/** statuses for the next POSTs; 200 when empty */
	answers: number[];
	verifyToken: string;
	close(): Promise<void>;
};

/** A webhook receiver that keeps what came, byte for byte. */
export async function startCallback(): Promise<Callback> {
	const callback: Omit<Callback, 'url' | 'close'> = { received: [], handshakes: [], answers: [], verifyToken: ACCOUNT.verifyToken };
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			if (request.method === 'GET') {
				const query = new URL(request.url ?? '', 'http://127.0.0.1').searchParams;
				callback.handshakes.push(query);
				const right = query.get('hub.verify_token') === callback.verifyToken;
				response.writeHead(right ? 200 : 403).end(right ? query.get('hub.challenge') : 'no');
				return;
			}
			const raw = Buffer.concat(chunks);
			callback.received.push({ raw, body: JSON.parse(raw.toString()), headers: request.headers });
			response.writeHead(callback.answers.shift() ?? 200).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = async (): Promise<void> => {
		server.closeAllConnections();
		await new Promise<void>((resolve) => server.close(() => resolve()));
	};
	return Object.assign(callback, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, close });
}
