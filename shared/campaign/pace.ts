import type { ConsentStore } from '../store/types';

export interface Pace {
	/** Messages that may go at one turn. */
	readonly perTurn: number;
	/** People who are claimed in the store together: a quarter of a second's worth. */
	readonly perClaim: number;
	/** Waits for the next turn; several callers get one after another. */
	turn(): Promise<void>;
	/** No turn before so many milliseconds have passed: the number was told to slow down. */
	pause(ms: number): void;
	/** Gives back what is held in the store. */
	end(): Promise<void>;
}

interface PaceParts {
	/** `Infinity`: no pace at all. */
	messagesPerSecond: number;
	phoneNumberId: string;
	store: Pick<ConsentStore, 'claim' | 'release'>;
	now: () => number;
	sleep: (ms: number) => Promise<void>;
}

const TURNS_PER_SECOND = 20;
/** Workers share time in pieces of about this length, which keeps the store's part small. */
const PIECE_MS = 250;
/** Pieces are kept until no worker's clock can still be in them. */
const KEPT_MS = 5_000;
/** Fills the connections without a pace, and makes each question to the store worth it. */
const UNPACED_TURN = 100;
const TURNS_PER_CLAIM = 5;
const UNPACED_CLAIM = 200;

/**
 * Spreads messages evenly over time, at the rate that the number has for all workers together: time is cut into pieces, and each piece
 * belongs to the worker that claims it in the store first. Workers that are to share must be set to the same rate.
 */
export function createPace({ messagesPerSecond, phoneNumberId, store, now, sleep }: PaceParts): Pace {
	let pausedUntil = 0;
	const rest = async (): Promise<void> => {
		for (let left = pausedUntil - now(); left > 0; left = pausedUntil - now()) await sleep(left);
	};
	const pause = (ms: number): void => {
		pausedUntil = Math.max(pausedUntil, now() + ms);
	};
	if (messagesPerSecond === Infinity) return { perTurn: UNPACED_TURN, perClaim: UNPACED_CLAIM, turn: rest, pause, end: async () => undefined };

	const perTurn = Math.max(1, Math.round(messagesPerSecond / TURNS_PER_SECOND));
	const turnMs = (1000 * perTurn) / messagesPerSecond;
	const turnsPerPiece = Math.max(1, Math.round(PIECE_MS / turnMs));
	const held = new Map<number, { key: string; token: string }>();
	let next = 0;
	let reserving: { piece: number; ours: Promise<boolean> } | undefined;

	const giveBack = async (until: number): Promise<void> => {
		for (const [piece, { key, token }] of held) {
			if (piece >= until) break;
			held.delete(piece);
			await store.release(key, token);
		}
	};
	const reserve = async (piece: number): Promise<boolean> => {
		const key = `pace:${phoneNumberId}:${messagesPerSecond}:${piece}`;
		try {
			const claim = await store.claim(key);
			if (claim.state === 'claimed') held.set(piece, { key, token: claim.token });
			await giveBack(piece - Math.ceil(KEPT_MS / (turnMs * turnsPerPiece)));
			return claim.state === 'claimed';
		} catch {
			// The rate is no matter of consent. Whoever asks the store about that finds out that it is away.
			return true;
		}
	};

	const turn = async (): Promise<void> => {
		for (;;) {
			await rest();
			const index = Math.max(next, Math.floor(now() / turnMs));
			next = index + 1;
			const wait = Math.ceil(index * turnMs - now());
			if (wait > 0) await sleep(wait);
			if (pausedUntil > now()) continue;
			const piece = Math.floor(index / turnsPerPiece);
			if (reserving?.piece !== piece) reserving = { piece, ours: reserve(piece) };
			if (await reserving.ours) return;
			next = Math.max(next, (piece + 1) * turnsPerPiece);
		}
	};

	return {
		perTurn,
		perClaim: perTurn * Math.min(TURNS_PER_CLAIM, Math.max(1, Math.floor(PIECE_MS / turnMs))),
		turn,
		pause,
		end: async () => await giveBack(Infinity),
	};
}
