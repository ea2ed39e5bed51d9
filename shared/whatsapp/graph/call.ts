import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { axiosHttp } from '../adapters/axios';
import { errorRule } from '../errorTable';
import { redactor } from './redact';
import { HttpFailure } from './types';
import type { CallProblem, CallResult, ClientDependencies, HttpAnswer, HttpRequest, WhatsAppAccount } from './types';

export interface GraphCall<T> {
	method: HttpRequest['method'];
	/** After the version, e.g. `106…/messages`. */
	path: string;
	query?: Record<string, string>;
	body?: object;
	/** Calls about the app itself are made in its own name. */
	as?: 'business' | 'app';
	/** Repeating it would do it twice, so no attempt follows one that may have arrived. */
	once?: boolean;
	answer: z.ZodType<T, z.ZodTypeDef, unknown>;
}

export type Caller = <T>(call: GraphCall<T>) => Promise<CallResult<T>>;

const FIRST_WAIT_MS = 1_000;
const MOST_BACKOFF_MS = 30_000;

const NO_ID = 'An ID is missing in the WhatsApp Consent Account credential: phone number ID, business account ID or app ID.';
const NO_ADDRESS = 'The base URL in the WhatsApp Consent Account credential is not an address that can be called safely.';

function unusable(meaning: string, code = 'unusable_credential', detail = 'The call was not made.'): CallProblem {
	return { ok: false, code, meaning, action: 'fix', detail };
}

const graphError = z.object({
	error: z.object({
		code: z.number(),
		message: z.string().catch(''),
		error_data: z.object({ details: z.string().optional().catch(undefined) }).optional().catch(undefined),
		error_user_msg: z.string().optional().catch(undefined),
	}),
});

/**
 * Makes calls to the Graph API with a bounded number of retries: exponential waits with jitter, never shorter than Meta asks for.
 * An attempt that may have arrived is not repeated for calls that must happen once. Answers with a value; throws nothing.
 */
export function graphCaller(account: WhatsAppAccount, dependencies: ClientDependencies = {}): Caller {
	const { http = axiosHttp, sleep = (ms) => wait(ms), random = Math.random, retries = 3, longestWaitMs = 30_000, timeoutMs = 20_000 } = dependencies;
	const redact = redactor(account);

	return async (call) => {
		if (/^(?:\/|$)/.test(call.path)) return unusable(NO_ID);
		if (!/^https?:/i.test(account.baseUrl) || !URL.canParse(account.baseUrl)) return unusable(NO_ADDRESS);
		for (let attempt = 0; ; attempt++) {
			const { result, waitMs } = await attemptCall(call, attempt);
			if (result.ok || result.action !== 'retry') return result;
			if (attempt >= retries || waitMs > longestWaitMs) return { ...result, retryAfterMs: waitMs };
			await sleep(waitMs);
		}
	};

	async function attemptCall<T>(call: GraphCall<T>, attempt: number): Promise<{ result: CallResult<T>; waitMs: number }> {
		const backoff = Math.min(MOST_BACKOFF_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + random() / 2);
		try {
			const answer = await http(requestOf(call));
			const result = read(call, answer);
			return { result: result.ok ? result : { ...result, detail: redact(result.detail) }, waitMs: waitOf(result, answer, attempt, backoff) };
		} catch (error) {
			return { result: noAnswer(error, call.once === true, redact), waitMs: backoff };
		}
	}

	function requestOf(call: GraphCall<unknown>): HttpRequest {
		const token = call.as === 'app' ? `${account.appId}|${(account.appSecret.split(',')[0] ?? '').trim()}` : account.accessToken.trim();
		const url = `${account.baseUrl.replace(/\/+$/, '')}/${account.apiVersion}/${call.path}`;
		return { method: call.method, url, query: call.query, body: call.body, headers: { authorization: `Bearer ${token}` }, timeoutMs };
	}
}

function read<T>(call: GraphCall<T>, { status, body }: HttpAnswer): CallResult<T> {
	// A campaign asks this of every answer, and a schema is slow to say no.
	const refused = hasError(body) ? graphError.safeParse(body) : undefined;
	if (refused?.success === true) {
		const { code, message, error_data, error_user_msg } = refused.data.error;
		const { waitMs, perRecipient, ...rule } = errorRule(code);
		return { ok: false, code, ...rule, detail: error_data?.details ?? error_user_msg ?? message };
	}
	if (status >= 200 && status < 300) {
		const parsed = call.answer.safeParse(body);
		if (parsed.success) return { ok: true, value: parsed.data };
		const issue = parsed.error.issues[0];
		const detail = `HTTP ${status}, ${issue?.path.join('.') || 'answer'}: ${issue?.message ?? 'not readable'}`;
		return { ok: false, code: 'unreadable_answer', meaning: 'The answer is not one of the WhatsApp API.', action: call.once ? 'uncertain' : 'fix', detail };
	}
	return { ok: false, code: `http_${status}`, ...meaningOfStatus(status, call.once === true), detail: `HTTP ${status} without an error of Meta's` };
}

function hasError(body: unknown): boolean {
	return typeof body === 'object' && body !== null && 'error' in body;
}

/** Answers of something between us and Meta. */
function meaningOfStatus(status: number, once: boolean): Pick<CallProblem, 'meaning' | 'action'> {
	if (status === 429 || status === 503) return { meaning: 'The service is busy.', action: 'retry' };
	if (status >= 500) return { meaning: 'A server on the way to Meta failed.', action: once ? 'uncertain' : 'retry' };
	if (status === 401 || status === 407) return { meaning: 'A server on the way to Meta asks for a login.', action: 'stop' };
	return { meaning: 'The address in the credential does not answer like the WhatsApp API.', action: 'fix' };
}

function waitOf(result: CallResult<unknown>, answer: HttpAnswer, attempt: number, backoff: number): number {
	if (result.ok) return 0;
	const rule = typeof result.code === 'number' ? errorRule(result.code) : undefined;
	if (rule?.perRecipient) return 1000 * 4 ** attempt;
	return Math.max(backoff, rule?.waitMs ?? 0, retryAfter(answer.headers['retry-after']));
}

function retryAfter(header: string | undefined): number {
	const seconds = Number(header ?? 0);
	return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

/** Certificates that are not trusted: trying again changes nothing. */
const UNUSABLE = /^(?:CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

function noAnswer(error: unknown, once: boolean, redact: (text: string) => string): CallProblem {
	const failure = error instanceof HttpFailure ? error : new HttpFailure(error instanceof Error ? error.message : String(error), true, 'unknown');
	const detail = redact(failure.message);
	if (!failure.mayHaveArrived && UNUSABLE.test(failure.code)) return unusable(NO_ADDRESS, failure.code, detail);
	if (failure.mayHaveArrived && once) {
		return { ok: false, code: failure.code, meaning: 'The connection broke before Meta answered. The message may have been sent.', action: 'uncertain', detail };
	}
	return { ok: false, code: failure.code, meaning: 'Meta could not be reached.', action: 'retry', detail };
}
