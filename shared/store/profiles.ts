import { z } from 'zod';
import { iso } from '../consent';
import { contactOf } from '../identity';
import type { Identifiers, IdKey } from '../identity';
import { isUserId } from '../identity';
import { CHUNK, chunks } from './backend';
import type { Backend, Merge } from './backend';
import { BASE, emptyBaseRow } from './cells';
import { InvalidRequest, StoreUnavailable } from './errors';
import type { FactsReader } from './facts';
import { tail } from './keys';
import type { Keys } from './keys';
import { personOf } from './people';
import { INDEX_ROW, indexKeys } from './profileIndex';
import { readRow, toRow } from './rows';
import type { Profile, ProfileChange } from './types';

/** Kept as pairs, so that no name of an attribute can mean anything to JavaScript. */
const profileSchema = z.object({
	name: z.string().optional(),
	tags: z.array(z.string()),
	attributes: z.array(z.tuple([z.string(), z.string()])),
	createdAt: z.string(),
	updatedAt: z.string(),
});

const word = z.string().min(1, 'is empty').max(200, 'is longer than 200 characters');
const changeSchema = z.object({
	name: z.string().max(500, 'is longer than 500 characters').nullish(),
	tags: z.array(word).max(200).optional(),
	addTags: z.array(word).max(200).optional(),
	removeTags: z.array(word).max(200).optional(),
});

const ATTEMPTS = 100;

export class Profiles {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly reader: FactsReader,
		private readonly now: () => number,
	) {}

	/** Profile per group of identifiers of one person, in order. */
	async of(people: IdKey[][]): Promise<Profile[]> {
		const profiles: Profile[] = [];
		for (const some of chunks(people, CHUNK)) {
			const rows = await this.backend.read(some.flat().map((id) => this.keys.profile(id)));
			let at = 0;
			for (const ids of some) {
				profiles.push(merged(rows.slice(at, at + ids.length).flatMap((row) => (row === undefined ? [] : [read(row)]))));
				at += ids.length;
			}
		}
		return profiles;
	}

	/** Changes what is named and nothing else, whoever else changes the profile at the same time. */
	async update(ids: Identifiers, keys: IdKey[], change: ProfileChange): Promise<void> {
		check(change);
		const sight = await this.reader.look(keys, []);
		await this.backend.commit({ merges: keys.map((id) => existence(this.keys, id, ids)) });
		const seen = new Set<IdKey>();
		for (const id of keys) {
			if (seen.has(id)) continue;
			const person = personOf(id, sight).ids.sort();
			for (const own of person) seen.add(own);
			await this.updateOne(ids, person, change);
		}
	}

	private async updateOne(ids: Identifiers, all: IdKey[], change: ProfileChange): Promise<void> {
		const [home = ''] = all;
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			const rows = await this.backend.read(all.map((id) => this.keys.profile(id)));
			const before = merged(rows.flatMap((row) => (row === undefined ? [] : [read(row)])));
			const after = changed(before, change, iso(this.now()));
			// Found before it is there rather than there and not found.
			await this.commitIndex(home, after);
			if (!(await this.backend.swap(this.keys.profile(home), rows[0], rowOf(after)))) continue;
			// What lay under other identifiers is part of it now.
			for (let index = 1; index < all.length; index++) {
				const other = rows[index];
				if (other !== undefined) await this.backend.swap(this.keys.profile(all[index] ?? ''), other, undefined);
			}
			await this.tidyIndex(home, all, rows, after);
			return;
		}
		throw new StoreUnavailable(
			`The profile of ${contactOf(ids)} is being changed by too many at once.`,
			'Change it from one place, or again later.',
		);
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

/** @throws {InvalidRequest} naming the field. */
function check(change: ProfileChange): void {
	const parsed = changeSchema.safeParse(change);
	const problem = parsed.success
		? Object.entries(change.attributes ?? {}).map(([name, value]) => attributeProblem(name, value)).find((found) => found !== undefined)
		: `${parsed.error.issues[0]?.path.join('.') ?? 'profile'}: ${parsed.error.issues[0]?.message ?? 'is not valid'}`;
	if (problem !== undefined) throw new InvalidRequest(`The profile can't be changed like this: ${problem}.`, 'Correct that field.');
}

function attributeProblem(name: string, value: unknown): string | undefined {
	if (name === '' || name.length > 200) return 'attributes: a name must have 1 to 200 characters';
	if (value === null || (typeof value === 'string' && value.length <= 5000)) return undefined;
	return `attributes.${name.slice(0, 40)}: must be text of at most 5000 characters, or null to remove it`;
}

function read(row: string): Profile {
	const { attributes, ...rest } = readRow(row, profileSchema, 'a profile');
	return { ...rest, attributes: Object.fromEntries(attributes) };
}

function rowOf({ attributes, ...rest }: Profile): string {
	return toRow({ ...rest, attributes: Object.entries(attributes) });
}

/** Of profiles that turned out to be one person's, the newest word counts; tags add up. */
function merged(profiles: Profile[]): Profile {
	const inOrder = [...profiles].sort((a, b) => ((a.updatedAt ?? '') < (b.updatedAt ?? '') ? -1 : 1));
	const all: Profile = { tags: [], attributes: {} };
	for (const profile of inOrder) {
		all.tags = [...new Set([...all.tags, ...profile.tags])];
		all.attributes = Object.fromEntries([...Object.entries(all.attributes), ...Object.entries(profile.attributes)]);
		if (profile.name !== undefined) all.name = profile.name;
		if (all.createdAt === undefined || (profile.createdAt ?? '') < all.createdAt) all.createdAt = profile.createdAt;
		all.updatedAt = profile.updatedAt;
	}
	return all;
}

function changed(before: Profile, change: ProfileChange, at: string): Profile {
	const after: Profile = { ...before, createdAt: before.createdAt ?? at, updatedAt: at };
	if (change.name === null) delete after.name;
	else if (change.name !== undefined) after.name = change.name;
	const removed = new Set(change.removeTags);
	after.tags = [...new Set([...(change.tags ?? before.tags), ...(change.addTags ?? [])])].filter((tag) => !removed.has(tag));
	const attributes = new Map(Object.entries(before.attributes));
	for (const [name, value] of Object.entries(change.attributes ?? {})) {
		if (value === null) attributes.delete(name);
		else attributes.set(name, value);
	}
	after.attributes = Object.fromEntries(attributes);
	return after;
}
