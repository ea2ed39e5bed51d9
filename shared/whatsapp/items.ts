import type { Door } from '../consent';
import type { Identifiers } from '../identity';

/** A JSON object as Meta sent it. */
export type Raw = Record<string, unknown>;

/** Two identifiers seen as one person's; with `change` the person moved from the first to the second. */
export interface IdentityLink {
	from: Identifiers;
	to: Identifiers;
	change?: true;
}

/** What every update says of where, when and who. */
export interface ItemBase extends Identifiers {
	/** Display id: E.164 phone if known, else the BSUID; empty where the update names nobody. */
	contact: string;
	name?: string;
	/** ISO 8601 */
	occurredAt: string;
	/** The update carried no readable time: `occurredAt` is when it was received. */
	undated?: true;
	phoneNumberId?: string;
	businessAccountId?: string;
	/** wamid of the message; of a status, the message it is about. */
	messageId?: string;
	/** wamid of our message that the person answered or tapped on. */
	contextMessageId?: string;
	groupId?: string;
	/** Identifiers this update shows to be one person's. */
	links?: IdentityLink[];
	note?: string;
}

/** A tap on a button or a choice from a list. */
export interface Tap {
	door: 'button' | 'interactive';
	payload?: string;
	label?: string;
}

/** An inbound message with what it offers for understanding; `message` is Meta's own object. */
export interface MessageItem extends ItemBase {
	kind: 'message';
	message: Raw;
	/** Text to look for keywords in: body, caption or edited text. Missing where keywords never count. */
	examine?: string;
	tap?: Tap;
	/** Answers of a submitted Flow. */
	form?: Raw;
	/** A yes-word that nothing invited. */
	affirmative?: true;
	keyword?: string;
	language?: string;
}

export const SIGNAL_ACTIONS = ['opt_in', 'opt_out', 'opt_out_likely', 'help', 'keep', 'platform_stop', 'platform_resume'] as const;
/** `keep`: the answer "no, go on" to our question whether they meant to stop. */
export type SignalAction = (typeof SIGNAL_ACTIONS)[number];

/** Something said for consent. */
export interface SignalItem extends ItemBase {
	kind: 'signal';
	action: SignalAction;
	door: Door;
	/** List keys, `*` for everything; empty for actions that concern no list. */
	lists: string[];
	keyword?: string;
	language?: string;
	text?: string;
	payload?: string;
	/** What made a plain-language message look like an opt-out. */
	because?: string;
	/** A yes-word: counts only while an opt-in is pending or as an answer to our own invitation. See `asMessage`. */
	affirmative?: true;
	/** The word also cancels orders. */
	orderAmbiguous?: true;
	/** The event that the tap completes (`confirm`), answers (`stop`, `keep`) or takes back (`resume`). */
	confirms?: string;
	answers?: string;
	takesBack?: string;
	/** Nobody is named: the contact has to be found by `messageId` among our own sends. */
	needsLedger?: true;
	/** Second and further signals of one message are numbered from 1. */
	part?: number;
	/** What Meta sent: the message, the status or the preference. */
	message: Raw;
}

export interface StatusItem extends ItemBase {
	kind: 'status';
	status: string;
	/** Meta's error codes, of failed ones. */
	codes: number[];
	/** Category as charged. */
	category?: string;
	callbackData?: string;
	message: Raw;
}

export interface IdentityItem extends ItemBase {
	kind: 'identity';
	/** `number`, `user_id`: moved. `disclosed`: gave us their number. `device`: key of the number changed. */
	change: 'number' | 'user_id' | 'disclosed' | 'device';
	from?: Identifiers;
	to?: Identifiers;
	message: Raw;
}

/** Anything else, untouched. `field` is the webhook field. */
export interface OtherItem extends ItemBase {
	kind: 'other';
	field?: string;
	note: string;
	message: Raw;
}

export type WebhookItem = MessageItem | SignalItem | StatusItem | IdentityItem | OtherItem;
