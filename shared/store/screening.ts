import { canBeCorrected, WhoIsWho } from '../consent';
import { CorruptRecord } from './errors';
import { eventsAmong } from './events';
import type { FactsReader } from './facts';
import { stateAmong } from './fullAnswers';
import type { FullAnswers } from './fullAnswers';
import { put } from './incoming';
import type { Incoming } from './incoming';
import { refused } from './outcome';
import type { RecordResult } from './types';

/** Events that are not written at all: each is answered, and the others go on. */
export class Screening {
	constructor(
		private readonly reader: FactsReader,
		private readonly answers: FullAnswers,
	) {}

	async withoutVainCorrections(incoming: Incoming[], results: RecordResult[]): Promise<Incoming[]> {
		const corrections = incoming.filter(({ event }) => event.action === 'correct');
		if (corrections.length === 0) return incoming;
		const sight = await this.reader.look(corrections.flatMap(({ ids }) => ids));
		const byKey = await this.answers.eventsOfPeople(corrections, sight);
		const vain = new Map<Incoming, string>();
		for (const one of corrections) {
			const rows = this.answers.rowsAbout(one.ids, sight, byKey);
			if (rows instanceof CorruptRecord) continue;
			const all = [...rows, ...incoming.map(({ event }) => event)];
			const who = new WhoIsWho(all);
			const own = one.ids.flatMap((id) => eventsAmong(id, who).own);
			const target = own.find(({ eventId }) => eventId === one.event.corrects);
			if (target === undefined) vain.set(one, 'unknown_event');
			else if (!canBeCorrected(target)) vain.set(one, 'not_correctable');
		}
		for (const [one, reason] of vain) await this.answers.refuse([one], reason, results);
		return incoming.filter((one) => !vain.has(one));
	}

	/** An opt-out that an erasure has kept is not written again: that would bring the person's data back. */
	async withoutErased(incoming: Incoming[], results: RecordResult[]): Promise<Incoming[]> {
		const sight = await this.reader.look(incoming.flatMap(({ ids }) => ids), []);
		const kept = incoming.filter(({ event, ids }) =>
			ids.some((id) => sight.facts.get(id)?.tombstone?.events.some(({ eventId }) => eventId === event.eventId)),
		);
		if (kept.length === 0) return incoming;
		const sights = await this.reader.look(kept.flatMap(({ ids }) => ids));
		const byKey = await this.answers.eventsOfPeople(kept, sights);
		for (const one of kept) {
			const rows = this.answers.rowsAbout(one.ids, sights, byKey);
			const status = rows instanceof CorruptRecord ? 'none' : stateAmong(one.ids, rows).status;
			put(results, one, {
				...refused(one.event, '', { status, known: true }),
				outcome: 'unchanged',
				reason: undefined,
				eventId: one.event.eventId,
				duplicate: true,
			});
		}
		return incoming.filter((one) => !kept.includes(one));
	}
}
