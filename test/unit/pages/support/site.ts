import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore, type ConsentStore, type StoreConfig } from '../../../../shared';
import { DEFAULT_ACCENT, formTokens, servePages, Slowdown, Throttle } from '../../../../shared/pages';
import type { PageItem, PageRequest, PageResponse, PagesContext, PagesSecrets, PagesSettings } from '../../../../shared/pages';

export const NOW = Date.parse('2026-06-03T12:00:00Z');
export const LINK_SECRET = 'a link secret for tests only';
export const API_SECRET = 'an API secret for tests only';
export const ADA_LOGIN = `Basic ${Buffer.from('ada:a good password').toString('base64')}`;
const URL_OF_PAGES = 'https://n8n.example/webhook/1/consent';

const SETTINGS: PagesSettings = {
	pages: ['operator', 'optIn', 'preferences'],
	lists: ['marketing', 'bread-news'],
	businessName: 'Blue Door Bakery',
	texts: {},
	defaultLanguage: 'en',
	defaultCountry: 'US',
	doubleOptIn: false,
	confirmWithinDays: 30,
	keepAddress: false,
	optInsPerHour: 60,
	accent: DEFAULT_ACCENT,
	joinNumber: '+15550001111',
	timeZone: 'UTC',
};

export interface Answer extends Omit<PageResponse, 'body'> {
	text: string;
	bytes: Buffer;
	items: PageItem[];
}

/** The pages over a real store in a file, asked as a web server would ask them. */
export class Site {
	now = NOW;
	settings = { ...SETTINGS };
	secrets: PagesSecrets = { operators: [{ name: 'ada', password: 'a good password' }], linkSecret: LINK_SECRET, apiSecret: API_SECRET };
	headers: Record<string, string> = {};
	ip = '192.0.2.1';
	url = URL_OF_PAGES;
	private readonly brakes = { logins: new Slowdown(), optIns: new Throttle(3_600_000) };
	private server: Server | undefined;

	private constructor(
		readonly store: ConsentStore,
		private readonly folder: string,
	) {}

	/** Over a file of its own unless another store is named. */
	static async open(config?: StoreConfig): Promise<Site> {
		const folder = mkdtempSync(join(tmpdir(), 'consent-pages-'));
		const clock = { now: NOW };
		const store = await openStore(config ?? { backend: 'sqlite', filePath: join(folder, 'consent.sqlite') }, { now: () => clock.now });
		const site = new Site(store, folder);
		Object.defineProperty(site, 'now', { get: () => clock.now, set: (now: number) => (clock.now = now) });
		return site;
	}

	async close(): Promise<void> {
		this.server?.closeAllConnections();
		this.server?.close();
		await this.store.close();
		rmSync(this.folder, { recursive: true, force: true });
	}

	async context(): Promise<PagesContext> {
		const random = (): string => randomBytes(16).toString('base64url');
		return {
			store: this.store,
			brand: 'default',
			settings: this.settings,
			consentSettings: await this.store.settings(),
			secrets: this.secrets,
			brakes: this.brakes,
			tokens: formTokens(this.secrets.linkSecret, this.now, random),
			now: this.now,
			random,
		};
	}

	async get(query: string, headers: Record<string, string> = {}): Promise<Answer> {
		return await this.ask({ method: 'GET', query: queryOf(query), form: {}, headers });
	}

	async post(query: string, form: Record<string, string | string[]>, headers: Record<string, string> = {}): Promise<Answer> {
		const lists = Object.entries(form).map(([name, value]): [string, string[]] => [name, Array.isArray(value) ? value : [value]]);
		return await this.ask({ method: 'POST', query: queryOf(query), form: Object.fromEntries(lists), headers });
	}

	async postJson(query: string, json: unknown, headers: Record<string, string> = {}): Promise<Answer> {
		return await this.ask({ method: 'POST', query: queryOf(query), form: {}, json, headers });
	}

	/** Loads a page and posts one of its forms back, as a browser does: with its hidden fields. */
	async submit(query: string, form: Record<string, string | string[]>, headers: Record<string, string> = {}): Promise<Answer> {
		const page = await this.get(query, headers);
		return await this.post(query, { ...hiddenFields(page.text), ...form }, headers);
	}

	private async ask(request: Omit<PageRequest, 'ip' | 'url'>): Promise<Answer> {
		const full = { ...request, headers: { ...this.headers, ...request.headers }, ip: this.ip, url: this.url };
		const { response, items } = await servePages(full, await this.context());
		const parts: Buffer[] = [];
		if (typeof response.body === 'string' || Buffer.isBuffer(response.body)) parts.push(Buffer.from(response.body));
		else for await (const part of response.body) parts.push(Buffer.from(part));
		const bytes = Buffer.concat(parts);
		return { status: response.status, headers: response.headers, text: bytes.toString('utf8'), bytes, items };
	}

	/** The same pages on a port of this machine, for a browser. Answers their address. */
	async listen(): Promise<string> {
		this.server = createServer((incoming, outgoing) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('end', () => {
				const form = new Map<string, string[]>();
				for (const [name, value] of new URLSearchParams(Buffer.concat(chunks).toString())) form.set(name, [...(form.get(name) ?? []), value]);
				const headers = incoming.headers as Record<string, string>;
				const query = queryOf(new URL(incoming.url ?? '', 'http://localhost').search);
				const request = { method: incoming.method === 'POST' ? 'POST' : 'GET', query, form: Object.fromEntries(form), headers } as const;
				void this.ask(request).then(({ status, headers: sent, bytes }) => outgoing.writeHead(status, sent).end(bytes));
			});
		});
		await new Promise<void>((ready) => this.server?.listen(0, '127.0.0.1', ready));
		this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/consent`;
		return this.url;
	}
}

function queryOf(query: string): Record<string, string> {
	return Object.fromEntries(new URLSearchParams(query));
}

/** The hidden fields of a page, each name once. */
export function hiddenFields(page: string): Record<string, string> {
	const found = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
	return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}
