import type { Door } from '../consent';
import type { ConfirmationContext, ConfirmationItem } from './types';

/** Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows */
const SERVICE_WINDOW_MS = 24 * 3600 * 1000;

/** Doors through which the person themselves wrote or tapped in the chat. WhatsApp's own switch and failed sends open no window. */
const FROM_A_MESSAGE: ReadonlySet<Door> = new Set(['keyword', 'natural_language', 'button', 'interactive', 'flow']);

/** Whether anything but a template may be sent now. A message in a group opens no window to its author. */
export function windowOpen(item: ConfirmationItem, context: ConfirmationContext, now: number): boolean {
	const inbound = item.door !== undefined && FROM_A_MESSAGE.has(item.door) && item.groupId === undefined;
	const opened = Math.max(inbound ? (item.occurredAt ?? 0) : 0, context.lastInboundAt ?? 0);
	return now - opened < SERVICE_WINDOW_MS;
}
