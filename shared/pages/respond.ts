import type { Html } from './html';
import type { PageResponse, Served } from './http';

/** Nothing is kept by browsers or caches between, nothing is told to other sites, and nothing may frame a page or guess a type. */
const ALWAYS = {
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Frame-Options': 'DENY',
	'X-Robots-Tag': 'noindex',
};

/**
 * The pages share an origin with n8n's editor, so they get the sandbox that n8n gives pages of webhooks, less its scripts: the pages
 * have none.
 */
function policy(nonce: string): string {
	return [
		"default-src 'none'",
		`style-src 'nonce-${nonce}'`,
		"img-src data:",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
		'sandbox allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
	].join('; ');
}

export function document(status: number, page: Html, nonce: string, more: Record<string, string> = {}): PageResponse {
	return {
		status,
		headers: { ...ALWAYS, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy(nonce), ...more },
		body: page.text,
	};
}

/** After a post the browser is sent on, so that reloading does not post again. */
export function seeOther(location: string): PageResponse {
	return { status: 303, headers: { ...ALWAYS, Location: location, 'Content-Type': 'text/plain; charset=utf-8' }, body: '' };
}

export function json(status: number, value: unknown, more: Record<string, string> = {}): PageResponse {
	return { status, headers: { ...ALWAYS, 'Content-Type': 'application/json; charset=utf-8', ...more }, body: JSON.stringify(value) };
}

export function download(fileName: string, type: string, body: PageResponse['body']): PageResponse {
	return {
		status: 200,
		headers: {
			...ALWAYS,
			'Content-Type': type,
			'Content-Disposition': `attachment; filename="${fileName}"`,
			'Content-Security-Policy': "default-src 'none'; sandbox",
		},
		body,
	};
}

export function only(response: PageResponse): Served {
	return { response, items: [] };
}
