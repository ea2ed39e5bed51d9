import type { ConsentRule, GateReport, Policy } from '../consent';
import type { GateAnswer } from '../gate';
import type { IdentifierInput } from '../identity';
import type { ConsentStore } from '../store/types';
import type { SendAction, WhatsAppClient } from '../whatsapp';

/** What a template is filled with for one person. */
export interface TemplateValues {
	/** `{{1}}`, `{{2}}`… in this order; for named variables in the order in which the text names them. */
	body?: string[];
	/** The variable of a text header, or the link to the picture, video or document of a media header. */
	header?: string;
	/** What stands for the variable of each button that has one, in the order of the buttons: end of a link, coupon, code. */
	buttons?: string[];
}

export interface CampaignRecipient {
	contact: IdentifierInput;
	values?: TemplateValues;
	/** What a gate before this sender said; looked at only where the campaign asks for a pass, and never instead of the store. */
	consent?: unknown;
	/** The recipient could not be read; what is wrong, in words. Nothing is sent. */
	problem?: string;
}

export interface Campaign {
	/** Nobody gets two messages under one key within a year, however many runs and workers there are. 1 to 200 characters. */
	key: string;
	template: { name: string; language: string };
	rule: ConsentRule | 'settings';
	/** As in the gate: empty means `marketing` for marketing and none for other categories; `*` any list. */
	list?: string;
	/** Default 80; `Infinity`: as fast as the other side takes them. */
	messagesPerSecond?: number;
	/** Sends only to recipients that carry a fresh pass of a gate, besides asking the store. Default off. */
	passRequired?: boolean;
	/** The brand a pass has to be of, where it names one. */
	brand?: string;
	/** The gate's further rules. */
	policy?: Policy;
	/**
	 * `marketing_messages` is the Marketing Messages API. Default `automatic`: `messages`, until Meta says that this template has to take
	 * the other way.
	 */
	endpoint?: 'automatic' | 'messages' | 'marketing_messages';
	/** Sends again to people of whom an earlier attempt left no trace of its end. Default off. */
	retryUncertain?: boolean;
	/** Whether the run ends before the number's messaging limit does. Default on. */
	heedMessagingLimit?: boolean;
}

export interface CampaignDependencies {
	store: ConsentStore;
	/** Best made without retries of its own (`retries: 0`): the campaign repeats calls itself, after asking the store again. */
	client: Pick<WhatsAppClient, 'account' | 'sendTemplate' | 'template' | 'phoneNumber'>;
	/** Milliseconds since 1970. */
	now: () => number;
	sleep: (ms: number) => Promise<void>;
	/** Ends the run; whoever has not been written to yet is not. */
	signal?: AbortSignal;
	/** Called now and then with how many recipients are done. */
	onProgress?: (done: number) => void;
}

/** `code`: Meta's number, or a word: `unfinished_attempt`, `no_pass`, `unreadable_item`, `messaging_limit`, `cancelled`, `timeout`… */
export interface FailedSend {
	code: number | string;
	meaning: string;
	action: SendAction;
	detail: string;
}

/**
 * What became of one recipient. `consent` is the gate's answer, without the pass where nothing was sent. `unsent`: nobody tried, because
 * the run had ended; `failed`: it was tried, or can't be tried as it is.
 */
export type CampaignOutcome =
	| { outcome: 'sent'; consent: GateAnswer; send: { messageId: string; to: string; sentAt: string } }
	| { outcome: 'blocked'; consent: GateAnswer }
	| { outcome: 'failed' | 'unsent'; consent: GateAnswer; send: FailedSend };

/** Why a run ended before its last recipient. */
export interface Stop {
	code: number | string;
	meaning: string;
	detail: string;
}

/**
 * Always: `total` = `allowed` + `blocked` = all of `byReason` together, and `allowed` = `sent` + `failed` + `unsent`.
 */
export interface CampaignReport extends GateReport {
	sent: number;
	failed: number;
	unsent: number;
	campaignKey: string;
	/** The run ended early, and why. */
	stopped?: Stop;
	/** What the operator should know, such as a marketing template without a way to stop. */
	warnings: string[];
}

export interface CampaignResult {
	/** One per recipient, in order. */
	outcomes: CampaignOutcome[];
	report: CampaignReport;
}
