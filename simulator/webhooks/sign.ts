import { createHmac } from 'node:crypto';
import type { Webhook } from '../payloads';

/**
 * The bytes as Meta writes them: non-ASCII as lowercase `\uXXXX`, slashes as `\/`. Serialising the parsed body again
 * gives other bytes, so only a receiver that hashes what arrived verifies them.
 * Source: developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function wireBytes(payload: Webhook | object): Buffer {
	const escaped = JSON.stringify(payload)
		.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.replace(/\//g, '\\/');
	return Buffer.from(escaped, 'ascii');
}

/** Value of `X-Hub-Signature-256`. */
export const signatureOf = (bytes: Buffer, appSecret: string): string =>
	`sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
