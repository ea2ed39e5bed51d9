import { handshakeProblem } from '../webhooks/handshake';
import type { World } from '../world/world';
import { listParam, ok, success, textParam, type GraphAnswer, type GraphCall } from './call';
import { GraphError } from './errors';

const OBJECT = 'whatsapp_business_account';

/** `/{app}/subscriptions`: one callback per app and object; a second POST overwrites the first. */
export async function appSubscriptions(world: World, call: GraphCall): Promise<GraphAnswer> {
	world.tokens.demand(call, 'app');
	if (call.method === 'GET') return ok({ data: shown(world) });
	return call.method === 'POST' ? await subscribe(world, call) : unsubscribe(world, call);
}

function shown(world: World): object[] {
	const { app } = world.subscriptions;
	if (!app) return [];
	return [{ object: OBJECT, callback_url: app.callbackUrl, active: true, fields: app.fields.map((name) => ({ name, version: 'v24.0' })) }];
}

async function subscribe(world: World, call: GraphCall): Promise<GraphAnswer> {
	if (textParam(call, 'object') !== OBJECT) throw missing('object', `must be ${OBJECT}`);
	const callbackUrl = textParam(call, 'callback_url') ?? world.subscriptions.app?.callbackUrl;
	const verifyToken = textParam(call, 'verify_token');
	if (callbackUrl === undefined) throw missing('callback_url', 'is required');
	if (verifyToken === undefined) throw missing('verify_token', 'is required');
	await demandHandshake(callbackUrl, verifyToken);
	const fields = listParam(call, 'fields');
	world.subscriptions.app = {
		callbackUrl,
		verifyToken,
		fields: fields.length > 0 ? fields : (world.subscriptions.app?.fields ?? []),
		includeValues: textParam(call, 'include_values') === 'true',
	};
	return success();
}

function unsubscribe(world: World, call: GraphCall): GraphAnswer {
	const object = textParam(call, 'object');
	if (object !== undefined && object !== OBJECT) throw missing('object', `must be ${OBJECT}`);
	const fields = new Set(listParam(call, 'fields'));
	const { app } = world.subscriptions;
	if (app && fields.size > 0) app.fields = app.fields.filter((field) => !fields.has(field));
	if (fields.size === 0 || app?.fields.length === 0) world.subscriptions.app = undefined;
	return success();
}

/** Refuses a callback that does not answer the challenge. */
export async function demandHandshake(callbackUrl: string, verifyToken: string): Promise<void> {
	const problem = await handshakeProblem(callbackUrl, verifyToken);
	if (problem === undefined) return;
	throw new GraphError(2200, undefined, { message: `(#2200) Callback verification failed with the following errors: ${problem}` });
}

const missing = (name: string, what: string): GraphError => new GraphError(100, undefined, { message: `(#100) param ${name} ${what}` });
