import { z } from 'zod';

/**
 * Tolerant building blocks: what has the wrong type is taken as missing, so that one odd field never costs the rest of an update.
 * The update itself is kept as Meta sent it; these shapes only say what we read of it.
 */
export const text = z
	.string()
	.transform((value) => (value.trim() === '' ? undefined : value))
	.optional()
	.catch(undefined);

/** Ids that are digits are sometimes written as numbers. */
export const id = z
	.union([z.string(), z.number().int().nonnegative()])
	.transform((value) => {
		const written = String(value).trim();
		return written === '' ? undefined : written;
	})
	.optional()
	.catch(undefined);

export const flag = z.boolean().optional().catch(undefined);

export const code = z.coerce.number().int().optional().catch(undefined);

/** Seconds as text or number (milliseconds are told apart by size), given in milliseconds. */
export const moment = z
	.union([z.number(), z.string().regex(/^\d{1,16}(\.\d+)?$/).transform(Number)])
	.transform((value) => {
		const ms = Math.trunc(value >= FIRST_MILLISECONDS ? value : value * 1000);
		return ms > 0 && ms <= LAST_MOMENT ? ms : undefined;
	})
	.optional()
	.catch(undefined);

/** As seconds this is the year 5138, as milliseconds 1973. */
const FIRST_MILLISECONDS = 100_000_000_000;
const LAST_MOMENT = 9_999_999_999_998;

export function object<Shape extends z.ZodRawShape>(shape: Shape) {
	return z.object(shape).optional().catch(undefined);
}

/** A list of which each member is read later, one by one; anything else counts as no list. */
export const list = z.array(z.unknown()).optional().catch(undefined);

/** A list of which the members that fit are kept. */
export function listOf<Member extends z.ZodTypeAny>(member: Member) {
	return z
		.array(z.unknown())
		.transform((members): Array<z.output<Member>> =>
			members.flatMap((value) => {
				const parsed = member.safeParse(value);
				return parsed.success ? [parsed.data as z.output<Member>] : [];
			}),
		)
		.catch([]);
}
