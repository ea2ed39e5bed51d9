import { z } from 'zod';
import { LIST_KEY, STATUSES } from '../consent';
import { InvalidRequest } from './errors';
import type { ContactFilter } from './types';

const filterSchema = z.object({
	status: z.enum(STATUSES).optional(),
	list: z.string().regex(LIST_KEY, 'is not a list key').optional(),
	listStatus: z.enum(['none', 'pending', 'opted_in', 'opted_out']).optional(),
	search: z.string().max(200).optional(),
	tags: z.array(z.string()).optional(),
	attributes: z.record(z.string()).optional(),
	unlinked: z.boolean().optional(),
	source: z.string().max(200).optional(),
	optedInFrom: z.number().optional(),
	optedInBefore: z.number().optional(),
	sort: z.enum(['number', 'name', 'created', 'lastEvent']).optional(),
	lookAt: z.number().int().min(1).optional(),
	limit: z.number().int().min(1, 'must be at least 1').max(10_000, 'must be at most 10000').optional(),
});

/** Which of the ways, and after which place on it. */
const cursorSchema = z.object({ way: z.number().int().min(0).max(9), after: z.string().min(1).max(500).optional() }).strict();
export type Cursor = z.output<typeof cursorSchema>;
export const BEGIN: Cursor = { way: 0 };

/** Where a page ended, for the next call to go on from. */
export function cursorText(after: Cursor): string {
	return Buffer.from(JSON.stringify(after)).toString('base64url');
}

/** @throws {InvalidRequest} naming the field. */
export function checkFilter(filter: ContactFilter): void {
	const parsed = filterSchema.safeParse(filter);
	if (parsed.success) return;
	const issue = parsed.error.issues[0];
	throw new InvalidRequest(`Contacts can't be listed like this: ${issue?.path.join('.') ?? 'filter'} ${issue?.message ?? 'is not valid'}.`, 'Correct that field.');
}

/** @throws {InvalidRequest} for a text that is no cursor. */
export function readCursor(cursor: string | undefined): Cursor {
	if (cursor === undefined || cursor === '') return BEGIN;
	const parsed = cursorSchema.safeParse(read(Buffer.from(cursor, 'base64url').toString()));
	if (!parsed.success) throw new InvalidRequest('The cursor was not given by this store.', 'Begin without one.');
	return parsed.data;
}

function read(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}
