import { createHash, timingSafeEqual } from 'node:crypto';
import type { Account } from '../world/account';
import type { GraphCall } from './call';
import { GraphError } from './errors';

export type TokenKind = 'business' | 'app';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));

/** App tokens issued by `/oauth/access_token`; the form `appId|appSecret` is always good. */
export class Tokens {
	private readonly issued = new Set<string>();

	constructor(private readonly account: Account) {}

	issueAppToken(clientId: string | undefined, clientSecret: string | undefined): string {
		const { appId, appSecret } = this.account;
		if (clientId === undefined || clientSecret === undefined || !same(clientId, appId) || !same(clientSecret, appSecret)) {
			throw new GraphError(1, undefined, { message: 'Error validating client secret.', httpStatus: 400 });
		}
		const token = `${appId}|${digest(appSecret).toString('base64url').slice(0, 27)}`;
		this.issued.add(token);
		return token;
	}

	kindOf(token: string | undefined): TokenKind | undefined {
		if (token === undefined) return undefined;
		if (same(token, this.account.accessToken)) return 'business';
		return this.issued.has(token) || same(token, `${this.account.appId}|${this.account.appSecret}`) ? 'app' : undefined;
	}

	/** Throws Meta's error unless the call carries a good token of the needed kind. */
	demand(call: GraphCall, kind: TokenKind): void {
		if (call.token === undefined) {
			throw new GraphError(190, undefined, { message: 'An access token is required to request this resource.' });
		}
		const given = this.kindOf(call.token);
		if (given === undefined) {
			throw new GraphError(190, undefined, { message: 'Invalid OAuth access token - Cannot parse access token' });
		}
		if (given === kind) return;
		if (kind === 'app') throw new GraphError(100, undefined, { message: '(#15) This method must be called with an app access_token.' });
		throw new GraphError(200, undefined, { message: '(#200) You do not have the necessary permissions to send messages on behalf of this WhatsApp Business Account' });
	}
}
