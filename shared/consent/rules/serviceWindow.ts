import type { FurtherRule } from './types';

/** Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
const WINDOW_MS = 24 * 3600 * 1000;

/** A free-form message may go for 24 hours after the person's last message to the number. */
export const serviceWindow: FurtherRule = (rules, { facts, category, now }) => {
	if (rules.window !== true || category !== 'service') return undefined;
	const last = facts?.lastInboundAt;
	return last !== undefined && now - last < WINDOW_MS ? undefined : { reason: 'window_closed' };
};
