import type { z } from 'zod';
import { CorruptRecord } from './errors';

/** Text that Keyv's own serializer marks: it puts a `:` before strings that begin with one. */
const STARTS_WITH_COLON = /[:,[]":/;

/** A value as Keyv keeps it, readable by a stock Keyv on the same table. */
export function toRow(value: unknown): string {
	const text = JSON.stringify({ value });
	return STARTS_WITH_COLON.test(text) ? JSON.stringify({ value }, escapeColon) : text;
}

/** @throws {CorruptRecord} naming `what`, when the text is no such value. */
export function fromRow(text: string, what: string): unknown {
	try {
		const parsed: unknown = STARTS_WITH_COLON.test(text) ? JSON.parse(text, unescapeColon) : JSON.parse(text);
		if (typeof parsed === 'object' && parsed !== null && 'value' in parsed) return parsed.value;
	} catch (error) {
		throw new CorruptRecord(what, { cause: error });
	}
	throw new CorruptRecord(what);
}

/** @throws {CorruptRecord} naming `what`, when the value does not have the schema's shape. */
export function readRow<S extends z.ZodTypeAny>(text: string, schema: S, what: string): z.output<S> {
	const parsed = schema.safeParse(fromRow(text, what));
	if (!parsed.success) throw new CorruptRecord(what, { cause: parsed.error });
	return parsed.data as z.output<S>;
}

function escapeColon(_: string, value: unknown): unknown {
	return typeof value === 'string' && value.startsWith(':') ? `:${value}` : value;
}

function unescapeColon(_: string, value: unknown): unknown {
	return typeof value === 'string' && value.startsWith(':') ? value.slice(1) : value;
}
