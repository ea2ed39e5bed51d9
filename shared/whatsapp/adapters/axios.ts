import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import axios, { AxiosError } from 'axios';
import { HttpFailure } from '../graph/types';
import type { Http } from '../graph/types';

/** Enough for a campaign at the highest rate of one number with answers of a second. */
const MOST_SOCKETS = 256;
/** Shorter than servers keep idle connections, so that a send seldom meets one that is being closed. */
const IDLE_MS = 4_000;
/** For a connection to be made. Shorter, and one that was made while this process was busy for seconds would be taken for broken. */
const CONNECTING_MS = 20_000;
const LARGEST_ANSWER = 10 * 1024 * 1024;

/** Connections stay open between calls of all clients of the process. */
const options = { keepAlive: true, maxSockets: MOST_SOCKETS, timeout: CONNECTING_MS };
const httpAgent = idleBriefly(new HttpAgent(options));
const httpsAgent = idleBriefly(new HttpsAgent(options));

function idleBriefly<T extends HttpAgent>(agent: T): T {
	const keep = agent.keepSocketAlive.bind(agent);
	agent.keepSocketAlive = (socket) => {
		const kept = keep(socket);
		// A server that tells a shorter time has had it set already.
		if (socket instanceof Socket) socket.setTimeout(Math.min(socket.timeout || IDLE_MS, IDLE_MS));
		return kept;
	};
	return agent;
}

const connection = axios.create({
	httpAgent,
	httpsAgent,
	maxRedirects: 0,
	maxContentLength: LARGEST_ANSWER,
	validateStatus: () => true,
	responseType: 'text',
	transformResponse: (text: unknown) => text,
});

/** Calls over HTTP. Redirects are not followed: they would carry the token elsewhere. */
export const axiosHttp: Http = async ({ method, url, query, headers, body, timeoutMs }) => {
	try {
		const answer = await connection.request<unknown>({ method, url, params: query, headers, data: body, timeout: timeoutMs });
		return { status: answer.status, headers: headersOf(answer.headers), body: parsed(answer.data) };
	} catch (error) {
		throw failure(error);
	}
};

/** Failures before anything has left: looking up the name, connecting, agreeing on TLS. */
const BEFORE_SENDING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const TLS = /^(?:CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET))/;

function failure(error: unknown): HttpFailure {
	if (!(error instanceof AxiosError)) return new HttpFailure(error instanceof Error ? error.message : String(error), true, 'unknown');
	const code = error.code ?? 'unknown';
	const timedOut = code === AxiosError.ECONNABORTED || code === AxiosError.ETIMEDOUT;
	const connecting = (error.cause as { syscall?: unknown } | undefined)?.syscall === 'connect' || (error as { syscall?: unknown }).syscall === 'connect';
	const before = connecting || BEFORE_SENDING.has(code) || TLS.test(code);
	return new HttpFailure(error.message, !before, timedOut && !connecting ? 'timeout' : code);
}

function headersOf(headers: object): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function parsed(text: unknown): unknown {
	if (typeof text !== 'string') return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
