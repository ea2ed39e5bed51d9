import type { ErrorRule, SendAction } from '../errorTable';

/** The app, account and number that calls are made for. */
export interface WhatsAppAccount {
	accessToken: string;
	phoneNumberId: string;
	businessAccountId: string;
	appId: string;
	/** Several, while one replaces another, are separated by commas; the first is the one in force. */
	appSecret: string;
	verifyToken?: string;
	/** e.g. `https://graph.facebook.com` */
	baseUrl: string;
	/** e.g. `v25.0` */
	apiVersion: string;
}

export interface HttpRequest {
	method: 'GET' | 'POST' | 'DELETE';
	url: string;
	query?: Record<string, string>;
	headers: Record<string, string>;
	/** Sent as JSON. */
	body?: object;
	timeoutMs: number;
}

/** An answer of any HTTP status. */
export interface HttpAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** Parsed where it is JSON. */
	body: unknown;
}

/** Makes one call. Throws `HttpFailure` when there is no answer. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** No answer came. */
export class HttpFailure extends Error {
	constructor(
		message: string,
		/** The request may have reached the server. */
		readonly mayHaveArrived: boolean,
		/** e.g. `ECONNREFUSED`, `timeout` */
		readonly code: string,
	) {
		super(message);
		this.name = 'HttpFailure';
	}
}

/** Everything a client needs from outside. */
export interface ClientDependencies {
	http?: Http;
	/** Resolves after so many milliseconds. */
	sleep?: (ms: number) => Promise<void>;
	/** From 0 up to 1. */
	random?: () => number;
	/** Retries after the first attempt; default 3. */
	retries?: number;
	/** A wait longer than this is left to the caller (`retryAfterMs`); default 30 s. */
	longestWaitMs?: number;
	/** Default 20 s. */
	timeoutMs?: number;
}

/** Why a call has no result. `code` is Meta's number, or a word of ours, e.g. `timeout`, `http_503`, `invalid_recipient`. */
export interface CallProblem extends Omit<ErrorRule, 'waitMs' | 'perRecipient' | 'action'> {
	ok: false;
	code: number | string;
	action: SendAction;
	/** What Meta or the connection said, without secrets. */
	detail: string;
	/** When it may be tried again, where that is known. */
	retryAfterMs?: number;
}

export type CallResult<T> = { ok: true; value: T } | CallProblem;
