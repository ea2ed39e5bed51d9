import { z } from 'zod';

/**
 * Tolerant building blocks: what has the wrong type is taken as missing, so that one odd field never costs the rest of an update.
 * The update itself is kept as Meta sent it; these shapes only say what we read of it.
 */
function orMissing<Schema extends z.ZodTypeAny>(schema: Schema) {
	// The outer `optional` spares fields that are missing, which are most, the work of catching.
	return schema.optional().catch(undefined).optional();
}

export const text = orMissing(z.string().transform((value) => (value.trim() === '' ? undefined : value)));

/** Ids that are digits are sometimes written as numbers. */
export const id = orMissing(
	z.union([z.string(), z.number().int().nonnegative()]).transform((value) => {
		const written = String(value).trim();
		return written === '' ? undefined : written;
	}),
);

export const flag = orMissing(z.boolean());

export const code = orMissing(z.coerce.number().int());

/** As seconds this is the year 5138, as milliseconds 1973. */
const FIRST_MILLISECONDS = 100_000_000_000;
const LAST_MOMENT = 9_999_999_999_998;

/** Seconds as text or number (milliseconds are told apart by size), given in milliseconds. */
export const moment = orMissing(
	z.union([z.string().regex(/^\d{1,16}(\.\d+)?$/).transform(Number), z.number()]).transform((value) => {
		const ms = Math.trunc(value >= FIRST_MILLISECONDS ? value : value * 1000);
		return ms > 0 && ms <= LAST_MOMENT ? ms : undefined;
	}),
);

export function object<Shape extends z.ZodRawShape>(shape: Shape) {
	return orMissing(z.object(shape));
}

/** A list of which each member is read later, one by one; anything else counts as no list. */
export const list = orMissing(z.array(z.unknown()));

/** A list of which the members that fit are kept. */
export function listOf<Member extends z.ZodTypeAny>(member: Member) {
	return z.unknown().transform((members): Array<z.output<Member>> => {
		if (!Array.isArray(members)) return [];
		return members.flatMap((value) => {
			const parsed = member.safeParse(value);
			return parsed.success ? [parsed.data as z.output<Member>] : [];
		});
	});
}
