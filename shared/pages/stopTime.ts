import type { ContactRecord } from '../store/types';

/**
 * When a stop pressed on a page happened. What the page showed was before it, even if WhatsApp's clock was ahead of ours: at equal
 * times the stop wins.
 */
export function stopTime({ lastEvent }: Pick<ContactRecord, 'lastEvent'>, now: number): number {
	return lastEvent === undefined ? now : Math.max(now, Date.parse(lastEvent.occurredAt));
}
