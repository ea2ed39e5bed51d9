import { contactOf, messagesWebhook, seconds, type JsonObject, type Occasion, type Webhook } from './envelope';

/** What a person sent, without sender, id and time: `{ type, [type]: … }`. */
export type MessageContent = JsonObject & { type: string };

export type MessageContext = {
	/** wamid of the business message answered or tapped on */
	answers?: string;
	/** the business number in digits, as Meta writes it in `context.from` */
	from?: string;
	forwarded?: boolean;
	frequentlyForwarded?: boolean;
};

export type InboundOptions = { id: string; context?: MessageContext; groupId?: string };

/** One inbound message. A person without `waId` sends by BSUID only, as username users do. */
export function inbound(occasion: Occasion, content: MessageContent, options: InboundOptions): Webhook {
	const { number, person, at } = occasion;
	const message: JsonObject = {
		...(person.waId === undefined ? {} : { from: person.waId }),
		...(person.userId === undefined ? {} : { from_user_id: person.userId }),
		...(person.parentUserId === undefined ? {} : { from_parent_user_id: person.parentUserId }),
		...(options.groupId === undefined ? {} : { group_id: options.groupId }),
		id: options.id,
		timestamp: String(seconds(at)),
		...content,
	};
	const context = contextOf(options.context);
	if (context) message.context = context;
	return messagesWebhook(number, { contacts: [contactOf(person)], messages: [message] });
}

function contextOf(context?: MessageContext): JsonObject | undefined {
	if (!context) return undefined;
	const shape: JsonObject = {};
	if (context.from !== undefined) shape.from = context.from;
	if (context.answers !== undefined) shape.id = context.answers;
	if (context.forwarded) shape.forwarded = true;
	if (context.frequentlyForwarded) shape.frequently_forwarded = true;
	return Object.keys(shape).length > 0 ? shape : undefined;
}
