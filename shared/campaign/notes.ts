import { setTimeout } from 'node:timers/promises';
import type { ConsentEventInput } from '../consent';
import { identifiersOf } from '../identity';
import { linksOfSend } from '../whatsapp';
import type { IdentityLink } from '../whatsapp';
import { SOURCE } from '../whatsapp/events';
import type { ConsentStore, Reserved, SentMessage } from '../store/types';

/** A claim of this run, and what shows the store that it is. */
export interface HeldClaim {
	claimKey: string;
	token: string;
	/** The place under frequency caps that goes with it. */
	reserved?: Reserved;
}

/** What an accepted message leaves behind. */
export interface SentNote {
	claimKey: string;
	messageId: string;
	/** The address written to. */
	to: string;
	at: number;
	waId?: string;
	userId?: string;
	reserved?: Reserved;
}

/** What messages of a campaign are noted as sent for. */
export function purposeOf(campaignKey: string): string {
	return `campaign:${campaignKey}`;
}

/** Writes down in batches what was sent and what was not, which keeps the store's part of a send small. */
export interface Notes {
	sent(note: SentNote): void;
	/** Nothing was sent under this claim; it can be taken again. */
	release(claim: HeldClaim): void;
	/** Waits until all is written. */
	flush(): Promise<void>;
}

interface NotesParts {
	store: Pick<ConsentStore, 'release' | 'releaseSends' | 'noteSent' | 'record' | 'states'>;
	phoneNumberId: string;
	/** What frequency caps count the messages by. */
	about: Pick<SentMessage, 'purpose' | 'list' | 'category'>;
	/** A note could not be written. The messages are out; unfinished claims keep them from being sent twice. */
	onLoss: (error: unknown) => void;
}

const BATCH = 1000;
/** Answers that arrive within this time are written together: a write costs about the same for one as for a hundred. */
const GATHER_MS = 250;

export function createNotes({ store, phoneNumberId, about, onLoss }: NotesParts): Notes {
	const sent: SentNote[] = [];
	const released: HeldClaim[] = [];
	let writing: Promise<void> | undefined;
	let hurry: AbortController | undefined;
	let hurried = false;

	const gather = async (): Promise<void> => {
		hurry = new AbortController();
		// Cut short by a flush.
		await setTimeout(GATHER_MS, undefined, { signal: hurry.signal }).catch(() => undefined);
	};
	const noteSent = async (notes: SentNote[]): Promise<void> =>
		await store.noteSent(notes.map(({ messageId, to, at, claimKey, reserved }) => ({ messageId, contact: to, phoneNumberId, at, ...about, claim: claimKey, ...(reserved !== undefined && { reserved }) })));
	const write = async (): Promise<void> => {
		while (sent.length + released.length > 0) {
			if (!hurried && sent.length < BATCH) await gather();
			const [notes, claims] = [sent.splice(0, BATCH), released.splice(0, BATCH)];
			const results = await Promise.allSettled([
				...claims.map(async ({ claimKey, token }) => await store.release(claimKey, token)),
				...(claims.some(({ reserved }) => reserved !== undefined) ? [store.releaseSends(claims.flatMap(({ reserved }) => reserved ?? []))] : []),
				...(notes.length === 0 ? [] : [noteSent(notes)]),
				recordLinks(store, notes),
			]);
			for (const result of results) if (result.status === 'rejected') onLoss(result.reason);
		}
		writing = undefined;
	};
	const begin = (): void => {
		writing ??= write();
	};

	return {
		sent: (note) => {
			sent.push(note);
			begin();
		},
		release: (claim) => {
			released.push(claim);
			begin();
		},
		flush: async () => {
			hurried = true;
			hurry?.abort();
			while (writing !== undefined) await writing;
			hurried = false;
		},
	};
}

/** Records what answers show of who people are, where the store does not know it yet. */
async function recordLinks(store: NotesParts['store'], notes: SentNote[]): Promise<void> {
	const learnt = notes.flatMap((note) => linksOfSend(identifiersOf(note.to), note).map((link) => ({ link, note })));
	if (learnt.length === 0) return;
	const states = await store.states(learnt.map(({ link }) => link.from));
	const events = learnt.filter(({ link }, index) => !isKnown(link, states[index] ?? {})).map(({ link, note }) => linkEvent(link, note));
	if (events.length > 0) await store.record(events);
}

function isKnown({ from, to }: IdentityLink, known: { phone?: string; waId?: string; userId?: string }): boolean {
	if (to.userId !== undefined) return known.userId === to.userId && (from.phone === undefined || known.phone === from.phone);
	return known.waId === to.waId;
}

function linkEvent(link: IdentityLink, { at, messageId }: SentNote): ConsentEventInput {
	return {
		action: 'link',
		contact: link.from,
		to: link.to,
		origin: 'person',
		source: SOURCE,
		occurredAt: at,
		evidence: { messageId, proof: 'send' },
	};
}
