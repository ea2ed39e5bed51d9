/** Noon of a day in January, in milliseconds. */
export const NOON = Date.parse('2026-01-15T12:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** An item as the trigger gives it for a STOP that was just typed and changed the status. */
export function stopItem(over: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		action: 'opt_out',
		contact: '+15551234567',
		phone: '+15551234567',
		waId: '15551234567',
		name: 'Ada',
		lists: ['*'],
		keyword: 'STOP',
		language: 'en',
		door: 'keyword',
		messageId: 'wamid.stop',
		text: 'STOP',
		occurredAt: new Date(NOON - 2_000).toISOString(),
		phoneNumberId: '1000',
		businessAccountId: '2000',
		changed: true,
		previousStatus: 'opted_in',
		status: 'opted_out',
		eventId: 'ev_1',
		...over,
	};
}

export function startItem(over: Record<string, unknown> = {}): Record<string, unknown> {
	return stopItem({
		action: 'opt_in',
		lists: ['marketing'],
		keyword: 'START',
		messageId: 'wamid.start',
		text: 'START',
		previousStatus: 'opted_out',
		status: 'opted_in',
		eventId: 'ev_2',
		...over,
	});
}
