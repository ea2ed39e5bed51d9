import type { ConsentRule } from '../consent';
import type { GateAnswer, GateQuestion } from '../gate';
import type { Template } from '../whatsapp';
import { FailuresInARow } from './failures';
import type { MessagingLimit } from './messagingLimit';
import type { Notes } from './notes';
import type { Pace } from './pace';
import type { Reserved } from '../store/types';
import type { Slots } from './slots';
import type { Campaign, CampaignDependencies, CampaignOutcome, CampaignRecipient, FailedSend, Stop } from './types';

/** Somebody the gate let through, with the message made out for them. */
export interface Candidate {
	index: number;
	recipient: CampaignRecipient;
	answer: GateAnswer;
	components: object[];
	/** The name under which the store remembers that this person gets one message of this campaign. */
	claimKey: string;
}

/** Somebody whose one message of this campaign is this run's to send. */
export interface Claimed extends Candidate {
	token: string;
	/** The place it takes under frequency caps, where there are any. */
	reserved?: Reserved;
}

/** One run of a campaign: what everything that works on it shares. */
export interface Run extends CampaignDependencies {
	campaign: Campaign;
	/** Asked when a recipient comes into sight: with all rules. */
	question: GateQuestion;
	/** Asked right before the send: consent alone, which may have gone meanwhile. */
	lastQuestion: GateQuestion & { rule: ConsentRule };
	template: Template | undefined;
	startedAt: number;
	pace: Pace;
	/** Changes at most once in a run. */
	endpoint: 'messages' | 'marketing_messages';
	slots: Slots;
	notes: Notes;
	limit: MessagingLimit;
	/** ISO 3166 codes of countries that Meta has said in this run the business may not message (130497). */
	closedCountries: Set<string>;
	progress: Progress;
}

/** The outcomes so far, and whether the run goes on. */
export class Progress {
	readonly outcomes: CampaignOutcome[] = [];
	stopped: Stop | undefined;
	storeLost: Error | undefined;
	/** Calls that were begun. */
	attempts = 0;
	readonly failures = new FailuresInARow();
	private done = 0;

	constructor(private readonly onProgress: ((done: number) => void) | undefined) {}

	stop(reason: Stop): void {
		this.stopped ??= reason;
	}

	/** Without the store nobody's consent is known, so nobody else is written to. */
	loseStore(error: unknown): void {
		this.storeLost ??= error instanceof Error ? error : new Error(String(error));
		this.stop({ code: 'store_unavailable', meaning: 'The consent store could not be reached.', detail: this.storeLost.message });
	}

	sent(index: number, consent: GateAnswer, send: { messageId: string; to: string; sentAt: string }): void {
		this.settle(index, { outcome: 'sent', consent, send });
	}

	blocked(index: number, consent: GateAnswer): void {
		this.settle(index, { outcome: 'blocked', consent: withoutPass(consent) });
	}

	failed(index: number, consent: GateAnswer, send: FailedSend): void {
		this.settle(index, { outcome: 'failed', consent: withoutPass(consent), send });
	}

	/** The gate let them through, but the run ended before their turn; without the store that is not known to hold. */
	notReached({ index, answer }: Pick<Candidate, 'index' | 'answer'>): void {
		if (this.storeLost !== undefined) return this.unanswered(index, answer);
		const { code, meaning, detail } = this.stopped ?? { code: 'cancelled', meaning: 'The run was ended.', detail: '' };
		this.settle(index, {
			outcome: 'unsent',
			consent: withoutPass(answer),
			send: { code, meaning: `Not sent, because the run was stopped: ${meaning}`, action: 'stop', detail },
		});
	}

	unanswered(index: number, known: Pick<GateAnswer, 'contact' | 'category' | 'rule' | 'decidedAt'>): void {
		const { contact, category, rule, decidedAt } = known;
		const detail = this.storeLost?.message ?? '';
		this.blocked(index, { decision: 'block', reason: 'store_unavailable', category, rule, status: 'none', contact, decidedAt, detail });
	}

	private settle(index: number, outcome: CampaignOutcome): void {
		this.outcomes[index] = outcome;
		this.onProgress?.(++this.done);
	}
}

/** The pass leaves with those who may be written to on the strength of it, and with nobody else. */
function withoutPass({ recipient, ...answer }: GateAnswer): GateAnswer {
	return answer;
}
