import type { Door, Status } from '../consent';
import type { CallbackData } from '../whatsapp/callbackData';
import type { MessageKey, OwnWordings } from './wordings';

/** A consent item as far as confirmations look at it. */
export interface ConfirmationItem {
	action: string;
	contact?: string;
	phone?: string;
	waId?: string;
	userId?: string;
	name?: string;
	/** List keys, `*` for everything. */
	lists: string[];
	keyword?: string;
	/** BCP 47 */
	language?: string;
	door?: Door;
	messageId?: string;
	text?: string;
	/** Milliseconds since 1970; missing where the item says nothing, such as a result of Consent Write. */
	occurredAt?: number;
	phoneNumberId?: string;
	/** Missing when the event was not recorded. */
	changed?: boolean;
	previousStatus?: Status;
	status?: Status;
	eventId?: string;
	/** The opt-in waits for the person's confirmation. */
	pending: boolean;
	/** The typed word also cancels orders. */
	orderAmbiguous?: boolean;
	/** The message came out of a group; the answer goes to the participant. */
	groupId?: string;
}

/** What the store and the caller know beyond the item. */
export interface ConfirmationContext {
	/** The person's last message to the number that would answer, in milliseconds. */
	lastInboundAt?: number;
	/** The contact is blocked, whatever the item says. */
	blocked?: boolean;
	/** WhatsApp said again and again that this number can't be reached. */
	unreachable?: boolean;
	/** Lists the contact was opted in to before this event. */
	previousLists?: string[];
	/** BCP 47 code of the contact's language, for items that do not say. */
	language?: string;
}

/** What an operator chooses a form for. */
export type ChoiceKey = Exclude<MessageKey, 'opt_in_lists' | 'opt_out_lists'>;

export interface TemplateChoice {
	name: string;
	/** Codes the template is approved in, such as `en_US`. The closest to the person's language is taken, then English, then the first. */
	languages: string[];
	/** Texts for the body's variables, in order, with placeholders. */
	parameters?: string[];
	/** Names of the body's variables, for templates with named ones; as many as `parameters`. */
	parameterNames?: string[];
	/** How many quick replies of the template take our payloads, from its first button on. */
	quickReplies?: number;
}

export interface MessageChoice {
	/** Default `text`; questions always have their buttons. `template`: always the template, also inside the 24 h window. */
	form?: 'text' | 'interactive' | 'template' | 'off';
	/** For outside the 24 h window, and for the form `template`. A template of category utility. */
	template?: TemplateChoice;
}

export interface ConfirmationSettings {
	/** The business the person gave or withdrew consent to. */
	businessName: string;
	enabled?: boolean;
	messages?: Partial<Record<ChoiceKey, MessageChoice>>;
	wordings?: OwnWordings;
	/** For people whose language is not known. Default English. */
	defaultLanguage?: string;
	/** Languages whose keywords are listened for. Without it a language's own words are only offered to people who just used one. */
	keywordLanguages?: readonly string[];
	/** List key → display name. */
	listNames?: Readonly<Record<string, string>>;
	/** The list that opt-ins without a list go on. Default `marketing`. */
	defaultList?: string;
	/** Answer also when nothing changed. Default off. */
	whenUnchanged?: boolean;
	/** How old an opt-out may be, in milliseconds. Default 5 minutes; `Infinity` for any age. */
	optOutMaxAgeMs?: number;
	/** The number that writes where the item names none. */
	phoneNumberId?: string;
}

export interface Button {
	/** Comes back as the payload of the tap; at most 256 characters. */
	id: string;
	title: string;
}

export type Content =
	| { type: 'text'; body: string }
	| { type: 'interactive'; body: string; buttons: Button[] }
	| {
			type: 'template';
			name: string;
			language: string;
			parameters: Array<{ text: string; name?: string }>;
			/** Payloads of the template's quick replies, from its first button on. */
			quickReplies: string[];
	  };

/** Where a message goes: a phone in `to`, with `+`; a user ID in `recipient`, never in `to`, where Meta accepts and drops it. */
export type Address = { to: string } | { recipient: string };

export interface OutgoingConfirmation {
	/** The business number that writes; missing for the sender's own. */
	phoneNumberId?: string;
	address: Address;
	content: Content;
	callback: CallbackData;
}

export const SKIP_REASONS = [
	'unchanged',
	'already_sent',
	/** Another worker is sending this confirmation right now. */
	'in_progress',
	/** An earlier attempt ended without an answer: it may have been sent, so it is not repeated. */
	'uncertain',
	'window_closed',
	'disabled',
	'unreachable',
	'too_late',
	'blocked',
	/** The item names only a group, nobody in it. */
	'group',
	'platform_stop',
	'platform_resume',
	/** Not a consent item, or one that needs no answer. */
	'nothing_to_confirm',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export interface PlannedSend {
	/** Names the consent event, so that it is confirmed once. */
	claimKey: string;
	eventId?: string;
	contact: string;
	/** Which text, and in which language. */
	wording: { key: MessageKey; language: string };
	message: OutgoingConfirmation;
}

/** What to do for one item. `problem`: something the operator has to put right, in their words; nothing is sent. */
export type ConfirmationPlan = { send: PlannedSend } | { skip: SkipReason } | { problem: string };

/**
 * What a sender answers; what the WhatsApp client answers fits. `action` `uncertain`: the message may have gone out, so it must not
 * be sent again. `waId`, `userId`: what the answer shows of who the person is.
 */
export type SendOutcome =
	| { ok: true; messageId: string; waId?: string; userId?: string }
	| {
			ok: false;
			code?: number | string;
			meaning: string;
			action: string;
			detail?: string;
			unreachable?: true;
			windowClosed?: true;
			recordOptOut?: true;
			identityChanged?: true;
	  };

/** Sends one message and says how it went. An exception counts as uncertain. */
export interface ConfirmationSender {
	send(message: OutgoingConfirmation): Promise<SendOutcome>;
}
