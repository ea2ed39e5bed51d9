import type { ConsentEventInput } from '../../../../shared/consent';
import type { IdentifierInput } from '../../../../shared/identity';
import type { Claim, ConsentStore, SentMessage } from '../../../../shared/store/types';

interface Begun {
	at: number;
	outcome?: Record<string, unknown>;
}

type ClaimPort = Pick<ConsentStore, 'claim' | 'finish' | 'release' | 'noteSent' | 'noteUndelivered' | 'record'>;

/** The store's claims in memory, as its port describes them, for what a real database makes hard to stage: a crash, a loss in between. */
export class MemoryClaims implements ClaimPort {
	readonly begun = new Map<string, Begun>();
	readonly sent: SentMessage[] = [];
	readonly undelivered: IdentifierInput[] = [];
	readonly recorded: ConsentEventInput[] = [];
	/** Methods that fail from now on, as if the database had gone away. */
	readonly broken = new Set<keyof ClaimPort>();

	constructor(private readonly now: () => number) {}

	async claim(key: string, { staleAfterMs = 0, retryUncertain = false } = {}): Promise<Claim> {
		this.reach('claim');
		const found = this.begun.get(key);
		if (found?.outcome !== undefined) return { state: 'done', at: new Date(found.at).toISOString(), outcome: found.outcome };
		const stale = found !== undefined && this.now() - found.at >= staleAfterMs;
		if (found !== undefined && !(stale && retryUncertain)) return { state: stale ? 'uncertain' : 'in_progress', at: new Date(found.at).toISOString() };
		this.begun.set(key, { at: this.now() });
		return { state: 'claimed', at: new Date(this.now()).toISOString(), token: key };
	}

	async finish(key: string, outcome: Record<string, unknown>): Promise<void> {
		this.reach('finish');
		this.begun.set(key, { at: this.now(), outcome });
	}

	async release(key: string): Promise<void> {
		this.reach('release');
		this.begun.delete(key);
	}

	async noteSent(messages: SentMessage[]): Promise<void> {
		this.reach('noteSent');
		this.sent.push(...messages);
	}

	async noteUndelivered(identifier: IdentifierInput): Promise<void> {
		this.reach('noteUndelivered');
		this.undelivered.push(identifier);
	}

	async record(events: ConsentEventInput[]): Promise<never[]> {
		this.reach('record');
		this.recorded.push(...events);
		return [];
	}

	private reach(method: keyof ClaimPort): void {
		if (this.broken.has(method)) throw new Error('The database is away');
	}
}
