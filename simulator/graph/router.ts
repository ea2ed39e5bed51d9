import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultEndpoint } from '../world/faults';
import type { World } from '../world/world';
import { appSubscriptions } from './appSubscriptions';
import { ok, textParam, type GraphAnswer, type GraphCall } from './call';
import { GraphError, unknownObject } from './errors';
import { configureNumber, listNumbers, showNumber } from './phoneNumber';
import { httpFault, send } from './send';
import { subscribedApps } from './subscribedApps';
import { listTemplates, showTemplate } from './templateList';

type Handler = (world: World, call: GraphCall) => GraphAnswer | Promise<GraphAnswer>;

/** Answers a Graph call; errors come out in Meta's shape. */
export async function answerGraph(world: World, call: GraphCall): Promise<GraphAnswer> {
	try {
		return await route(world, call);
	} catch (error) {
		if (error instanceof GraphError) return { status: error.httpStatus, body: error.body() };
		throw error;
	}
}

async function route(world: World, call: GraphCall): Promise<GraphAnswer> {
	const [node = '', edge = '', ...rest] = call.segments;
	if (rest.length > 0) throw unknownObject(call.method, call.segments.join('/'));
	if (node === 'oauth' && edge === 'access_token') return issueToken(world, call);
	const handler = handlerFor(world, call.method, node, edge);
	if (!handler) {
		world.tokens.demand(call, 'business');
		throw unknownObject(call.method, node);
	}
	return await handler(world, call);
}

function handlerFor(world: World, method: string, node: string, edge: string): Handler | undefined {
	const { account, templates } = world;
	const key = `${method} ${edge}`;
	if (node === account.phoneNumberId) {
		if (key === 'POST messages' || key === 'POST marketing_messages') return business((w, call) => send(w, call, edge as 'messages' | 'marketing_messages'));
		if (key === 'GET ') return business(faulty('phone_number', showNumber));
		if (key === 'POST ') return business(faulty('phone_number', configureNumber));
	}
	if (node === account.businessAccountId) {
		if (key === 'GET message_templates') return business(faulty('templates', listTemplates));
		if (key === 'GET phone_numbers') return business(faulty('phone_number', listNumbers));
		if (edge === 'subscribed_apps' && ['GET', 'POST', 'DELETE'].includes(method)) return faulty('subscribed_apps', subscribedApps);
		if (key === 'GET ') return business(() => ok({ id: account.businessAccountId, name: account.displayName, timezone_id: '1' }));
	}
	if (node === account.appId && edge === 'subscriptions' && ['GET', 'POST', 'DELETE'].includes(method)) return faulty('subscriptions', appSubscriptions);
	const template = key === 'GET ' ? templates.byId(node) : undefined;
	return template && business(faulty('templates', (_world, call) => showTemplate(template, call)));
}

const business =
	(handler: Handler): Handler =>
	(world, call) => {
		world.tokens.demand(call, 'business');
		return handler(world, call);
	};

/** Lets programmed faults strike an endpoint other than the send ones. */
const faulty =
	(endpoint: FaultEndpoint, handler: Handler): Handler =>
	async (world, call) => {
		const fault = world.faults.take(endpoint);
		if (fault?.delayMs) await sleep(fault.delayMs, undefined, { ref: false });
		if (fault?.reset === 'before') return 'reset';
		if (fault?.hang === 'before') return 'hang';
		if (fault?.http !== undefined) return httpFault(fault);
		if (fault?.code !== undefined) throw new GraphError(fault.code, `Programmed fault ${fault.id}`);
		const answer = await handler(world, call);
		if (fault?.reset === 'after') return 'reset';
		return fault?.hang === 'after' ? 'hang' : answer;
	};

function issueToken(world: World, call: GraphCall): GraphAnswer {
	if (textParam(call, 'grant_type') !== 'client_credentials') throw new GraphError(100, undefined, { message: '(#100) grant_type must be client_credentials' });
	const token = world.tokens.issueAppToken(textParam(call, 'client_id'), textParam(call, 'client_secret'));
	return ok({ access_token: token, token_type: 'bearer' });
}
