import { WhoIsWho } from '../consent';
import type { Time } from '../consent';
import { contactOf, isUserId } from '../identity';
import type { Identifiers, IdKey } from '../identity';
import type { Backend } from './backend';
import { confirmationClaim } from './deliveries';
import type { Directory } from './directory';
import { CorruptRecord } from './errors';
import type { StoredEvent } from './encode';
import { eventsUnder, once } from './events';
import type { FactsReader, Sight } from './facts';
import { theirs } from './holders';
import type { Holder, Holders } from './holders';
import { tail } from './keys';
import type { Keys } from './keys';
import { notesOf } from './notes';
import { personOf } from './people';
import { indexKeysOf } from './profiles';
import type { Profiles } from './profiles';
import { toRow } from './rows';
import { tombstoneRow } from './tombstones';
import { untied } from './untie';

/** Another worker may write about the person while they are erased; then it is done again. */
const ROUNDS = 5;

export class Eraser {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly directory: Directory,
		private readonly reader: FactsReader,
		private readonly holders: Holders,
		private readonly profiles: Profiles,
		private readonly now: () => number,
		private readonly stamp: () => string,
	) {}

	/**
	 * Removes everything kept of a person and leaves keyed hashes of their identifiers with what they forbade. Who had one of their
	 * numbers before, or has one that they had, keeps what is theirs.
	 */
	async erase(ids: Identifiers, asked: IdKey[]): Promise<{ contact: string; erased: boolean; events: number }> {
		let events = 0;
		let erased = false;
		const all = new Set(theirs(asked, await this.holders.of(asked)));
		for (let round = 0; round < ROUNDS; round++) {
			const sight = await this.reader.look(all);
			const tied = looselyTied(all, sight);
			const scope = new Set([...all].flatMap((id) => personOf(id, sight)).flatMap((person) => [person.ids, ...person.variants].flat()));
			const linked = new Set([...all].flatMap((id) => personOf(id, sight).ids));
			const byKey = await eventsUnder(this.backend, this.keys, scope);
			// Of a damaged record nobody knows whether it held an opt-out, so the readable part decides.
			const readable = (id: IdKey): StoredEvent[] => {
				const found = byKey.get(id) ?? [];
				return [...(sight.facts.get(id)?.tombstone?.events ?? []), ...(found instanceof CorruptRecord ? [] : found)];
			};
			const who = new WhoIsWho([...scope].flatMap(readable));
			const gone = goneWith(all, who, round === 0);
			for (const person of gone) for (const id of who.idsOf(person)) all.add(id);
			const { sets, merges, deletes, kept } = untied(who, gone, all, this.keys);
			const rows = await this.rowsOf([...all], sight.known.lists, kept);
			if (rows.length === 0) break;
			erased = true;
			const own = once([...gone].flatMap((person) => [...who.recordsOf(person).keys()]));
			const others = who
				.people()
				.filter((person) => !gone.has(person))
				.map((person) => [...who.recordsOf(person)].flatMap(([event, keys]) => (keys.some((key) => linked.has(key)) ? [event] : [])))
				.filter((some) => some.length > 0);
			const at = this.now();
			const trace = tombstoneRow(at, [own, ...others.map(once), ...tied.map((some) => once(some.flatMap(readable)))]);
			for (const id of all) sets.push({ key: this.reader.tombstoneKey(id), value: trace });
			const times = [...gone].flatMap((person) => who.timesOf(person)).filter(({ id }) => !all.has(id));
			for (const [id, until] of lastTimes(times)) {
				const before = sight.facts.get(id)?.tombstone;
				sets.push({ key: this.reader.tombstoneKey(id), value: tombstoneRow(Math.max(before?.at ?? 0, Math.min(at, until - 1)), [own, before?.events ?? []]) });
			}
			sets.push(this.directory.newMark(this.stamp()), { key: this.keys.erased, value: toRow(true) });
			events += own.filter(({ source }) => source !== 'erasure').length;
			const notes = await notesOf(times, [...all].filter(isUserId), this.backend, this.keys);
			for (const id of all) await this.profiles.handOver(id, formerOf(gone, who));
			await this.backend.commit({ sets, merges, deletes: [...new Set([...rows, ...deletes, ...notes])].sort() });
			await this.directory.refresh();
		}
		return { contact: contactOf(ids), erased, events };
	}

	/** Keys of every row that names one of the identifiers. */
	private async rowsOf(ids: IdKey[], lists: string[], kept: ReadonlySet<string>): Promise<string[]> {
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
				if (!kept.has(eventId)) rows.add(keys.delivery(eventId)).add(keys.claim(confirmationClaim(eventId)));
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

/** The people to go: whom the identifiers stand for; in later rounds nobody with a user ID that was not known of them at first. */
function goneWith(ids: ReadonlySet<IdKey>, who: WhoIsWho<StoredEvent>, isFirst: boolean): Set<string> {
	const people = new Set([...ids].map((id) => who.personAt(id)));
	return new Set([...people].filter((person) => isFirst || who.idsOf(person).every((id) => !isUserId(id) || ids.has(id))));
}

/** Until when each identifier was somebody's. */
function lastTimes(times: Time[]): Map<IdKey, number> {
	const last = new Map<IdKey, number>();
	for (const { id, until } of times) last.set(id, Math.max(until, last.get(id) ?? 0));
	return last;
}

function formerOf(gone: ReadonlySet<string>, who: WhoIsWho<StoredEvent>): Holder[] {
	return who
		.people()
		.filter((person) => !gone.has(person) && who.idsOf(person).length > 0)
		.map((person) => ({ ids: who.idsOf(person), times: who.timesOf(person), former: [] }));
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
