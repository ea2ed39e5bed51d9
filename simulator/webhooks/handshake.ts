import { randomInt } from 'node:crypto';
import { loopbackProblem } from './post';

/** Asks the callback to prove that it knows the verify token. Answers what went wrong, or nothing. */
export async function handshakeProblem(callbackUrl: string, verifyToken: string): Promise<string | undefined> {
	const elsewhere = loopbackProblem(callbackUrl);
	if (elsewhere !== undefined) return elsewhere;
	const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
	const url = new URL(callbackUrl);
	url.searchParams.set('hub.mode', 'subscribe');
	url.searchParams.set('hub.challenge', challenge);
	url.searchParams.set('hub.verify_token', verifyToken);
	try {
		const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
		const body = await response.text();
		if (response.status !== 200) return `HTTP Status Code = ${response.status}; HTTP Message = ${response.statusText}`;
		return body === challenge ? undefined : 'The response does not match challenge, expected value = "' + challenge + '", received="' + body.slice(0, 20) + '..."';
	} catch {
		return 'The URL couldn\'t be reached';
	}
}
