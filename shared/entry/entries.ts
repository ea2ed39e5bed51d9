import { endOfStopDay, parseEvent, startOfOptInDay } from '../consent';
import type { ConsentEventInput, Evidence, Origin } from '../consent';
import type { IdentifierInput } from '../identity';

/** A consent entered by somebody or something other than the person's own message. */
export interface OptInEntry {
	contact: IdentifierInput;
	lists?: string[];
	source: string;
	origin: Origin;
	/** ISO 8601; empty means now. */
	occurredAt?: string;
	evidence?: Evidence;
	expiresAt?: string;
	/** The opt-in waits for the person's confirmation. */
	doubleOptIn?: boolean;
	/** Days the confirmation may take. */
	confirmWithinDays?: number;
}

export interface OptOutEntry {
	contact: IdentifierInput;
	lists?: string[];
	source: string;
	origin: Origin;
	occurredAt?: string;
	evidence?: Evidence;
	/** `everything` blocks the contact for every kind of message. */
	scope: 'marketing' | 'everything';
}

export type Entry =
	/** `slip`: what was wrong with an opt-out that counts nevertheless. */
	{ ok: true; events: ConsentEventInput[]; slip?: string } | { ok: false; reason: string };

const DAY_MS = 86_400_000;
const DEFAULT_CONFIRMATION_DAYS = 30;

/**
 * An opt-in as entered. A person's word that did not come from their own message needs a date and evidence: without them it would
 * be one click to undo a STOP.
 */
export function optInEntry(entry: OptInEntry, now: number): Entry {
	if (entry.origin === 'person') {
		if (!given(entry.occurredAt)) {
			return { ok: false, reason: 'occurredAt: say when the person agreed; their word counts from that moment on' };
		}
		if (!proves(entry.evidence)) {
			return { ok: false, reason: 'evidence: say how the person agreed, e.g. the form signed or the call recorded' };
		}
	}
	const event: ConsentEventInput = {
		action: 'opt_in',
		contact: entry.contact,
		origin: entry.origin,
		source: entry.source,
		door: 'manual',
		// WhatsApp's times are whole seconds: an opt-in must not beat a STOP of the same second by a fraction.
		occurredAt: given(entry.occurredAt) ? startOfOptInDay(entry.occurredAt) : Math.floor(now / 1000) * 1000,
	};
	if (entry.lists !== undefined) event.lists = entry.lists;
	if (hasEvidence(entry.evidence)) event.evidence = entry.evidence;
	if (given(entry.expiresAt)) event.expiresAt = entry.expiresAt;
	if (entry.doubleOptIn === true) {
		event.needsConfirmation = { until: now + (entry.confirmWithinDays ?? DEFAULT_CONFIRMATION_DAYS) * DAY_MS };
	}
	return { ok: true, events: [event] };
}

/** An opt-out as entered. Nothing is asked in return: somebody wants to be left alone. */
export function optOutEntry(entry: OptOutEntry, now: number): Entry {
	const event: ConsentEventInput = {
		action: 'opt_out',
		contact: entry.contact,
		origin: entry.origin,
		source: entry.source,
		door: 'manual',
		occurredAt: given(entry.occurredAt) ? endOfStopDay(entry.occurredAt) : now,
	};
	if (entry.lists !== undefined) event.lists = entry.lists;
	if (hasEvidence(entry.evidence)) event.evidence = entry.evidence;
	const slip = slipIn(event);
	const counted = slip === undefined ? event : { ...event, lists: undefined, occurredAt: now, evidence: { ...event.evidence, note: slip } };
	const noted = slip === undefined ? {} : { slip };
	if (entry.scope === 'marketing') return { ok: true, events: [counted], ...noted };
	const everything: ConsentEventInput = { ...counted, lists: undefined };
	return { ok: true, events: [everything, { ...everything, action: 'block' }], ...noted };
}

/** A slip in a date or a list's name must not cost anybody their opt-out: it counts from now, for everything, and says so. */
function slipIn(event: ConsentEventInput): string | undefined {
	const parsed = parseEvent(event);
	return parsed.ok || parsed.problem.startsWith('contact:') ? undefined : takenNevertheless(parsed.problem);
}

export function takenNevertheless(problem: string): string {
	return `${problem}: taken as an opt-out of everything from now on`;
}

/** Blocking, unblocking: the operator's own decision, with its reason. */
export function blockEntry(
	action: 'block' | 'unblock',
	contact: IdentifierInput,
	evidence: Evidence,
	now: number,
): ConsentEventInput {
	const event: ConsentEventInput = { action, contact, origin: 'business', source: 'operator', door: 'manual', occurredAt: now };
	if (hasEvidence(evidence)) event.evidence = evidence;
	return event;
}

function given(text: string | undefined): text is string {
	return text !== undefined && text.trim() !== '';
}

function proves(evidence: Evidence | undefined): boolean {
	if (evidence === undefined) return false;
	return Object.entries(evidence).some(([part, value]) => typeof value === 'string' && value.trim() !== '' && !PROVES_NOTHING.has(part));
}

/** Who typed it in, from which address, on what legal basis: none of it says how somebody agreed. */
const PROVES_NOTHING = new Set(['actor', 'basis', 'ip', 'userAgent', 'businessName', 'wordingVersion']);

function hasEvidence(evidence: Evidence | undefined): evidence is Evidence {
	return evidence !== undefined && Object.values(evidence).some((part) => part !== undefined && part !== null && part !== '');
}
