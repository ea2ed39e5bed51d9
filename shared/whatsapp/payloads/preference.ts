import { z } from 'zod';
import { id, moment, object, text } from './scalars';

/**
 * WhatsApp's own marketing switch.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/user_preferences
 */
export const preferenceSchema = z.object({ wa_id: id, user_id: id, category: text, value: text, timestamp: moment });

const change = object({ previous: id, current: id });

/**
 * A person's BSUID was replaced.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export const idUpdateSchema = z.object({ wa_id: id, user_id: change, timestamp: moment });
