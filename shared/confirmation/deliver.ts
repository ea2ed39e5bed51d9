import type { ConsentEventInput } from '../consent';
import type { ConsentStore } from '../store/types';
import { SOURCE } from '../whatsapp/events';
import { linksOfSend } from '../whatsapp/graph/send';
import type { ConfirmationPlan, ConfirmationSender, Content, OutgoingConfirmation, PlannedSend, SendOutcome, SkipReason } from './types';

export interface SentConfirmation {
	messageId: string;
	/** The address: a phone with `+`, or a user ID. */
	to: string;
	type: Content['type'];
	/** ISO 8601 */
	sentAt: string;
}

export interface SkippedConfirmation {
	skipped: true;
	reason: SkipReason;
}

export interface FailedConfirmation {
	/** In one word; `uncertain`: it may have been sent, and is not repeated. After the others nothing was sent, and it may be tried again. */
	reason: 'unreachable' | 'window_closed' | 'uncertain' | 'send_failed';
	/** Meta's number, or a word of the client's. */
	code?: number | string;
	/** What it means, in words. */
	meaning: string;
	/** What a sender does about it: `retry`, `skip`, `stop`, `fix` or `uncertain`. */
	action: string;
	detail?: string;
	/** The refusal says that the person stopped this business's marketing in WhatsApp; the caller records it. */
	recordOptOut?: true;
	/** The person behind the address may be another by now; the caller records it. */
	identityChanged?: true;
}

export type Delivery =
	/** `unnoted`: it went out, but the store could not be told; it is not sent again, and its statuses may not find their contact. */
	| { outcome: 'sent'; confirmation: SentConfirmation; unnoted?: true }
	| { outcome: 'skipped'; confirmation: SkippedConfirmation }
	/** `unnoted`: the store could not be told that nothing was sent, so the confirmation counts as uncertain from now on. */
	| { outcome: 'failed'; failure: FailedConfirmation; unnoted?: true }
	/** The operator has to put something right. Nothing was sent. */
	| { outcome: 'problem'; problem: string };

export interface DeliverWith {
	store: Pick<ConsentStore, 'claim' | 'finish' | 'release' | 'noteSent' | 'noteUndelivered' | 'record'>;
	sender: ConfirmationSender;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Sends confirmations again of which nobody knows whether they went out. Default off. */
	retryUncertain?: boolean;
	/** When an attempt without an end counts as broken off; must be longer than a send can take. Default 5 minutes. */
	staleAfterMs?: number;
	/** The sender's own number, for items that name none. */
	phoneNumberId?: string;
}

const STALE_AFTER_MS = 5 * 60 * 1000;

/**
 * Carries a plan out, at most once per consent event across workers and runs: claimed in the store before the call, finished after.
 * @throws StoreUnavailable when the claim can't be made: nothing was sent. What the sender throws is passed on, and the attempt stays
 * unfinished, because it may have sent.
 */
export async function deliverConfirmation(plan: ConfirmationPlan, deps: DeliverWith): Promise<Delivery> {
	if ('problem' in plan) return { outcome: 'problem', problem: plan.problem };
	if ('skip' in plan) return skipped(plan.skip);
	const { send } = plan;
	const { staleAfterMs = STALE_AFTER_MS, retryUncertain = false } = deps;
	const claim = await deps.store.claim(send.claimKey, { staleAfterMs, retryUncertain });
	if (claim.state === 'done') return skipped('already_sent');
	if (claim.state !== 'claimed') return skipped(claim.state);
	const outcome = await deps.sender.send(send.message);
	return outcome.ok ? noteSent(send, outcome, deps) : noteFailure(send, claim.token, outcome, deps);
}

async function noteSent(send: PlannedSend, outcome: Extract<SendOutcome, { ok: true }>, { store, now, phoneNumberId }: DeliverWith): Promise<Delivery> {
	const at = now();
	const { messageId } = outcome;
	const links = linkEvents(send.message, outcome, at);
	const confirmation: SentConfirmation = {
		messageId,
		to: addressText(send.message),
		type: send.message.content.type,
		sentAt: new Date(at).toISOString(),
	};
	const purpose = `confirmation:${send.eventId ?? send.claimKey}`;
	const from = send.message.phoneNumberId ?? phoneNumberId ?? '';
	const notes = await Promise.allSettled([
		store.finish(send.claimKey, { messageId, type: confirmation.type, sentAt: confirmation.sentAt, wording: send.wording.key, language: send.wording.language }),
		store.noteSent([{ messageId, contact: send.contact, phoneNumberId: from, at, purpose }]),
		...(links.length > 0 ? [store.record(links)] : []),
	]);
	// The message is out. An error here would hide that; the unfinished claim keeps it from being sent twice.
	return notes.every(({ status }) => status === 'fulfilled') ? { outcome: 'sent', confirmation } : { outcome: 'sent', confirmation, unnoted: true };
}

async function noteFailure(send: PlannedSend, token: string, outcome: Extract<SendOutcome, { ok: false }>, { store, now }: DeliverWith): Promise<Delivery> {
	const { code, meaning, action, detail, recordOptOut, identityChanged } = outcome;
	const failure: FailedConfirmation = {
		reason: reasonOf(outcome),
		...(code !== undefined && { code }),
		meaning,
		action,
		...(detail !== undefined && { detail }),
		...(recordOptOut && { recordOptOut }),
		...(identityChanged && { identityChanged }),
	};
	if (failure.reason === 'uncertain') return { outcome: 'failed', failure };
	const notes = await Promise.allSettled([
		store.release(send.claimKey, token),
		...(failure.reason === 'unreachable' ? [store.noteUndelivered(send.contact, token, now())] : []),
	]);
	return { outcome: 'failed', failure, ...(notes.some(({ status }) => status === 'rejected') && { unnoted: true as const }) };
}

function reasonOf({ action, unreachable, windowClosed }: Extract<SendOutcome, { ok: false }>): FailedConfirmation['reason'] {
	if (action === 'uncertain') return 'uncertain';
	if (unreachable) return 'unreachable';
	return windowClosed ? 'window_closed' : 'send_failed';
}

/** What the answer shows of who the person is, such as the other form of a Brazilian number. */
function linkEvents({ address }: OutgoingConfirmation, outcome: Extract<SendOutcome, { ok: true }>, at: number): ConsentEventInput[] {
	const to = 'to' in address ? { phone: address.to } : { userId: address.recipient };
	return linksOfSend(to, outcome).map((link) => ({
		action: 'link',
		contact: link.from,
		to: link.to,
		origin: 'person',
		source: SOURCE,
		occurredAt: at,
		evidence: { messageId: outcome.messageId, proof: 'send' },
	}));
}

function skipped(reason: SkipReason): Delivery {
	return { outcome: 'skipped', confirmation: { skipped: true, reason } };
}

function addressText({ address }: OutgoingConfirmation): string {
	return 'to' in address ? address.to : address.recipient;
}
