import { iso } from '../consent';
import { contactOf, isUserId } from '../identity';
import type { Identifiers, IdKey } from '../identity';
import { CHUNK, chunks } from './backend';
import type { Backend, Merge } from './backend';
import { BASE, emptyBaseRow } from './cells';
import { StoreUnavailable } from './errors';
import { isTheirs, placesOf, theirs } from './holders';
import type { Holder, Holders } from './holders';
import { tail } from './keys';
import type { Keys } from './keys';
import { INDEX_ROW, indexKeys } from './profileIndex';
import { changed, check, merged, read, rowOf } from './profileRow';
import type { KeptProfile } from './profileRow';
import type { Profile, ProfileChange } from './types';

const ATTEMPTS = 100;

export class Profiles {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly holders: Holders,
		private readonly now: () => number,
	) {}

	/** Profile per person, in order. What lies under a number is of who had it when it was last changed. */
	async of(people: Holder[]): Promise<Profile[]> {
		const profiles: Profile[] = [];
		for (const some of chunks(people, CHUNK)) {
			const places = some.map(placesOf);
			const rows = await this.backend.read(places.flat().map((id) => this.keys.profile(id)));
			let at = 0;
			some.forEach((holder, index) => {
				const ids = places[index] ?? [];
				profiles.push(merged(own(holder, ids, rows.slice(at, at + ids.length))));
				at += ids.length;
			});
		}
		return profiles;
	}

	/** Of those who have and had an identifier, the one whose profile lies under it. */
	async owners(holders: Map<IdKey, Holder>): Promise<Map<IdKey, Holder>> {
		const open = [...holders].filter(([, { former }]) => former.length > 0);
		const rows = await this.backend.read(open.map(([id]) => this.keys.profile(id)));
		const owners = new Map(holders);
		open.forEach(([id, now], index) => {
			const row = rows[index];
			const owner = row === undefined ? undefined : [now, ...now.former].find((one) => isOf(one, id, read(row)));
			if (owner !== undefined) owners.set(id, owner);
		});
		return owners;
	}

	/** Changes what is named and nothing else, whoever else changes the profile at the same time. */
	async update(ids: Identifiers, keys: IdKey[], change: ProfileChange): Promise<void> {
		check(change);
		const holders = await this.holders.of(keys);
		await this.backend.commit({ merges: keys.map((id) => existence(this.keys, id, ids)) });
		const seen = new Set<IdKey>();
		for (const id of theirs(keys, holders)) {
			const holder = holders.get(id);
			if (seen.has(id) || holder === undefined) continue;
			for (const one of holder.ids) seen.add(one);
			await this.updateOne(ids, holder, change);
		}
	}

	private async updateOne(ids: Identifiers, holder: Holder, change: ProfileChange): Promise<void> {
		const all = placesOf(holder);
		const [home = ''] = all;
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			await this.handOver(home, holder.former);
			const rows = await this.backend.read(all.map((id) => this.keys.profile(id)));
			const tidy = rows.map((row, index) => (index === 0 || (row !== undefined && isOf(holder, all[index] ?? '', read(row))) ? row : undefined));
			const after = changed(merged(own(holder, all, rows)), change, iso(this.now()));
			// Found before it is there rather than there and not found.
			await this.commitIndex(home, after);
			if (!(await this.backend.swap(this.keys.profile(home), rows[0], rowOf(after, holder.ids.filter(isUserId))))) continue;
			// What lay under other identifiers is part of it now.
			for (let index = 1; index < all.length; index++) {
				const other = tidy[index];
				if (other !== undefined) await this.backend.swap(this.keys.profile(all[index] ?? ''), other, undefined);
			}
			await this.tidyIndex(home, all, tidy, after);
			return;
		}
		throw new StoreUnavailable(
			`The profile of ${contactOf(ids)} is being changed by too many at once.`,
			'Change it from one place, or again later.',
		);
	}

	/** Lets a profile of who had an identifier before go with them. */
	async handOver(id: IdKey, former: Holder[]): Promise<void> {
		if (former.length === 0) return;
		const [row] = await this.backend.read([this.keys.profile(id)]);
		const owner = row === undefined ? undefined : former.find((one) => isOf(one, id, read(row)));
		const home = owner?.ids.find((other) => other !== id);
		if (row === undefined || home === undefined) return;
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			const [there] = await this.backend.read([this.keys.profile(home)]);
			const both = merged([read(row), ...(there === undefined ? [] : [read(there)])]);
			await this.commitIndex(home, both);
			if (!(await this.backend.swap(this.keys.profile(home), there, rowOf(both, owner?.ids.filter(isUserId))))) continue;
			if (await this.backend.swap(this.keys.profile(id), row, undefined)) await this.backend.commit({ deletes: indexKeys(this.keys, id, read(row)) });
			return;
		}
	}

	/** What the profile is found by no longer goes; if somebody changed it meanwhile, theirs is put back. */
	private async tidyIndex(home: IdKey, all: IdKey[], rows: Array<string | undefined>, after: Profile): Promise<void> {
		const wanted = new Set(indexKeys(this.keys, home, after));
		const gone = all.flatMap((id, index) => {
			const row = rows[index];
			return row === undefined ? [] : indexKeys(this.keys, id, read(row)).filter((key) => !wanted.has(key));
		});
		if (gone.length > 0) await this.backend.commit({ deletes: [...new Set(gone)] });
		const [now] = await this.backend.read([this.keys.profile(home)]);
		if (now !== undefined) await this.commitIndex(home, read(now));
	}

	private async commitIndex(id: IdKey, profile: Profile): Promise<void> {
		const inserts = indexKeys(this.keys, id, profile).map((key) => ({ key, value: INDEX_ROW }));
		if (inserts.length > 0) await this.backend.commit({ inserts });
	}

	/** For many contacts at once: one batch for those who have no profile yet. */
	async updateMany(changes: Array<{ ids: Identifiers; keys: IdKey[]; change: ProfileChange }>): Promise<void> {
		const at = iso(this.now());
		const merges = new Map<string, Merge>();
		const inserts = new Map<string, { key: string; value: string }>();
		const rest: typeof changes = [];
		for (const one of changes) {
			check(one.change);
			const key = this.keys.profile(one.keys[0] ?? '');
			if (one.keys.length > 1 || inserts.has(key)) rest.push(one);
			else {
				const profile = changed(merged([]), one.change, at);
				inserts.set(key, { key, value: rowOf(profile) });
				for (const found of indexKeys(this.keys, one.keys[0] ?? '', profile)) inserts.set(found, { key: found, value: INDEX_ROW });
			}
			for (const id of one.keys) {
				const merge = existence(this.keys, id, one.ids);
				merges.set(merge.key, merge);
			}
		}
		const { inserted } = await this.backend.commit({ inserts: [...inserts.values()], merges: [...merges.values()] });
		for (const one of changes) {
			if (rest.includes(one) || !inserted.has(this.keys.profile(one.keys[0] ?? ''))) await this.update(one.ids, one.keys, one.change);
		}
	}
}

function existence(keys: Keys, id: IdKey, ids: Identifiers): Merge {
	const value = emptyBaseRow({ asPhone: !isUserId(id) && ids.phone === id, asWaId: ids.waId !== undefined && `+${ids.waId}` === id });
	return { key: keys.base(id), layout: BASE, value };
}

/** Keys by which profiles can be found, for whoever removes them. */
export function indexKeysOf(keys: Keys, row: { key: string; value: string }): string[] {
	return indexKeys(keys, tail(row.key, keys.spaces.profile), read(row.value));
}

/** By user ID where it was known whose it is, else by who had the identifier when it was last changed. */
function isOf(holder: Holder, id: IdKey, { of, updatedAt = '' }: KeptProfile): boolean {
	return of === undefined ? isTheirs(holder, id, Date.parse(updatedAt)) : of.some((user) => holder.ids.includes(user));
}

function own(holder: Holder, ids: IdKey[], rows: Array<string | undefined>): Profile[] {
	return rows.flatMap((row, index) => {
		const profile = row === undefined ? undefined : read(row);
		return profile !== undefined && isOf(holder, ids[index] ?? '', profile) ? [profile] : [];
	});
}
