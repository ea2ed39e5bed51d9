import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';

// Compiled, this file lies in build/simulator/phone; the pages stay in the source tree.
const PLACES = [join(__dirname, 'assets'), join(__dirname, '../../../simulator/phone/assets')];

const PAGES: Readonly<Record<string, readonly [file: string, type: string]>> = {
	'/': ['index.html', 'text/html; charset=utf-8'],
	'/phone': ['phone.html', 'text/html; charset=utf-8'],
	'/phone/phone.css': ['phone.css', 'text/css; charset=utf-8'],
	'/phone/phone.js': ['phone.js', 'text/javascript; charset=utf-8'],
	'/phone/chat.js': ['chat.js', 'text/javascript; charset=utf-8'],
	'/phone/api.js': ['api.js', 'text/javascript; charset=utf-8'],
};

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the phone page and its parts; false when the address is none of them. */
export function servePage(request: IncomingMessage, response: ServerResponse, url: URL): boolean {
	const page = request.method === 'GET' ? PAGES[url.pathname] : undefined;
	if (!page) return false;
	const [file, type] = page;
	const content = readFileSync(join(assetsFolder(), file));
	response
		.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
		.end(content);
	return true;
}

function assetsFolder(): string {
	const found = PLACES.find((folder) => existsSync(folder));
	if (found === undefined) throw new Error(`the phone page's files are in none of ${PLACES.join(', ')}; run the simulator from the repository`);
	return found;
}
