import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../payloads';
import type { Fault } from '../world/faults';
import type { SendEntry } from '../world/log';
import type { World } from '../world/world';
import { ok, success, type GraphAnswer, type GraphCall } from './call';
import { GraphError } from './errors';
import { judge, type Verdict } from './judge';
import { followUp } from './followUp';
import { readMarkShape, readSend } from './sendShape';

export type SendEndpoint = 'messages' | 'marketing_messages';

/** `POST /{number}/messages` and `/marketing_messages`: sends and read marks. */
export async function send(world: World, call: GraphCall, endpoint: SendEndpoint): Promise<GraphAnswer> {
	if ('status' in call.body) return markRead(world, call);
	const entry = world.log.addSend(firstLook(world, call, endpoint));
	try {
		return await attempt(world, call, entry);
	} catch (error) {
		if (!(error instanceof GraphError)) throw error;
		Object.assign(entry, { outcome: 'refused', errorCode: error.code, httpStatus: error.httpStatus });
		throw error;
	}
}

async function attempt(world: World, call: GraphCall, entry: SendEntry): Promise<GraphAnswer> {
	const address = entry.to ?? entry.recipient ?? '';
	const fault = world.faults.take(entry.endpoint, (target) => isSamePerson(world, target, address));
	if (fault?.delayMs) await sleep(fault.delayMs, undefined, { ref: false });
	if (fault?.reset === 'before' || fault?.hang === 'before') {
		Object.assign(entry, { outcome: 'refused', notes: [...entry.notes, broken(fault)] });
		return fault.reset ? 'reset' : 'hang';
	}
	if (fault?.http !== undefined) {
		Object.assign(entry, { outcome: 'refused', httpStatus: fault.http });
		return httpFault(fault);
	}
	if (fault?.code !== undefined && fault.mode !== 'async') throw new GraphError(fault.code, `Programmed fault ${fault.id}`);
	world.pace.demand(world.settings.messagesPerSecond);
	const verdict = judge(world, readSend(call.body), entry.endpoint);
	if (fault?.code !== undefined) verdict.failure = fault.code;
	accept(world, entry, verdict);
	if (fault?.reset === 'after' || fault?.hang === 'after') {
		entry.notes.push(broken(fault));
		return fault.reset ? 'reset' : 'hang';
	}
	return ok(answerFor(entry, verdict));
}

function accept(world: World, entry: SendEntry, verdict: Verdict): void {
	const { customer } = verdict.recipient;
	entry.messageId = world.newMessageId();
	entry.outcome = 'accepted';
	entry.status = 'accepted';
	entry.httpStatus = 200;
	entry.category = verdict.category;
	entry.notes.push(...verdict.recipient.notes);
	if (!customer) return;
	entry.customerId = customer.id;
	if (verdict.recipient.addressedBy === 'phone') customer.phoneUsedAt = world.clock.now();
	followUp(world, entry, verdict, customer);
	world.chats.add(customer.id, { from: 'business', send: entry });
}

function answerFor(entry: SendEntry, verdict: Verdict): object {
	const { input, addressedBy, customer } = verdict.recipient;
	const contact: JsonObject = { input };
	if (addressedBy === 'phone' && customer?.waId !== undefined) contact.wa_id = customer.waId;
	if (addressedBy === 'userId') contact.user_id = customer?.userId;
	const message: JsonObject = { id: entry.messageId };
	if (entry.type === 'template') message.message_status = 'accepted';
	return { messaging_product: 'whatsapp', contacts: [contact], messages: [message] };
}

function markRead(world: World, call: GraphCall): GraphAnswer {
	const mark = readMarkShape.safeParse(call.body);
	if (!mark.success) throw new GraphError(131009, `Param ${mark.error.issues[0]?.path.join('.') ?? 'body'}: ${mark.error.issues[0]?.message ?? 'invalid'}`);
	const message = world.chats.ownMessage(mark.data.message_id);
	if (message) {
		message.state = 'read';
		world.chats.touch(message.customerId);
	}
	return success();
}

/** What can be said of a body before anyone has judged it. */
function firstLook(world: World, call: GraphCall, endpoint: SendEndpoint): Omit<SendEntry, 'seq'> {
	const { body } = call;
	const words = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
	const inner = (value: unknown): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {});
	const template = inner(body.template);
	return {
		at: new Date(world.clock.now()).toISOString(),
		endpoint,
		to: words(body.to),
		recipient: words(body.recipient),
		type: words(body.type) ?? 'text',
		template: words(template.name),
		language: words(inner(template.language).code),
		text: words(inner(body.text).body) ?? words(inner(inner(body.interactive).body).text),
		body,
		outcome: 'pending',
		delivered: false,
		notes: [],
	};
}

const isSamePerson = (world: World, target: string, address: string): boolean => {
	const wanted = world.customers.find(target);
	return target === address || (wanted !== undefined && wanted === world.customers.find(address)) || (wanted === undefined && target.replace(/\D/g, '') === address.replace(/\D/g, ''));
};

const broken = (fault: Fault): string => (fault.reset ? `connection_reset_${fault.reset}` : `no_answer_${fault.hang ?? 'before'}`);

export const httpFault = (fault: Fault): GraphAnswer => ({
	status: fault.http ?? 500,
	body: `<html><body>${fault.http ?? 500}</body></html>`,
	headers: { 'content-type': 'text/html', ...(fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }) },
});
