import type { IncomingHttpHeaders } from 'node:http';
import type { IWebhookFunctions } from 'n8n-workflow';

import type { PageRequest } from '../../shared/pages';

/** n8n's request as the domain wants it. Forms are read from the raw body: n8n's own reading gives names with brackets a meaning. */
export function pageRequest(context: IWebhookFunctions): PageRequest {
	const request = context.getRequestObject();
	const query = new URL(request.originalUrl, 'http://localhost').searchParams;
	const type = String(request.headers['content-type'] ?? '').toLowerCase();
	const body = request.rawBody?.toString('utf8') ?? '';
	const isPost = context.getWebhookName() !== 'setup';
	const headers = Object.entries(context.getHeaderData() as IncomingHttpHeaders).map(([name, value]): [string, string | undefined] => [name, Array.isArray(value) ? value.join(', ') : value]);
	return {
		method: isPost ? 'POST' : 'GET',
		query: Object.fromEntries([...query].reverse()),
		form: isPost && type.startsWith('application/x-www-form-urlencoded') ? formFields(body) : {},
		...(isPost && type.startsWith('application/json') ? { json: parsed(body) } : {}),
		headers: Object.fromEntries(headers),
		ip: request.ip ?? '',
		url: context.getNodeWebhookUrl('default') ?? '',
	};
}

function formFields(body: string): Record<string, string[]> {
	const fields = new Map<string, string[]>();
	for (const [name, written] of new URLSearchParams(body)) {
		const value = written.replace(/\r\n/g, '\n');
		const known = fields.get(name);
		// Added to, not copied: anybody may post one field as often as they like.
		if (known === undefined) fields.set(name, [value]);
		else known.push(value);
	}
	return Object.fromEntries(fields);
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}
