import type { IdentifierInput, Identifiers } from '../identity';

export const STATUSES = ['none', 'pending', 'opted_in', 'opted_out', 'blocked'] as const;
export type Status = (typeof STATUSES)[number];

export type ListStatus = Exclude<Status, 'blocked'>;

export const MESSAGE_CATEGORIES = ['marketing', 'utility', 'authentication', 'service'] as const;
export type MessageCategory = (typeof MESSAGE_CATEGORIES)[number];

export const ORIGINS = ['person', 'business'] as const;
export type Origin = (typeof ORIGINS)[number];

/** The way a signal reached us. */
export const DOORS = [
	'keyword',
	'natural_language',
	'button',
	'interactive',
	'flow',
	'platform',
	'send_error',
	'page',
	'api',
	'import',
	'manual',
] as const;
export type Door = (typeof DOORS)[number];

export const CONSENT_ACTIONS = [
	'opt_in',
	'opt_out',
	'opt_out_likely',
	'block',
	'unblock',
	'platform_stop',
	'platform_resume',
	'link',
	'correct',
] as const;
export type ConsentAction = (typeof CONSENT_ACTIONS)[number];

/** The scope that stands for every list. */
export const EVERYTHING = '*';
/** The list an opt-in without a list goes on; it always exists. */
export const DEFAULT_LIST = 'marketing';

/** Who, what, when, how. Free to grow; the named parts are those that exports and pages put into words. */
export interface Evidence {
	messageId?: string;
	/** Exact text the person wrote, or the label they tapped. */
	text?: string;
	payload?: string;
	keyword?: string;
	language?: string;
	/** What made a plain-language message look like an opt-out. */
	because?: string;
	/** The full wording shown to the person, and its version. */
	wording?: string;
	wordingVersion?: string;
	businessName?: string;
	purposes?: string[];
	basis?: 'express' | 'implied';
	url?: string;
	ip?: string;
	actor?: string;
	reason?: string;
	[part: string]: unknown;
}

/** A consent event as callers hand it in. Times are ISO 8601 text, a Date, or milliseconds since 1970. */
export interface ConsentEventInput {
	action: ConsentAction;
	contact: IdentifierInput;
	/** List keys, or `*`. An opt-out without a list covers everything; an opt-in without a list goes on `marketing`. */
	lists?: string[];
	origin: Origin;
	source: string;
	occurredAt: string | number | Date;
	/** For messages the wamid; else anything that names this one event, such as a form submission's number. */
	id?: string;
	door?: Door;
	evidence?: Evidence;
	expiresAt?: string | number | Date;
	needsConfirmation?: { until: string | number | Date };
	phoneNumberId?: string;
	/** `link` only: the other identifier of the same person. */
	to?: IdentifierInput;
	/** `link` only: the person moved from `contact` to `to` (number or user-id change), as opposed to both seen together. */
	change?: boolean;
	/** `correct` only: the event that is void. */
	eventId?: string;
}

/** A consent event with everything decided that can be decided without looking at others. Times in milliseconds. */
export interface ConsentEvent {
	eventId: string;
	action: ConsentAction;
	contact: Identifiers;
	/** Scopes of an opt-in or opt-out; empty for other actions. */
	lists: string[];
	origin: Origin;
	source: string;
	door?: Door;
	occurredAt: number;
	recordedAt?: number;
	evidence?: Evidence;
	expiresAt?: number;
	confirmBy?: number;
	phoneNumberId?: string;
	to?: Identifiers;
	change?: boolean;
	corrects?: string;
	/** Put on while folding: since when the number of this opt-in has another holder. */
	lapsedAt?: number;
}

/** Where one list, or everything, stands for a contact. Times are ISO 8601. */
export interface ListState {
	status: ListStatus;
	since: string;
	/** The event this rests on. */
	eventId: string;
	origin: Origin;
	/** When the opt-in runs out, as agreed when it was given. Applied by `decide` and `asOf`, which know the time. */
	expiresAt?: string;
	/** The person (or the operator for them) left exactly this list, so nothing of any category goes out on it. */
	left?: true;
	pendingUntil?: string;
}

export interface Hold {
	eventId: string;
	since: string;
}

/** What a contact's events add up to. */
export interface ContactState {
	contact: string;
	phone?: string;
	waId?: string;
	userId?: string;
	status: Status;
	lists: Record<string, ListState>;
	/** Standing of the scope `*`, where anything was ever said about everything. */
	everything?: ListState;
	optedInAt?: string;
	optedOutAt?: string;
	platformStop: boolean;
	/** Since when, per business phone number, WhatsApp's own switch is on "stop". */
	platformStops: Record<string, string>;
	holds: Hold[];
	pendingUntil?: string;
	blockedSince?: string;
	/** The event that blocked the contact. */
	blockedBy?: string;
	/** When the number showed up with another user id: opt-ins from before may be the former owner's. */
	identityChangedAt?: string;
	/** When the person moved to this number: opt-ins from before are theirs, but were given on the old number. */
	numberChangedAt?: string;
	/** When the person moved away from the number they are known by, where no identifier is known to be theirs now: nothing reaches them. */
	goneAt?: string;
	createdAt?: string;
	updatedAt?: string;
	lastEvent?: { eventId: string; action: ConsentAction; occurredAt: string };
	/** Why nothing can be said of this contact. Never a consent. */
	problem?: { code: 'invalid_contact' | 'corrupt_record'; detail: string };
}
