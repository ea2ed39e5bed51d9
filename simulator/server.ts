import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handleControl } from './control/request';
import { handleGraph } from './http/graphRequest';
import { servePage } from './phone/pages';
import type { SimulatorHandle } from './simulator';

const HOST = '127.0.0.1';
const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Opens the one port that serves Graph, the control API and the phone page. */
export async function listen(simulator: SimulatorHandle, port: number): Promise<{ server: Server; url: string }> {
	const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
		answer(simulator, request, response).catch((error: unknown) => fail(response, error));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, HOST, resolve);
	});
	return { server, url: `http://${HOST}:${(server.address() as AddressInfo).port}` };
}

async function answer(simulator: SimulatorHandle, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const base = `http://${request.headers.host ?? HOST}`;
	const url = URL.canParse(request.url ?? '', base) ? new URL(request.url ?? '', base) : undefined;
	// A page of another site must not steer the simulator through a name that resolves to this machine.
	if (!url || !LOOPBACK_NAMES.has(url.hostname)) {
		response.writeHead(421, { 'content-type': 'text/plain' }).end('This simulator answers on 127.0.0.1 and localhost only.');
		return;
	}
	if (url.pathname === '/_sim' || url.pathname.startsWith('/_sim/')) return await handleControl(simulator, request, response, url);
	if (servePage(request, response, url)) return;
	await handleGraph(simulator.world, request, response, url);
}

function fail(response: ServerResponse, error: unknown): void {
	if (response.headersSent || response.destroyed) {
		response.destroy();
		return;
	}
	const message = error instanceof Error ? error.message : String(error);
	response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { message: `simulator fault: ${message}` } }));
}
