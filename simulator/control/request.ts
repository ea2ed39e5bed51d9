import type { IncomingMessage, ServerResponse } from 'node:http';
import { ZodError } from 'zod';
import { BodyError, jsonObject, readBody } from '../http/body';
import type { SimulatorHandle } from '../simulator';
import { ControlError } from './errors';
import { routes, type ControlCall } from './routes';

/** `/_sim/…`: JSON in, JSON out; bad input answers 400 naming the field. */
export async function handleControl(simulator: SimulatorHandle, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
	try {
		const call = await readCall(request, url);
		const result = await answer(simulator, request.method ?? 'GET', call);
		write(response, result === undefined ? 204 : 200, result);
	} catch (error) {
		const problem = problemOf(error);
		if (!problem) throw error;
		write(response, problem.status, { error: { message: problem.message } });
	}
}

async function readCall(request: IncomingMessage, url: URL): Promise<ControlCall> {
	const bytes = await readBody(request);
	if (bytes.length > 0 && !(request.headers['content-type'] ?? '').startsWith('application/json')) {
		throw new ControlError(415, 'send JSON with the header Content-Type: application/json');
	}
	const segments = url.pathname.split('/').filter(Boolean).slice(1).map(decodeURIComponent);
	return { segments, query: url.searchParams, body: jsonObject(bytes) };
}

async function answer(simulator: SimulatorHandle, method: string, call: ControlCall): Promise<object | undefined> {
	const [resource = '', ...rest] = call.segments;
	const route = routes[`${method} ${resource}`];
	if (!route) throw new ControlError(404, `no ${method} /_sim/${resource}; known: ${Object.keys(routes).join(', ')}`);
	return await route(simulator, { ...call, segments: rest });
}

function problemOf(error: unknown): { status: number; message: string } | undefined {
	if (error instanceof ControlError) return { status: error.status, message: error.message };
	if (error instanceof BodyError) return { status: 400, message: error.message };
	if (error instanceof URIError) return { status: 400, message: 'path is not valid percent-encoding' };
	if (!(error instanceof ZodError)) return undefined;
	const issue = error.issues[0];
	return { status: 400, message: `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}` };
}

function write(response: ServerResponse, status: number, body: object | undefined): void {
	response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
	response.end(body === undefined ? undefined : JSON.stringify(body));
}
