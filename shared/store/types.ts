import type {
	ConsentAction,
	ConsentEvent,
	ConsentEventInput,
	ContactFacts,
	ContactState,
	Door,
	ListStatus,
	MessageCategory,
	Origin,
	Reason,
	Status,
} from '../consent';
import type { IdentifierInput } from '../identity';

export interface SqliteConfig {
	backend: 'sqlite';
	/** Path of the database file; its folder must exist and be on a local disk. */
	filePath: string;
	brand?: string;
	defaultCountry?: string;
}

export interface PostgresConfig {
	backend: 'postgres';
	host: string;
	port: number;
	database: string;
	user: string;
	password?: string;
	/** As n8n's own Postgres credential: `disable` (default), `allow` (TLS, certificate not checked), `require` (TLS, checked), or node's TLS options. */
	ssl?: 'disable' | 'allow' | 'require' | boolean | Record<string, unknown>;
	schema?: string;
	brand?: string;
	defaultCountry?: string;
}

export type StoreConfig = SqliteConfig | PostgresConfig;

export interface RecordResult {
	contact: string;
	outcome: 'changed' | 'unchanged' | 'refused' | 'invalid';
	/** `refused`: `person_opted_out`, `from_the_future`, `not_correctable`, `unknown_event`, `erased`. `invalid`: the field and the fix, in words. */
	reason?: string;
	previousStatus: Status;
	status: Status;
	/** Lists the event concerns, `*` for everything. */
	lists: string[];
	eventId?: string;
	/** Whether anything was on record of the contact before. */
	known: boolean;
	/** The very same event had been recorded before; the rest of the result is that of its first recording. */
	duplicate?: true;
}

export interface Profile {
	name?: string;
	tags: string[];
	attributes: Record<string, string>;
	createdAt?: string;
	updatedAt?: string;
}

export interface ProfileChange {
	name?: string | null;
	/** Replaces the tags. */
	tags?: string[];
	addTags?: string[];
	removeTags?: string[];
	/** Set, or with `null` removed; others stay. */
	attributes?: Record<string, string | null>;
}

/** Consent Read's contact item: the state with the profile. */
export type ContactRecord = ContactState & { name?: string; tags: string[]; attributes: Record<string, string> };

export interface HistoryEntry extends Omit<ConsentEvent, 'occurredAt' | 'recordedAt' | 'expiresAt' | 'confirmBy'> {
	action: ConsentAction;
	origin: Origin;
	door?: Door;
	/** ISO 8601, as all times of an entry. */
	occurredAt: string;
	recordedAt: string;
	expiresAt?: string;
	confirmBy?: string;
	/** The entry was voided by a correction, or kept but refused, and why. */
	voidedBy?: string;
	refused?: string;
	/** The message that confirmed it to the person. */
	confirmation?: ConfirmationFeedback;
	/** Said by or of somebody else who has or had a part in the number; shown, without its evidence, because it may hold messages back. */
	another?: true;
}

export type ContactSort = 'number' | 'name' | 'created' | 'lastEvent';

export interface ContactFilter {
	status?: Status;
	/** Only contacts with any standing on this list; together with `listStatus` only those of that standing. */
	list?: string;
	listStatus?: ListStatus;
	/** Part of a name, number or user ID. */
	search?: string;
	tags?: string[];
	attributes?: Record<string, string>;
	/** Contacts that are only known by user ID, and so can't be tied to a phone. */
	unlinked?: boolean;
	/** Source, source tag or keyword of an event on which the contact's standing rests. */
	source?: string;
	/** Opted in at this moment or later, and before that one. Milliseconds since 1970. */
	optedInFrom?: number;
	optedInBefore?: number;
	/** Default by number. `name`: only contacts with a name; times with the newest first. */
	sort?: ContactSort;
	/**
	 * Contacts looked at for one page before it is handed over as far as it goes, `unfinished`, with a cursor to go on. Without it
	 * a page is full or the last one, however many have to be looked at.
	 */
	lookAt?: number;
	/** Only contacts for which this says yes. */
	where?: (contact: ContactRecord) => boolean;
	limit?: number;
}

export interface ContactPage {
	contacts: ContactRecord[];
	/** Handed to the next call; missing on the last page. */
	cursor?: string;
	/** The page ends because `lookAt` contacts have been looked at; more may fit. */
	unfinished?: true;
}

