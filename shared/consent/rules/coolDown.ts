import type { FurtherRule } from './types';

/**
 * After error 131049 (too many marketing messages from businesses in general) Meta asks to wait before trying again.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/marketing-templates/per-user-limits
 */
export const coolDown: FurtherRule = (rules, { facts, category, now }) => {
	if (rules.coolDown !== true || category !== 'marketing') return undefined;
	if (facts === undefined) return { reason: 'cool_down', detail: 'it is not known whether Meta held a message back' };
	const until = facts.coolDownUntil;
	if (until === undefined || until <= now) return undefined;
	return Number.isFinite(until)
		? { reason: 'cool_down', nextAllowedAt: new Date(until).toISOString() }
		: { reason: 'cool_down', detail: 'the end of the cool-down is unreadable' };
};
