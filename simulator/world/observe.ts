import type { JsonObject, Webhook } from '../payloads';
import type { Customer } from './customers';
import type { OwnMessage } from './chats';
import type { World } from './world';

/**
 * What the customers' phones know of webhooks about to be delivered: messages open the 24-hour window and appear in the
 * chat, preferences flip WhatsApp's own switch. Answers the messages seen, so that their fate can be shown.
 */
export function observe(world: World, payload: Webhook): OwnMessage[] {
	return payload.entry
		.flatMap((entry) => entry.changes)
		.flatMap((change) => {
			if (change.field === 'user_preferences') objects(change.value.user_preferences).forEach((preference) => flipSwitch(world, preference));
			return change.field === 'messages' ? objects(change.value.messages).flatMap((message) => seeMessage(world, message) ?? []) : [];
		});
}

function seeMessage(world: World, message: JsonObject): OwnMessage | undefined {
	const { from, from_user_id: fromUserId, id, timestamp, ...content } = message;
	const customer = senderOf(world, from, fromUserId);
	if (!customer || typeof id !== 'string') return undefined;
	const at = Number(timestamp) * 1000;
	if (Number.isFinite(at)) customer.lastMessageAt = Math.max(customer.lastMessageAt ?? 0, at);
	const known = world.chats.ownMessage(id);
	if (known) return known;
	const seen: OwnMessage = { id, customerId: customer.id, at: Number.isFinite(at) ? at : world.clock.now(), content, state: 'sending' };
	world.chats.add(customer.id, { from: 'customer', message: seen });
	return seen;
}

function flipSwitch(world: World, preference: JsonObject): void {
	const customer = senderOf(world, preference.wa_id, preference.user_id);
	if (!customer || (preference.value !== 'stop' && preference.value !== 'resume')) return;
	customer.stopped = preference.value === 'stop';
	world.chats.touch(customer.id);
}

function senderOf(world: World, waId: unknown, userId: unknown): Customer | undefined {
	const known = [userId, waId].find((address) => typeof address === 'string' && world.customers.find(address) !== undefined);
	if (typeof known === 'string') return world.customers.find(known);
	if (typeof waId === 'string' && /^\d{5,15}$/.test(waId)) return world.customers.put({ phone: waId, userId: typeof userId === 'string' ? userId : undefined });
	return typeof userId === 'string' && userId !== '' ? world.customers.put({ userId }) : undefined;
}

const objects = (value: unknown): JsonObject[] =>
	Array.isArray(value) ? value.filter((item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item)) : [];