export interface SubscriptionList {
	key: string;
	name: string;
	description?: string;
	createdAt: string;
	updatedAt: string;
	deletedAt?: string;
}

export interface ListCounts {
	optedIn: number;
	optedOut: number;
	pending: number;
}

/** What operators decide once for all nodes that say "as in settings". */
export interface ConsentSettings {
	rule: 'required' | 'soft';
	defaultList: string;
	optOutKeywords: string[];
	optInKeywords: string[];
	helpKeywords: string[];
	/** The master switch: with `false` no keyword opts anybody in or is answered. Opt-outs are recorded all the same. Default on. */
	enabled?: boolean;
	/** Keyword → lists it joins or leaves, on top of those of a node. */
	keywordLists?: Record<string, string[]>;
	/** Confirmation wording: action → language → text. */
	wordings: Record<string, Record<string, string>>;
	quietHours?: { from: string; to: string };
	businessName?: string;
	/** How long campaign reports and kept decisions stay. Default 90. */
	keepReportsDays?: number;
	updatedAt?: string;
}

/** A change of a list, of the settings or of a profile, as an operator made it. */
export interface KeptChangeInput {
	actor: string;
	reason: string;
	/** In words, such as `list saved`. */
	what: string;
	/** What was changed; a value that was or is not there is missing. */
	fields: Array<{ name: string; from?: string; to?: string }>;
}

export interface KeptChange extends KeptChangeInput {
	/** ISO 8601 */
	at: string;
}

/** What a kept change is about: all lists, the settings, or one contact. */
export type ChangeSubject = 'lists' | 'settings' | { contact: IdentifierInput };

/** A memory of something that must happen at most once, such as one confirmation per consent event. */
export type ClaimState = 'claimed' | 'in_progress' | 'uncertain' | 'done';

export type Claim =
	/** This caller holds it; `token` shows it at `release`. */
	| { state: 'claimed'; at: string; token: string }
	/** `in_progress`: another began less than `staleAfterMs` ago. `uncertain`: begun and never finished. `done` comes with what `finish` left. */
	| { state: Exclude<ClaimState, 'claimed'>; at: string; outcome?: Record<string, unknown> };

/** What is known of the confirmation of a consent event. Times are ISO 8601. */
export interface ConfirmationFeedback {
	/** `unfinished`: an attempt was begun and its end is not known (yet); after a crash it stays so, since it may have been sent. */
	state: 'unfinished' | 'sent' | 'delivered' | 'read' | 'failed';
	begunAt?: string;
	messageId?: string;
	/** `text`, `template` or `interactive`. */
	type?: string;
	/** Which of the wordings, and in which language. */
	wording?: string;
	language?: string;
	sentAt?: string;
	deliveredAt?: string;
	readAt?: string;
	failedAt?: string;
	/** Meta's code of the failure. */
	code?: number;
}

/** A delivery status of a confirmation. `at` in milliseconds. */
export interface DeliveryNote {
	/** The consent event that was confirmed. */
	eventId: string;
	status: 'sent' | 'delivered' | 'read' | 'failed';
	at: number;
	code?: number;
}

/** Messages in a row that could not be delivered, since something last got through or the person last wrote. */
export interface Undelivered {
	count: number;
	/** In milliseconds. */
	lastAt: number;
}

/** The memory of one delivered signal, so that a redelivery is recognised by every worker. */
export interface SignalMemory {
	signalId: string;
	/** First seen by this call. */
	fresh: boolean;
	/** Handed over to the workflow; if not, the hand-over is unsure and the signal must be emitted again. */
	handedOver: boolean;
}

export interface Contact24h {
	identifier: IdentifierInput;
	phoneNumberId: string;
	at: number;
}

export interface ImportRow {
	contact: IdentifierInput;
	status: 'opted_in' | 'opted_out' | 'blocked';
	occurredAt?: string;
	lists?: string[];
	evidence?: Record<string, unknown>;
	name?: string;
	tags?: string[];
	attributes?: Record<string, string>;
}

export interface SentMessage {
	messageId: string;
	contact: string;
	phoneNumberId: string;
	at: number;
	/** What it was sent for: a confirmation's event, or a campaign. */
	purpose?: string;
	/** The subscription list it was sent on. */
	list?: string;
	/** Frequency caps count messages on a list and marketing, which without a list counts as on the list `marketing`. */
	category?: MessageCategory;
	/** The claim it was sent under; it is finished in the same write, with `sentAt` as its outcome. */
	claim?: string;
	/** The place it had; it ends as the message counts. */
	reserved?: Reserved;
}

