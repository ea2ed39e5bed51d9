import type { Decision } from './decide';
import type { Reason } from './reasons';
import type { MessageCategory } from './types';

/** Optional rules, each off until set. They hold for every category they name, also for messages that need no opt-in. */
export interface FurtherRules {
	/** Marketing waits after Meta held a message back to keep the person from too many (error 131049). */
	coolDown?: boolean;
	/** Free-form `service` messages only within 24 hours of the person's last message. */
	window?: boolean;
	/** A test run: only these contacts may be written to. */
	testRecipients?: ReadonlySet<string>;
}

/** What the optional rules look at; gathered by whoever asks, since a decision reads no store. Times in milliseconds. */
export interface ContactFacts {
	contact?: string;
	/** The person's last message to the business number that would write. */
	lastInboundAt?: number;
	/** Until when marketing waits after error 131049. */
	coolDownUntil?: number;
}

interface Closed {
	reason: Reason;
	rest: Partial<Decision>;
}

/** Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
const SERVICE_WINDOW_MS = 24 * 3600 * 1000;

export function firstClosedRule(
	rules: FurtherRules | undefined,
	facts: ContactFacts | undefined,
	category: MessageCategory,
	now: number,
): Closed | undefined {
	if (rules === undefined) return undefined;
	if (rules.coolDown === true && category === 'marketing' && (facts?.coolDownUntil ?? 0) > now) {
		return { reason: 'cool_down', rest: { nextAllowedAt: new Date(facts?.coolDownUntil ?? 0).toISOString() } };
	}
	if (rules.window === true && category === 'service') {
		const last = facts?.lastInboundAt;
		if (last === undefined || now - last >= SERVICE_WINDOW_MS) return { reason: 'window_closed', rest: {} };
	}
	if (rules.testRecipients !== undefined && !rules.testRecipients.has(facts?.contact ?? '')) {
		return { reason: 'test_mode', rest: {} };
	}
	return undefined;
}
