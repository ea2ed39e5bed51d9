import type { PageRequest } from '../http';
import { sameText } from '../signing';
import type { PagesContext } from '../types';

export type Login = { ok: true; operator: string } | { ok: false; waitSeconds: number };

/** What tells one name from another. Failures are remembered by it, and a header has room for names that would fill the memory. */
const LONGEST_NAME = 100;

/** Who is asking, by HTTP Basic. Wrong passwords make the next try wait. */
export function logIn(request: PageRequest, { secrets, brakes, now }: PagesContext): Login {
	const given = credentialsIn(request.headers.authorization);
	if (given === undefined) return { ok: false, waitSeconds: 0 };
	const key = `operator ${request.ip} ${given.name.slice(0, LONGEST_NAME)}`;
	const waitSeconds = brakes.logins.wait(key, now);
	if (waitSeconds > 0) return { ok: false, waitSeconds };
	// Every operator is compared, so that the time taken tells nothing of who exists.
	let operator: string | undefined;
	for (const known of secrets.operators) {
		const nameFits = sameText(given.name, known.name);
		const passwordFits = sameText(given.password, known.password);
		if (nameFits && passwordFits) operator = known.name;
	}
	if (operator === undefined) {
		brakes.logins.failed(key, now);
		return { ok: false, waitSeconds: 0 };
	}
	brakes.logins.succeeded(key);
	return { ok: true, operator };
}

function credentialsIn(header: string | undefined): { name: string; password: string } | undefined {
	const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
