import { z } from 'zod';
import type { IdentifierInput, Identifiers } from '../../identity';
import { identifiersFrom } from '../reading/people';
import type { IdentityLink } from '../items';
import type { Caller } from './call';
import { oneAtATime } from './oneAtATime';
import { addressOf } from './recipient';
import type { CallProblem } from './types';

interface SendBase {
	/** Phone, wa_id or BSUID, or an object of these. */
	to: IdentifierInput;
	/** wamid of the person's message to quote. */
	replyTo?: string;
	/** Echoed in every status of the message, up to 512 characters. See `buildCallbackData`. */
	callbackData?: string;
}

export interface TextMessage extends SendBase {
	/** Up to 4,096 characters. */
	text: string;
	previewUrl?: boolean;
}

export interface InteractiveMessage extends SendBase {
	/** Up to 1,024 characters. */
	body: string;
	/** One to three; `id` up to 256 characters, `title` up to 20 and each another. */
	buttons: Array<{ id: string; title: string }>;
	/** Up to 60 characters, as `footer`. */
	header?: string;
	footer?: string;
}

export interface TemplateMessage extends SendBase {
	name: string;
	/** As Meta writes it, e.g. `en_US`. */
	language: string;
	components?: object[];
	/** Send through the Marketing Messages API (`/marketing_messages`). */
	marketingApi?: boolean;
	/** Marketing Messages API only. */
	productPolicy?: 'CLOUD_API_FALLBACK' | 'STRICT';
}

export type SendResult =
	| { ok: true; messageId: string; waId?: string; userId?: string; messageStatus?: string }
	| CallProblem;

export interface Sender {
	sendText(message: TextMessage): Promise<SendResult>;
	sendInteractive(message: InteractiveMessage): Promise<SendResult>;
	sendTemplate(message: TemplateMessage): Promise<SendResult>;
}

const sendAnswer = z.object({
	contacts: z.array(z.object({ wa_id: z.string().optional(), user_id: z.string().optional() }).passthrough()).optional().catch(undefined),
	messages: z.array(z.object({ id: z.string().min(1), message_status: z.string().optional() }).passthrough()).nonempty(),
});

/**
 * Sends messages. A result is a value, never an exception. Messages to one person go one after another, so that a wait for that
 * person (131056) holds up nobody else.
 */
export function sender(call: Caller, phoneNumberId: string): Sender {
	const queue = oneAtATime();

	const send = async (message: SendBase, content: object, endpoint = 'messages'): Promise<SendResult> => {
		const recipient = addressOf(message.to);
		if (!recipient.ok) return recipient;
		const body = {
			messaging_product: 'whatsapp',
			recipient_type: 'individual',
			...recipient.address,
			...(message.replyTo !== undefined && { context: { message_id: message.replyTo } }),
			...(message.callbackData !== undefined && { biz_opaque_callback_data: message.callbackData }),
			...content,
		};
		const sent = await queue(recipient.key, () => call({ method: 'POST', path: `${encodeURIComponent(phoneNumberId)}/${endpoint}`, body, once: true, answer: sendAnswer }));
		if (!sent.ok) return sent;
		const [first] = sent.value.messages;
		const contact = sent.value.contacts?.[0];
		return {
			ok: true,
			messageId: first.id,
			...(contact?.wa_id !== undefined && { waId: contact.wa_id }),
			...(contact?.user_id !== undefined && { userId: contact.user_id }),
			...(first.message_status !== undefined && { messageStatus: first.message_status }),
		};
	};

	return {
		sendText: (message) => send(message, { type: 'text', text: { body: message.text, ...(message.previewUrl !== undefined && { preview_url: message.previewUrl }) } }),
		sendInteractive: (message) => send(message, { type: 'interactive', interactive: buttons(message) }),
		sendTemplate: (message) => {
			const template = { name: message.name, language: { code: message.language }, ...(message.components?.length && { components: message.components }) };
			const policy = message.marketingApi && message.productPolicy !== undefined ? { product_policy: message.productPolicy } : {};
			return send(message, { type: 'template', template, ...policy }, message.marketingApi ? 'marketing_messages' : 'messages');
		},
	};
}

function buttons(message: InteractiveMessage): object {
	return {
		type: 'button',
		...(message.header !== undefined && { header: { type: 'text', text: message.header } }),
		body: { text: message.body },
		...(message.footer !== undefined && { footer: { text: message.footer } }),
		action: { buttons: message.buttons.map((reply) => ({ type: 'reply', reply })) },
	};
}

/** What an answer to a send shows of who the person is: the number written to, and the `wa_id` or BSUID that Meta knows it by. */
export function linksOfSend(to: Identifiers, sent: { waId?: string; userId?: string }): IdentityLink[] {
	const known: Identifiers = to.phone !== undefined ? { phone: to.phone } : to.waId !== undefined ? { waId: to.waId } : { userId: to.userId };
	const written = to.phone ?? (to.waId === undefined ? undefined : `+${to.waId}`);
	const learnt = identifiersFrom(sent);
	const links: IdentityLink[] = [];
	if (learnt.waId !== undefined && `+${learnt.waId}` !== written) links.push({ from: known, to: { waId: learnt.waId } });
	if (learnt.userId !== undefined && learnt.userId !== known.userId) links.push({ from: known, to: { userId: learnt.userId } });
	return links;
}