/** A place that a message about to be sent has under frequency caps. */
export interface Reserved {
	/** Names the message; reserved twice under one key, it counts once. */
	key: string;
	/** E.164 number or user ID that is written to. */
	contact: string;
}

export interface SendReservation extends Reserved {
	phoneNumberId: string;
	/** In milliseconds. */
	at: number;
	/** What it is sent for, such as a campaign. */
	purpose: string;
	list?: string;
	category?: MessageCategory;
}

/** The counts beside one reservation; nothing where a row is damaged. */
export interface SendsBeside {
	/** Messages that were sent. */
	sent: ContactFacts['sent'];
	/** These, and reservations that come before this one in an order that all workers see alike. */
	ahead: ContactFacts['sent'];
	/** All other messages and reservations. */
	all: ContactFacts['sent'];
}

export interface FactsOptions {
	/**
	 * Also counts the messages sent, or reserved, within the day, week and month before `now`, in all and on this list (`*`: on any);
	 * not those reserved for `except`.
	 */
	sent?: { list?: string; now: number; except?: string };
}

/** What one run of a campaign came to; counts as the gate's or the sender's report has them. */
export interface CampaignReportEntry {
	campaignKey: string;
	/** ISO 8601. */
	at: string;
	report: Record<string, unknown>;
}

export interface KeptDecisionInput {
	/** E.164 number or user ID. */
	contact: string;
	decision: 'allow' | 'flag' | 'block';
	reason: string;
	category?: string;
	list?: string;
	detail?: string;
	eventId?: string;
	nextAllowedAt?: string;
}

/** What a campaign decided on one contact, and why. */
export interface KeptDecision extends KeptDecisionInput {
	campaignKey: string;
	/** ISO 8601. */
	at: string;
	reason: Reason;
}

export interface ConsentStore {
	/** ISO 3166 country of numbers written without a country code. */
	readonly defaultCountry?: string;
	/**
	 * Records events, all or none of one call's valid ones, and answers per event in order. An invalid event is a result, not an
	 * exception. @throws StoreUnavailable when the database can't be reached or refuses: nothing was recorded.
	 */
	record(events: ConsentEventInput[]): Promise<RecordResult[]>;
	/**
	 * State per identifier, in order, one batch. An unreadable identifier gives a state with `problem.code` `invalid_contact`, a
	 * damaged record `corrupt_record`. With `lists` only these lists are read (and `*`), which is what a gate wants.
	 */
	states(identifiers: IdentifierInput[], options?: { lists?: string[] }): Promise<ContactState[]>;
	history(identifier: IdentifierInput): Promise<HistoryEntry[]>;
	contacts(filter?: ContactFilter, cursor?: string): Promise<ContactPage>;
	close(): Promise<void>;

	/** State and profile per identifier, in order. */
	records(identifiers: IdentifierInput[]): Promise<ContactRecord[]>;
	/** Since when the number has been its present holder's, in milliseconds; nothing where nobody is known to have had it before. */
	heldSince(identifier: IdentifierInput): Promise<number | undefined>;
	updateProfile(identifier: IdentifierInput, change: ProfileChange): Promise<ContactRecord>;

	lists(): Promise<SubscriptionList[]>;
	saveList(list: { key: string; name?: string; description?: string }): Promise<SubscriptionList>;
	/** Takes the list out of use; members keep their history. */
	deleteList(key: string): Promise<void>;
	listCounts(key: string): Promise<ListCounts>;

	settings(): Promise<ConsentSettings>;
	updateSettings(change: Partial<ConsentSettings>): Promise<ConsentSettings>;

	/** Makes a change with a note of who made it and why. There is no change without its note. */
	keepChange<T>(subject: ChangeSubject, note: KeptChangeInput, change: () => Promise<T>): Promise<T>;
	/** Notes of changes, newest first. Default limit 50. */
	changes(subject: ChangeSubject, options?: { limit?: number }): Promise<KeptChange[]>;

