import { createHmac, timingSafeEqual } from 'node:crypto';

const HEADER = /^sha256=([0-9a-f]{64})$/i;

/**
 * Whether Meta signed exactly these bytes with one of the app secrets. Takes the body as it came over the wire: parsing and writing it
 * again changes every escaped character. Several secrets are for rotation. Never throws; anything unreadable is not a signature.
 * Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 * @param header value of `X-Hub-Signature-256`: `sha256=` and 64 hexadecimal digits
 */
export function verifySignature(rawBody: Buffer, header: unknown, secrets: string | string[]): boolean {
	if (!Buffer.isBuffer(rawBody) || typeof header !== 'string') return false;
	const digits = HEADER.exec(header)?.[1];
	if (digits === undefined) return false;
	const claimed = Buffer.from(digits, 'hex');
	let genuine = false;
	for (const secret of Array.isArray(secrets) ? secrets : [secrets]) {
		if (typeof secret !== 'string' || secret === '') continue;
		const expected = createHmac('sha256', secret).update(rawBody).digest();
		if (timingSafeEqual(expected, claimed)) genuine = true;
	}
	return genuine;
}
