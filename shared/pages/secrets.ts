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
	const further = readOperators(written.furtherPasswords).filter(({ name }) => name !== first[0]?.name);
	return { operators: [...first, ...further], linkSecret: written.linkSecret.trim(), apiSecret: written.apiSecret.trim() };
}

/** What has to be put right before any page is served, in the operator's words; undefined when all is well. */
export function secretsProblem({ operators, linkSecret, apiSecret }: PagesSecrets, pages: readonly PageName[]): string | undefined {
	if (linkSecret.length < SHORTEST_SECRET) return `Link Secret needs at least ${SHORTEST_SECRET} characters: it signs links and forms.`;
	if (apiSecret !== '' && apiSecret.length < SHORTEST_SECRET) return `API Secret needs at least ${SHORTEST_SECRET} characters.`;
	if (pages.includes('operator') && operators.length === 0) return 'User Name is empty: the operator’s page needs at least one login.';
	if (operators.some(({ name }) => name.includes(':'))) return 'User Name can’t hold a colon.';
	const weak = operators.find(({ password }) => password.length < SHORTEST_PASSWORD);
	return weak === undefined ? undefined : `The password of ${weak.name} needs at least ${SHORTEST_PASSWORD} characters.`;
}
