import { z } from 'zod';
import { flag, id, listOf, moment, object, text } from './scalars';

const reply = object({ id: text, title: text });
const captioned = object({ caption: text });

/** The parts of a message in which a person can say something. */
const content = {
	type: text,
	text: object({ body: text }),
	image: captioned,
	video: captioned,
	document: captioned,
	audio: captioned,
	button: object({ payload: text, text }),
	interactive: object({
		type: text,
		button_reply: reply,
		list_reply: reply,
		nfm_reply: object({ name: text, response_json: z.unknown() }),
	}),
};

const context = object({ id: text, from: id, forwarded: flag, frequently_forwarded: flag });

/**
 * One inbound message.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
export const messageSchema = z.object({
	...content,
	id: text,
	from: id,
	from_user_id: id,
	group_id: id,
	timestamp: moment,
	context,
	edit: object({ original_message_id: text, message: object({ ...content, context }) }),
	system: object({ type: text, body: text, wa_id: id, new_wa_id: id, customer: id, user_id: id }),
	origin: text,
	contacts: listOf(z.object({ phones: listOf(z.object({ phone: id, wa_id: id })) })),
});
export type PayloadMessage = z.output<typeof messageSchema>;
export type PayloadContent = Pick<PayloadMessage, keyof typeof content>;
