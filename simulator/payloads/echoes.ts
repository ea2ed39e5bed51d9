import { fieldWebhook, metadata, seconds, type Occasion, type Webhook } from './envelope';
import type { MessageContent } from './messages';

/** Field `smb_message_echoes`: what staff typed in the WhatsApp Business app. Outgoing, although it looks like a message. */
export const echo = (occasion: Occasion, content: MessageContent, id: string): Webhook =>
	fieldWebhook(occasion.number, occasion.at, 'smb_message_echoes', {
		messaging_product: 'whatsapp',
		metadata: metadata(occasion.number),
		message_echoes: [
			{
				from: occasion.number.displayPhoneNumber.replace(/\D/g, ''),
				to: occasion.person.waId,
				id,
				timestamp: String(seconds(occasion.at)),
				...content,
			},
		],
	});
