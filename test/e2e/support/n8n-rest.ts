export const OWNER = { email: 'owner@example.com', firstName: 'Demo', lastName: 'Owner', password: 'Consent-2026' };

/** n8n refused a request of its own REST interface. */
export class N8nRestError extends Error {
	constructor(
		request: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`${request} answered ${status}: ${body.slice(0, 1000)}`);
	}
}

/** n8n's internal REST interface with the owner's cookie, as the editor uses it. */
export class N8nRest {
	private cookie = '';

	constructor(readonly baseUrl: string) {}

	/** Creates the owner on a new instance, logs in on an old one. */
	async signIn(owner = OWNER): Promise<void> {
		try {
			await this.request('POST', '/owner/setup', owner);
		} catch (error) {
			if (!(error instanceof N8nRestError)) throw error;
			await this.request('POST', '/login', { emailOrLdapLoginId: owner.email, password: owner.password });
		}
	}

	/** The `data` of n8n's answer. @throws N8nRestError for any status from 400. */
	async request<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.baseUrl}/rest${path}`, {
			method,
			// An n8n that was busy for seconds closes connections it kept open just when they are used again. So none of ours to it is kept.
			headers: { 'content-type': 'application/json', cookie: this.cookie, connection: 'close' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const cookie = response.headers.getSetCookie().find((value) => value.startsWith('n8n-auth='));
		if (cookie) this.cookie = cookie.split(';')[0] ?? '';
		const text = await response.text();
		if (!response.ok) throw new N8nRestError(`${method} /rest${path}`, response.status, text);
		return (text === '' ? undefined : (JSON.parse(text) as { data: T }).data) as T;
	}

	/** Name and value of the session cookie, for a browser that shall be signed in. */
	sessionCookie(): { name: string; value: string } {
		const [name = '', ...value] = this.cookie.split('=');
		return { name, value: value.join('=') };
	}
}
