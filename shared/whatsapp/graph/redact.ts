import type { WhatsAppAccount } from './types';

const HIDDEN = '…';
const TOKEN_PARAMETERS = /((?:access_token|client_secret|verify_token|appsecret_proof)["']?\s*[=:]\s*["']?)[^&\s"',}]+/gi;
const BEARER = /(Bearer\s+)\S+/gi;
const LONGEST = 1000;

/** Takes the account's secrets out of any text, in the forms they travel in. */
export function redactor(account: WhatsAppAccount): (text: string) => string {
	const secrets = [account.accessToken, ...account.appSecret.split(','), account.verifyToken ?? '']
		.map((secret) => secret.trim())
		.filter((secret) => secret.length > 0)
		.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
		.sort((a, b) => b.length - a.length);
	return (text) => {
		let clean = text;
		for (const secret of secrets) clean = clean.split(secret).join(HIDDEN);
		return clean.replace(TOKEN_PARAMETERS, `$1${HIDDEN}`).replace(BEARER, `$1${HIDDEN}`).slice(0, LONGEST);
	};
}
