import { z } from 'zod';
import { InvalidRequest } from './errors';
import { readRow, toRow } from './rows';
import type { Profile, ProfileChange } from './types';

/** Kept as pairs, so that no name of an attribute can mean anything to JavaScript. */
const profileSchema = z.object({
	name: z.string().optional(),
	tags: z.array(z.string()),
	attributes: z.array(z.tuple([z.string(), z.string()])),
	createdAt: z.string(),
	updatedAt: z.string(),
	/** User IDs of whose it is: the number it lies under may be somebody else's by now. */
	of: z.array(z.string()).optional(),
});

export interface KeptProfile extends Profile {
	of?: string[];
}

const word = z.string().min(1, 'is empty').max(200, 'is longer than 200 characters');
const changeSchema = z.object({
	name: z.string().max(500, 'is longer than 500 characters').nullish(),
	tags: z.array(word).max(200).optional(),
	addTags: z.array(word).max(200).optional(),
	removeTags: z.array(word).max(200).optional(),
});

/** @throws {InvalidRequest} naming the field. */
export function check(change: ProfileChange): void {
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

/** @throws {CorruptRecord} when the text is no profile. */
export function read(row: string): KeptProfile {
	const { attributes, ...rest } = readRow(row, profileSchema, 'a profile');
	return { ...rest, attributes: Object.fromEntries(attributes) };
}

export function rowOf({ attributes, ...rest }: Profile, of: string[] = []): string {
	return toRow({ ...rest, attributes: Object.entries(attributes), ...(of.length > 0 && { of }) });
}

/** Of profiles that turned out to be one person's, the newest word counts; tags add up. */
export function merged(profiles: Profile[]): Profile {
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

export function changed(before: Profile, change: ProfileChange, at: string): Profile {
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
