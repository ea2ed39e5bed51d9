import { changeSchema, entrySchema, envelopeSchema } from '../payloads';

/** One change, out of whatever frame it came in. */
export interface Change {
	businessAccountId?: string;
	/** Time of the entry, in milliseconds. */
	time?: number;
	field?: string;
	value: unknown;
	/** Why there is nothing to read in it. */
	note?: string;
}

/** Whether this is a webhook body of WhatsApp at all. */
export function isWebhook(body: unknown): boolean {
	const envelope = envelopeSchema.safeParse(body);
	return envelope.success && (envelope.data.object === undefined || envelope.data.object === 'whatsapp_business_account');
}

/**
 * The changes of a webhook body, in order. Also takes what other doors make of it: the item of a Webhook node (`{ body }`), of n8n's
 * WhatsApp Trigger (`{ ...value, field }`), a bare value, a bare message, and lists of these.
 */
export function changesOf(input: unknown): Change[] {
	if (Array.isArray(input)) return input.flatMap(changesOfOne);
	return changesOfOne(input);
}

function changesOfOne(input: unknown): Change[] {
	if (!isObject(input)) return [{ value: input, note: 'This is not a WhatsApp webhook: it is no JSON object.' }];
	const envelope = envelopeSchema.safeParse(input);
	if (envelope.success) return envelope.data.entry.flatMap(changesOfEntry);
	if (isObject(input.body) && !('type' in input)) return changesOfOne(input.body);
	const { field, ...value } = input;
	if (VALUE_PARTS.some((part) => part in input)) return [typeof field === 'string' ? { field, value } : { value: input }];
	if (typeof input.type === 'string' && typeof input.id === 'string') return [{ value: { messages: [input] } }];
	if (typeof field === 'string') return [{ field, value }];
	return [{ value: input, note: 'This is not a WhatsApp webhook: it has no list "entry".' }];
}

const VALUE_PARTS = ['messages', 'statuses', 'user_preferences', 'user_id_update', 'message_echoes', 'metadata'];

function changesOfEntry(entry: unknown): Change[] {
	const read = entrySchema.safeParse(entry);
	if (!read.success || read.data.changes === undefined) return [{ value: entry, note: 'An entry of this webhook has no list "changes".' }];
	const { id: businessAccountId, time, changes } = read.data;
	return changes.map((change) => {
		const parsed = changeSchema.safeParse(change);
		if (!parsed.success) return { businessAccountId, time, value: change, note: 'A change of this webhook is no JSON object.' };
		return { businessAccountId, time, field: parsed.data.field, value: parsed.data.value };
	});
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
