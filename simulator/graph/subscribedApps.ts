import type { World } from '../world/world';
import { ok, success, textParam, type GraphAnswer, type GraphCall } from './call';
import { demandHandshake } from './appSubscriptions';
import { GraphError } from './errors';

const LONGEST_URI = 200;

/** `/{account}/subscribed_apps`: lets the account's events flow to the app, with or without a callback of their own. */
export async function subscribedApps(world: World, call: GraphCall): Promise<GraphAnswer> {
	world.tokens.demand(call, 'business');
	const { subscriptions } = world;
	if (call.method === 'GET') return ok({ data: subscriptions.accountSubscribed ? [shown(world)] : [] });
	if (call.method === 'DELETE') {
		subscriptions.accountSubscribed = false;
		subscriptions.accountOverride = undefined;
		return success();
	}
	const callbackUrl = textParam(call, 'override_callback_uri');
	if (callbackUrl === undefined) {
		subscriptions.accountSubscribed = true;
		subscriptions.accountOverride = undefined;
		return success();
	}
	if (!subscriptions.accountSubscribed) throw new GraphError(100, undefined, { message: '(#100) Before override the current callback uri, your app must be subscribed to receive messages for WhatsApp Business Account.' });
	const verifyToken = textParam(call, 'verify_token') ?? '';
	await checkOverride(callbackUrl, verifyToken);
	subscriptions.accountOverride = { callbackUrl, verifyToken };
	return success();
}

/** Length and handshake of an override callback. */
export async function checkOverride(callbackUrl: string, verifyToken: string): Promise<void> {
	if (callbackUrl.length > LONGEST_URI) throw new GraphError(100, undefined, { message: `(#100) Param override_callback_uri must be at most ${LONGEST_URI} characters long.` });
	await demandHandshake(callbackUrl, verifyToken);
}

const shown = ({ account, subscriptions }: World): object => ({
	whatsapp_business_api_data: { id: account.appId, name: `${account.displayName} app`, link: `https://www.facebook.com/games/?app_id=${account.appId}` },
	...(subscriptions.accountOverride ? { override_callback_uri: subscriptions.accountOverride.callbackUrl } : {}),
});
