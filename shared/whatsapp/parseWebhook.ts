import { asMessage, interpret } from './interpret';
import type { InterpretOptions } from './interpret';
import type { Raw, WebhookItem } from './items';
import { publicItem } from './publicItem';
import { readWebhook } from './reading/readWebhook';
import type { ReadOptions } from './reading/readWebhook';

export interface ParseOptions extends InterpretOptions, ReadOptions {
	/** Also give delivery statuses that say nothing about consent. */
	statuses?: boolean;
}

/**
 * A webhook body as the trigger's items before recording: consent signals with `action`, `contact`, `door`, `lists`…, other messages
 * as Meta sent them plus `contact`, `phoneNumberId` and `businessAccountId`. One item per message, status or preference, in order.
 *
 * Nothing here knows what was asked before, so a yes-word comes out as an ordinary message marked `affirmative`. Never throws.
 */
export function parseWebhook(body: unknown, options: ParseOptions = {}): Raw[] {
	const { statuses = false, receivedAt, ...settings } = options;
	return interpret(readWebhook(body, { receivedAt }), settings)
		.filter((item) => statuses || item.kind !== 'status')
		.map((item) => publicItem(uninvited(item)));
}

function uninvited(item: WebhookItem): WebhookItem {
	return item.kind === 'signal' && item.affirmative ? asMessage(item) : item;
}
