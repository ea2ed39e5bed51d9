import { keysIn } from '../consent';
import { contactOf } from '../identity';
import type { Identifiers, IdKey } from '../identity';
import type { Backend, Row } from './backend';
import { confirmationClaim } from './deliveries';
import type { Directory } from './directory';
import { CorruptRecord } from './errors';
import type { StoredEvent } from './encode';
import { eventsUnder, once, onlyOf } from './events';
import type { FactsReader, Sight } from './facts';
import { tail } from './keys';
import type { Keys } from './keys';
import { personOf } from './people';
import { indexKeysOf } from './profiles';
import { toRow } from './rows';
import { tombstoneRow } from './tombstones';

/** Another worker may write about the person while they are erased; then it is done again. */
const ROUNDS = 5;

export class Eraser {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly directory: Directory,
		private readonly reader: FactsReader,
		private readonly now: () => number,
		private readonly stamp: () => string,
	) {}

	/** Removes everything kept of a person and leaves keyed hashes of their identifiers with what they forbade. */
	async erase(ids: Identifiers, asked: IdKey[]): Promise<{ contact: string; erased: boolean; events: number }> {
		let events = 0;
		let erased = false;
		const all = new Set(asked);
		for (let round = 0; round < ROUNDS; round++) {
			const sight = await this.reader.look(all);
			for (const id of [...all]) for (const other of personOf(id, sight).ids) all.add(other);
			const rows = await this.rowsOf([...all], sight.known.lists);
			if (rows.length === 0) break;
			erased = true;
			const at = this.now();
			const tied = looselyTied(all, sight);
			const byKey = await eventsUnder(this.backend, this.keys, [...all, ...tied.flat()]);
			// Of a damaged record nobody knows whether it held an opt-out, so the readable part decides.
			const readable = (id: IdKey): StoredEvent[] => {
				const found = byKey.get(id) ?? [];
				return [...(sight.facts.get(id)?.tombstone?.events ?? []), ...(found instanceof CorruptRecord ? [] : found)];
			};
			const own = once([...all].flatMap(readable));
			const trace = tombstoneRow(at, [own, ...tied.map((others) => once(others.flatMap(readable)))]);
			const sets = [this.directory.newMark(this.stamp()), { key: this.keys.erased, value: toRow(true) }, ...this.withoutNames(all, tied.flat(), readable)];
			for (const id of all) sets.push({ key: this.reader.tombstoneKey(id), value: trace });
			events += own.filter(({ source }) => source !== 'erasure').length;
			await this.backend.commit({ sets, deletes: rows });
			await this.directory.refresh();
		}
		return { contact: contactOf(ids), erased, events };
	}

	/** Events that others keep and that name the erased beside them, without those names. */
	private withoutNames(erased: ReadonlySet<IdKey>, others: IdKey[], eventsAt: (id: IdKey) => StoredEvent[]): Row[] {
		return others.flatMap((id) =>
			eventsAt(id)
				.filter((event) => keysIn(event).some((key) => erased.has(key)))
				.map((event) => ({
					key: this.keys.event(id, event.eventId),
					value: toRow({ ...event, contact: onlyOf(event.contact, keysIn(event).filter((key) => !erased.has(key))) }),
				})),
		);
	}

	/** Keys of every row that names one of the identifiers. */
	private async rowsOf(ids: IdKey[], lists: string[]): Promise<string[]> {
		const { keys } = this;
		const single = ids.flatMap((id) => [keys.base(id), keys.profile(id), keys.coolDown(id), keys.undelivered(id), ...lists.map((list) => keys.list(list, id))]);
		const found = await this.backend.read(single);
		const under = await this.backend.under(
			ids.flatMap((id) => [keys.eventsOf(id), keys.linksOf(id), keys.inboundOf(id), keys.sentToAll(id), keys.decisionsOf(id), keys.changesOf(id)]),
		);
		const rows = new Set(single.filter((_, index) => found[index] !== undefined));
		single.forEach((key, index) => {
			const value = found[index];
			if (value !== undefined && key.startsWith(keys.spaces.profile)) for (const index of indexKeysOf(keys, { key, value })) rows.add(index);
		});
		for (const { key } of under) {
			rows.add(key);
			if (key.startsWith(keys.spaces.event)) {
				const eventId = tail(key, keys.spaces.event).split(':')[1] ?? '';
				rows.add(keys.delivery(eventId)).add(keys.claim(confirmationClaim(eventId)));
			}
			if (key.startsWith(keys.spaces.sentTo)) rows.add(keys.spaces.sent + (tail(key, keys.spaces.sentTo).split(':')[1] ?? ''));
			if (key.startsWith(keys.spaces.link)) {
				const [id = '', other = ''] = tail(key, keys.spaces.link).split(':');
				rows.add(keys.link(other, id));
			}
		}
		return [...rows].sort();
	}
}

/** People who were named together with the erased without proof: what they forbade held for the erased as well. */
function looselyTied(ids: Iterable<IdKey>, sight: Sight): IdKey[][] {
	const groups = new Map<IdKey, IdKey[]>();
	for (const id of ids) {
		const asWritten = new Set(personOf(id, { links: sight.links, loose: new Map() }).variants.flat());
		for (const others of personOf(id, sight).variants) {
			if (!others.some((other) => asWritten.has(other))) groups.set([...others].sort()[0] ?? '', others);
		}
	}
	return [...groups.values()];
}
