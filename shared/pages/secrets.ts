import { readOperators } from './operators';
import type { PageName, PagesSecrets } from './types';

const SHORTEST_SECRET = 16;
const SHORTEST_PASSWORD = 8;

/** The credential as it was written. */
export interface WrittenSecrets {
	userName: string;
	password: string;
	/** `name:password`, comma-separated. */
	furtherPasswords: string;
	linkSecret: string;
	apiSecret: string;
}

export function readSecrets(written: WrittenSecrets): PagesSecrets {
	const first = written.userName.trim() === '' ? [] : [{ name: written.userName.trim(), password: written.password }];
	const further = readOperators(written.furtherPasswords);
	const others = (further ?? []).filter(({ name }) => name !== first[0]?.name);
	return { operators: [...first, ...others], unreadable: further === undefined, linkSecret: written.linkSecret.trim(), apiSecret: written.apiSecret.trim() };
}

/** What has to be put right before any page is served, in the operator's words; undefined when all is well. */
export function secretsProblem({ operators, unreadable, linkSecret, apiSecret }: PagesSecrets, pages: readonly PageName[]): string | undefined {
	if (linkSecret.length < SHORTEST_SECRET) return `Link Secret needs at least ${SHORTEST_SECRET} characters: it signs links and forms.`;
	if (apiSecret !== '' && apiSecret.length < SHORTEST_SECRET) return `API Secret needs at least ${SHORTEST_SECRET} characters.`;
	if (unreadable === true) return 'Further Operators can’t be read. Write name:password of each, comma-separated, a password with commas in double quotes.';
	if (pages.includes('operator') && operators.length === 0) return 'User Name is empty: the operator’s page needs at least one login.';
	if (operators.some(({ name }) => name.includes(':'))) return 'User Name can’t hold a colon.';
	const weak = operators.find(({ password }) => password.length < SHORTEST_PASSWORD);
	return weak === undefined ? undefined : `The password of ${weak.name} needs at least ${SHORTEST_PASSWORD} characters.`;
}
