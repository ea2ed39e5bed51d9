import { keyFor, sameText, sign } from './signing';

/** How long a page may lie open before its forms have to be loaded anew. */
const VALID_MS = 12 * 3600 * 1000;

export interface FormTokens {
	/** A token for the forms of one page; `subject` says whose and which, such as an operator's name and a contact. */
	issue(subject: string): string;
	/** What the token holds besides its proof, or undefined when it is forged, of another subject, or too old. */
	check(subject: string, token: string): { nonce: string; issuedAt: number } | undefined;
}

/** Tokens that nobody but us can make, and that need no memory: HMAC over subject, time and a random part. */
export function formTokens(secret: string, now: number, random: () => string): FormTokens {
	const key = keyFor(secret, 'form');
	const proof = (subject: string, time: string, nonce: string): string => sign(key, JSON.stringify([subject, time, nonce]));
	return {
		issue(subject) {
			const time = now.toString(36);
			const nonce = random();
			return `${time}.${nonce}.${proof(subject, time, nonce)}`;
		},
		check(subject, token) {
			const [time = '', nonce = '', given = ''] = token.split('.');
			if (!sameText(given, proof(subject, time, nonce))) return undefined;
			const issuedAt = parseInt(time, 36);
			return now - issuedAt > VALID_MS || issuedAt > now + 60_000 ? undefined : { nonce, issuedAt };
		},
	};
}
