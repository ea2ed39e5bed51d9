import { contactOf, parseIdentifier } from '../identity';
import type { IdentifierInput } from '../identity';
import { keyFor, sameText, sign } from './signing';

const DAY_MS = 86_400_000;
export const DEFAULT_LINK_DAYS = 90;

export interface LinkSubject {
	/** Display id of the contact. */
	contact: string;
	brand: string;
	/** When it was made, in milliseconds since 1970: it is for who had the number then. */
	madeAt: number;
}

export interface LinkTerms {
	brand: string;
	secret: string;
	/** Address of the pages. */
	pageUrl: string;
	days: number;
	/** Milliseconds since 1970. */
	now: number;
	/** ISO 3166, for numbers written without a country code. */
	defaultCountry?: string;
}

export type PreferenceLink = { ok: true; contact: string; url: string; expiresAt: string } | { ok: false; problem: string };

/** The address of one contact's preference centre, signed and expiring. It opens nothing of any other contact or brand. */
export function preferenceLink(
	contact: IdentifierInput,
	{ brand, secret, pageUrl, days, now, defaultCountry }: LinkTerms,
): PreferenceLink {
	const parsed = parseIdentifier(contact, { defaultCountry });
	if (!parsed.ok) return parsed;
	const display = contactOf(parsed.ids);
	const until = now + days * DAY_MS;
	const url = new URL(pageUrl);
	url.search = new URLSearchParams({ page: 'preferences', link: linkToken({ contact: display, brand, madeAt: now }, until, secret) }).toString();
	return { ok: true, contact: display, url: url.toString(), expiresAt: new Date(until).toISOString() };
}

export function linkToken({ contact, brand, madeAt }: LinkSubject, until: number, secret: string): string {
	const body = Buffer.from(JSON.stringify([contact, brand, until, madeAt])).toString('base64url');
	return `${body}.${sign(keyFor(secret, 'link'), body)}`;
}

/** Whom a link is for, or undefined when it was not made with this secret or has expired. */
export function readLink(token: string, secret: string, now: number): LinkSubject | undefined {
	const [body = '', given = ''] = token.split('.');
	if (!sameText(given, sign(keyFor(secret, 'link'), body))) return undefined;
	const [contact, brand, until, madeAt] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as [string, string, number, number];
	return until > now ? { contact, brand, madeAt } : undefined;
}
