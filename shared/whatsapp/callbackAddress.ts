import { isIP } from 'node:net';

const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|test|example)$/;
const PRIVATE_4 = /^(?:0|10|127)\.|^169\.254\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./;
const PRIVATE_6 = /^(?:::1?$|f[cd]|fe[89ab]|::ffff:)/i;

const FIX = "Set n8n's environment variable WEBHOOK_URL to the public https address of this n8n, restart it, and publish the workflow again.";

/** Whether an address is on this machine, as a simulator's is. */
export function isLoopback(url: string): boolean {
	const host = hostOf(url);
	return host !== undefined && (host === 'localhost' || /^127\./.test(host) || host === '::1');
}

/**
 * Why Meta could not call this address; undefined when it can. It has to be public and https with a certificate that browsers trust.
 * With `allowLoopback` an address on this machine will do.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
export function callbackProblem(url: string, allowLoopback = false): string | undefined {
	const host = hostOf(url);
	if (host === undefined) return `“${url.slice(0, 200)}” is not a web address. ${FIX}`;
	if (allowLoopback && isLoopback(url)) return undefined;
	if (!url.startsWith('https:')) return `Meta only calls https addresses, and ${url} is not one. ${FIX}`;
	if (isPrivate(host)) return `Meta cannot reach ${url}: ${host} is only known inside your network. ${FIX}`;
	return undefined;
}

function hostOf(url: string): string | undefined {
	try {
		const { protocol, hostname } = new URL(url);
		return protocol === 'https:' || protocol === 'http:' ? hostname.replace(/^\[|\]$/g, '').toLowerCase() : undefined;
	} catch {
		return undefined;
	}
}

function isPrivate(host: string): boolean {
	const version = isIP(host);
	if (version === 4) return PRIVATE_4.test(host);
	return version === 6 ? PRIVATE_6.test(host) : !host.includes('.') || LOCAL_NAME.test(host);
}