	/** Begins something that may happen once. Atomic across workers. `retryUncertain` takes over a claim left unfinished. */
	claim(key: string, options?: { staleAfterMs?: number; retryUncertain?: boolean }): Promise<Claim>;
	finish(key: string, outcome: Record<string, unknown>): Promise<void>;
	/**
	 * Gives a claim back when nothing was done, so that it can be taken again. Does nothing where the claim is another worker's by now.
	 * Claims are kept for a year.
	 */
	release(key: string, token: string): Promise<void>;

	/** Takes up to `wanted` of what is left of `most` within 24 hours, exact across workers. Answers how many were taken. */
	takeQuota(name: string, wanted: number, most: number): Promise<number>;
	giveBackQuota(name: string, count: number): Promise<void>;

	/** Remembers delivered signals (at least 7 days) and says which were seen and handed over before. */
	rememberSignals(signalIds: string[]): Promise<SignalMemory[]>;
	handedOver(signalIds: string[]): Promise<void>;

	/** Notes inbound messages: they open the 24 h customer service window. */
	noteInbound(messages: Contact24h[]): Promise<void>;
	/**
	 * Notes our own sends, so that a later status or reply finds its contact and frequency caps can count. A message counts once, by its
	 * id, however often it is noted. `ifUnknown`: heard of from elsewhere; what was noted at sending stays.
	 */
	noteSent(messages: SentMessage[], options?: { ifUnknown?: boolean }): Promise<void>;
	/**
	 * Takes places under frequency caps for messages about to be sent, and counts what there is beside each, in order: a cap that `all`
	 * leaves room under can't be passed, whatever other workers do. Asked again for a place already taken, it only counts anew.
	 */
	reserveSends(reservations: SendReservation[], options: { list?: string; now: number }): Promise<SendsBeside[]>;
	/** Gives places back: nothing was sent. */
	releaseSends(reserved: Reserved[]): Promise<void>;
	sentMessages(messageIds: string[]): Promise<Array<SentMessage | undefined>>;
	/** Notes delivery statuses of confirmations, for the history of their events. */
	noteDeliveries(notes: DeliveryNote[]): Promise<void>;
	/** A message could not be delivered to this contact (error 131026). Counts once per message; never an opt-out. */
	noteUndelivered(identifier: IdentifierInput, messageId: string, at: number): Promise<void>;
	/** Something was delivered to these contacts: earlier failures no longer count, nor do they after an inbound message. */
	noteReached(people: Array<{ identifier: IdentifierInput; at: number }>): Promise<void>;
	/** Messages in a row that did not reach them, per identifier, in order. */
	undelivered(identifiers: IdentifierInput[]): Promise<Array<Undelivered | undefined>>;
	/** Marketing to this contact waits until then (error 131049). */
	coolDown(identifier: IdentifierInput, until: number): Promise<void>;
	/** What the gate's optional rules look at, per identifier, in order. */
	facts(identifiers: IdentifierInput[], phoneNumberId?: string, options?: FactsOptions): Promise<ContactFacts[]>;

	/** Keeps what a run came to under its campaign's key, for as long as the settings say. */
	saveReport(campaignKey: string, report: Record<string, unknown>): Promise<void>;
	/** Of one campaign in the order of its runs, or without a key the latest of all, newest first. Default limit 1000. */
	reports(campaignKey?: string, options?: { limit?: number }): Promise<CampaignReportEntry[]>;
	/** Keeps why each contact was let through or left out, as long as reports. */
	keepDecisions(campaignKey: string, decisions: KeptDecisionInput[]): Promise<void>;
	/** Kept decisions on one contact, newest first, at most 200. */
	decisions(identifier: IdentifierInput, campaignKey?: string): Promise<KeptDecision[]>;

	/** A value with an age, shared by workers, such as a template's category. */
	cached(key: string): Promise<{ value: unknown; at: number } | undefined>;
	cache(key: string, value: unknown): Promise<void>;

	/** Opt-outs first; with `dryRun` nothing is written and the results say what would be. */
	import(rows: ImportRow[], options?: { dryRun?: boolean; source?: string }): Promise<RecordResult[]>;
	/** Every contact, page by page, in a memory that does not grow. Ends with an exception rather than early. */
	exportContacts(filter?: ContactFilter): AsyncIterable<ContactRecord>;
	/** Removes the person's data; leaves keyed hashes so that their opt-outs go on. */
	erase(identifier: IdentifierInput): Promise<{ contact: string; erased: boolean; events: number }>;
}

export type { Reason };
