import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphError } from '../graph/errors';
import { answerGraph } from '../graph/router';
import type { GraphAnswer, GraphCall } from '../graph/call';
import type { JsonObject } from '../payloads';
import type { World } from '../world/world';
import { BodyError, formObject, jsonObject, readBody } from './body';

const VERSION = /^v\d+\.\d+$/;
const SECRET_PARAMS = new Set(['access_token', 'client_secret', 'verify_token', 'webhook_configuration']);

/** One Graph call over HTTP: read, answered, logged. */
export async function handleGraph(world: World, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
	const segments = url.pathname.split('/').filter(Boolean);
	const version = VERSION.test(segments[0] ?? '') ? segments.shift() : undefined;
	const query = Object.fromEntries(url.searchParams);
	const read = await readParams(request);
	const answer = 'problem' in read ? badRequest(read.problem) : await answerGraph(world, callOf(request, url, segments, query, read.body));
	world.log.addCall({
		at: new Date(world.clock.now()).toISOString(),
		method: request.method ?? 'GET',
		path: `/${segments.join('/')}`,
		version,
		query: withoutSecrets(query),
		body: 'body' in read && Object.keys(read.body).length > 0 ? withoutSecrets(read.body) : undefined,
		status: typeof answer === 'string' ? answer : answer.status,
	});
	write(response, answer);
}

function callOf(request: IncomingMessage, url: URL, segments: string[], query: Record<string, string>, body: JsonObject): GraphCall {
	const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
	const params = { ...query, ...body };
	const token = bearer ?? (typeof params.access_token === 'string' ? params.access_token : undefined);
	return { method: request.method ?? 'GET', segments, params, query, body, token, origin: url.origin, pathname: url.pathname };
}

async function readParams(request: IncomingMessage): Promise<{ body: JsonObject } | { problem: string }> {
	try {
		const bytes = await readBody(request);
		const isForm = (request.headers['content-type'] ?? '').includes('x-www-form-urlencoded');
		return { body: (isForm ? formObject(bytes) : jsonObject(bytes)) as JsonObject };
	} catch (error) {
		if (error instanceof BodyError) return { problem: error.message };
		throw error;
	}
}

const badRequest = (problem: string): GraphAnswer => {
	const error = new GraphError(100, undefined, { message: `(#100) ${problem}` });
	return { status: error.httpStatus, body: error.body() };
};

function write(response: ServerResponse, answer: GraphAnswer): void {
	if (answer === 'hang') return;
	if (answer === 'reset') {
		response.socket?.resetAndDestroy();
		return;
	}
	const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
	response.writeHead(answer.status, { 'content-type': 'application/json; charset=UTF-8', ...answer.headers }).end(text);
}

const withoutSecrets = <T extends object>(params: T): T =>
	Object.fromEntries(Object.entries(params).filter(([name]) => !SECRET_PARAMS.has(name))) as T;
