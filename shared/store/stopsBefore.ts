import { keysIn } from '../consent';
import type { EventResult } from '../consent';
import { variantsOf } from '../identity';
import type { IdKey } from '../identity';

/**
 * What rows forbid that were looked at before. A dry run writes nothing, so it has to be told along with the rows that come later: else
 * these would seem to opt somebody in whom a row of the same sheet opts out.
 */
export class StopsBefore {
	private readonly byId = new Map<IdKey, Set<EventResult>>();

	add(read: EventResult[]): void {
		for (const one of read) {
			if (!one.ok || one.event.action === 'opt_in') continue;
			for (const id of keysIn(one.event)) {
				const known = this.byId.get(id);
				if (known === undefined) this.byId.set(id, new Set([one]));
				else known.add(one);
			}
		}
	}

	/** Of everybody whom these name, in any written form. */
	of(read: EventResult[]): EventResult[] {
		if (this.byId.size === 0) return [];
		const found = new Set<EventResult>();
		for (const one of read) {
			for (const id of one.ok ? keysIn(one.event) : []) {
				for (const form of [id, ...variantsOf(id)]) for (const stop of this.byId.get(form) ?? []) found.add(stop);
			}
		}
		return [...found];
	}
}
