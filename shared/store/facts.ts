import { DEFAULT_LIST } from '../consent';
import { variantsOf } from '../identity';
import type { IdKey } from '../identity';
import { CHUNK, chunks } from './backend';
import type { Backend } from './backend';
import { PROVEN_ROW, readBase, readList } from './cells';
import type { BaseCells, ListCells } from './cells';
import type { Directory, Known } from './directory';
import { CorruptRecord } from './errors';
import { tail } from './keys';
import type { Keys } from './keys';
import { readTombstone } from './tombstones';
import type { Tombstone } from './tombstones';

/** What the registers say of one identifier. */
export interface Facts {
	base?: BaseCells;
	lists: Array<[list: string, cells: ListCells]>;
	tombstone?: Tombstone;
	damaged?: CorruptRecord;
}

/** What was seen of a number of identifiers, of those linked to them, and of other written forms of their numbers. */
export interface Sight extends Ties {
	known: Known;
	facts: Map<IdKey, Facts>;
}

/** Which identifiers are proven to be one person's, and which were only named together. */
export interface Ties {
	links: Map<IdKey, IdKey[]>;
	loose: Map<IdKey, IdKey[]>;
}

/** Times a read is begun anew because another worker made a list or erased somebody meanwhile. */
const ATTEMPTS = 20;

/** Questions put to the database at a time, so that it works while the last answers are read. */
const IN_FLIGHT = 2;

export class FactsReader {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly directory: Directory,
		/** The brand's random key for hashes of erased identifiers. */
		private readonly secret: string,
	) {}

	/** With `lists` only those and `*` are read. */
	async look(ids: Iterable<IdKey>, lists?: string[]): Promise<Sight> {
		let known = await this.directory.known();
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			const sight = await this.lookOnce(ids, lists ?? known.lists, known);
			if (sight !== undefined) return sight;
			known = await this.directory.refresh();
		}
		throw new Error('The lists of the consent store changed faster than they could be read.');
	}

	/** Keys of the rows that say what is known of an identifier. */
	keysFor(id: IdKey, lists: string[], tombstones: boolean): string[] {
		const keys = [this.keys.base(id)];
		for (const list of lists) if (list !== DEFAULT_LIST) keys.push(this.keys.list(list, id));
		if (tombstones) keys.push(this.tombstoneKey(id));
		return keys;
	}

	tombstoneKey(id: IdKey): string {
		return this.keys.tombstone(this.secret, id);
	}

	/** Understands rows in the order of `keysFor`; nothing, if there are none. */
	factsFrom(
		id: IdKey,
		lists: string[],
		tombstones: boolean,
		rowAt: (index: number) => string | undefined,
	): Facts | undefined {
		const base = rowAt(0);
		let facts: Facts | undefined;
		try {
			if (base !== undefined) facts = { base: readBase(base), lists: [] };
			let next = 1;
			for (const list of lists) {
				if (list === DEFAULT_LIST) {
					if (facts?.base?.onDefault !== undefined) facts.lists.push([list, facts.base.onDefault]);
					continue;
				}
				const row = rowAt(next++);
				if (row === undefined) continue;
				facts ??= { lists: [] };
				facts.lists.push([list, readList(row)]);
			}
			const tombstone = tombstones ? rowAt(next) : undefined;
			if (tombstone !== undefined) {
				facts ??= { lists: [] };
				facts.tombstone = readTombstone(tombstone, id);
			}
		} catch (error) {
			if (error instanceof CorruptRecord) return { lists: [], damaged: error };
			throw error;
		}
		return facts;
	}

	private async lookOnce(asked: Iterable<IdKey>, lists: string[], known: Known): Promise<Sight | undefined> {
		const sight: Sight = { known, facts: new Map(), links: new Map(), loose: new Map() };
		const seen = new Set<IdKey>();
		let round = withVariants(asked, seen);
		while (round.length > 0) {
			const linked = await this.readRound(round, lists, sight);
			if (linked === undefined) return undefined;
			if (linked.length === 0) break;
			const rows = await this.backend.under(linked.map((id) => this.keys.linksOf(id)));
			for (const id of linked) sight.links.set(id, []);
			for (const { key, value } of rows) {
				const [id = '', other = ''] = tail(key, this.keys.spaces.link).split(':');
				tie(value === PROVEN_ROW ? sight.links : sight.loose, id, other);
			}
			round = withVariants([...sight.links.values(), ...sight.loose.values()].flat(), seen);
		}
		return sight;
	}

	/** Reads some identifiers' rows into the sight; answers with those that have links, or nothing if the mark has changed. */
	private async readRound(ids: IdKey[], lists: string[], sight: Sight): Promise<IdKey[] | undefined> {
		const { erasures, mark } = sight.known;
		const width = this.keysFor('', lists, erasures).length;
		const linked: IdKey[] = [];
		for (const pair of chunks(chunks(ids, Math.max(1, Math.floor(CHUNK / width))), IN_FLIGHT)) {
			const answers = await Promise.all(
				pair.map(async (some) => {
					const keys = [this.keys.mark];
					for (const id of some) keys.push(...this.keysFor(id, lists, erasures));
					return await this.backend.read(keys);
				}),
			);
			for (const [which, some] of pair.entries()) {
				const rows = answers[which] ?? [];
				if (rows[0] !== mark) return undefined;
				for (let index = 0; index < some.length; index++) {
					const id = some[index] ?? '';
					const facts = this.factsFrom(id, lists, erasures, (part) => rows[1 + index * width + part]);
					if (facts === undefined) continue;
					sight.facts.set(id, facts);
					if (facts.base?.linked === true || facts.damaged !== undefined) linked.push(id);
				}
			}
		}
		return linked;
	}
}

export function tie(ties: Map<IdKey, IdKey[]>, id: IdKey, other: IdKey): void {
	const known = ties.get(id);
	if (known === undefined) ties.set(id, [other]);
	else known.push(other);
}

function withVariants(ids: Iterable<IdKey>, seen: Set<IdKey>): IdKey[] {
	const all: IdKey[] = [];
	for (const id of ids) {
		if (!seen.has(id)) {
			seen.add(id);
			all.push(id);
		}
		for (const variant of variantsOf(id)) {
			if (seen.has(variant)) continue;
			seen.add(variant);
			all.push(variant);
		}
	}
	return all;
}
