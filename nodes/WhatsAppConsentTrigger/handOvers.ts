import { sleep } from 'n8n-workflow';

import type { ConsentStore } from '../../shared';

/** Hand-overs of a moment are written down together: each write waits for the disk. */
const GATHER_MS = 200;

/**
 * What the workflow has got of one store's signals. Known to this process at once, to others when written down; what a crash takes
 * with it is emitted once more, marked as redelivered.
 */
export class HandOvers {
	private gathering: { ids: Set<string>; written: Promise<void> } | undefined;
	private readonly writing = new Set<string>();

	has(signalId: string): boolean {
		return this.writing.has(signalId) || this.gathering?.ids.has(signalId) === true;
	}

	/** Answers when it is written down; until then the store has to stay open. */
	async note(store: ConsentStore, signalIds: string[]): Promise<void> {
		this.gathering ??= this.gather(store);
		for (const id of signalIds) this.gathering.ids.add(id);
		await this.gathering.written;
	}

	private gather(store: ConsentStore): { ids: Set<string>; written: Promise<void> } {
		const ids = new Set<string>();
		return { ids, written: sleep(GATHER_MS).then(async () => await this.write(store, ids)) };
	}

	private async write(store: ConsentStore, ids: Set<string>): Promise<void> {
		for (const id of ids) this.writing.add(id);
		this.gathering = undefined;
		try {
			await store.handedOver([...ids]);
		} finally {
			for (const id of ids) this.writing.delete(id);
		}
	}
}

const known = new Map<string, HandOvers>();

/** Of the store of this name. */
export function handOversOf(storeName: string): HandOvers {
	const own = known.get(storeName) ?? new HandOvers();
	known.set(storeName, own);
	return own;
}
