import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../world/settings';

export type PostResult = { ok: boolean; status?: number; attempts: number; reason?: string };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The simulator never writes to another machine. */
export function loopbackProblem(url: string): string | undefined {
	if (!URL.canParse(url)) return `"${url}" is not a URL`;
	const { protocol, hostname } = new URL(url);
	if (protocol !== 'http:' && protocol !== 'https:') return 'callback must be http or https';
	return LOOPBACK.has(hostname) ? undefined : `callback host ${hostname} is not this machine; use 127.0.0.1 or localhost`;
}

/** POSTs until the callback answers 200, waiting twice as long each time. */
export async function postUntilTaken(url: string, body: Buffer, headers: Record<string, string>, retry: Settings['retry'], closing: AbortSignal): Promise<PostResult> {
	let delay = retry.firstDelayMs;
	let last: PostResult = { ok: false, attempts: 0 };
	while (last.attempts < retry.attempts && !closing.aborted) {
		if (last.attempts > 0) {
			await sleep(delay, undefined, { signal: closing }).catch(() => undefined);
			delay = Math.min(delay * 2, retry.maxDelayMs);
			if (closing.aborted) break;
		}
		last = { ...(await postOnce(url, body, headers, retry.timeoutMs, closing)), attempts: last.attempts + 1 };
		if (last.ok) return last;
	}
	return last;
}

async function postOnce(url: string, body: Buffer, headers: Record<string, string>, timeoutMs: number, closing: AbortSignal): Promise<Omit<PostResult, 'attempts'>> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'user-agent': 'facebookexternalua', ...headers },
			body: new Uint8Array(body),
			redirect: 'manual',
			signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]),
		});
		await response.arrayBuffer();
		return response.status === 200 ? { ok: true, status: 200 } : { ok: false, status: response.status, reason: `answered ${response.status}` };
	} catch (error) {
		return { ok: false, reason: reasonOf(error) };
	}
}

function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const cause = error.cause;
	return cause instanceof Error && cause.message ? cause.message : error.message || error.name;
}
