import type { ConsentStore } from '../store/types';
import { signalIdOf } from '../whatsapp';
import type { WebhookItem } from '../whatsapp';
import { receive, understand } from './receive';
import type { Emitted, ReceivingOptions } from './types';

export interface Handed {
	/** A webhook body, or a part of one in any shape that is understood. */
	body: unknown;
	options: ReceivingOptions;
}

interface Round {
	options: ReceivingOptions;
	settings: string;
	updates: WebhookItem[];
	/** Which of what was handed in each signal came from. */
	from: Map<string, number>;
}

/**
 * Many bodies in one round to the store, in order. Another round begins where the options change, or where a signal comes a second
 * time, because one round has each signal once.
 * @throws StoreUnavailable
 */
export async function receiveAll(handed: Handed[], store: ConsentStore, now: number): Promise<Array<Emitted & { from: number }>> {
	const received: Array<Emitted & { from: number }> = [];
	for (const { updates, options, from } of roundsOf(handed, now)) {
		const emitted = await receive(updates, store, options, now);
		received.push(...emitted.map((one) => ({ ...one, from: from.get(one.signalId) ?? 0 })));
	}
	return received;
}

function roundsOf(handed: Handed[], now: number): Round[] {
	const rounds: Round[] = [];
	let round: Round | undefined;
	handed.forEach(({ body, options }, index) => {
		const settings = JSON.stringify(options);
		const updates = understand(body, options, now);
		if (round === undefined || round.settings !== settings || updates.some((update) => round?.from.has(signalIdOf(update)))) {
			round = { options, settings, updates: [], from: new Map() };
			rounds.push(round);
		}
		for (const update of updates) {
			round.updates.push(update);
			round.from.set(signalIdOf(update), index);
		}
	});
	return rounds;
}
