import { z } from 'zod';
import { code, id, listOf, moment, object, text } from './scalars';

/**
 * One delivery status. Failed ones come without `contacts[]`.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */
export const statusSchema = z.object({
	id: text,
	status: text,
	timestamp: moment,
	recipient_id: id,
	recipient_type: text,
	recipient_participant_id: id,
	recipient_user_id: id,
	biz_opaque_callback_data: text,
	errors: listOf(z.object({ code, title: text, error_data: object({ details: text }) })),
	pricing: object({ category: text }),
});
export type PayloadStatus = z.output<typeof statusSchema>;
