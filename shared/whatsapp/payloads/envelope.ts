import { z } from 'zod';
import { id, list, listOf, moment, object, text } from './scalars';

/** The frame of every webhook: accounts, and per account what changed. */
export const envelopeSchema = z.object({
	object: text,
	entry: z.array(z.unknown()),
});

export const entrySchema = z.object({ id, time: moment, changes: list });

export const changeSchema = z.object({ field: text, value: z.unknown() });

/** A person as `contacts[]` shows them. Any of the ids may be missing. */
export const contactSchema = z.object({
	profile: object({ name: text, username: text }),
	wa_id: id,
	user_id: id,
	parent_user_id: id,
});
export type PayloadContact = z.output<typeof contactSchema>;

/** What a change holds, whatever its field. */
export const valueSchema = z.object({
	metadata: object({ phone_number_id: id, display_phone_number: text }),
	contacts: listOf(contactSchema),
	messages: list,
	statuses: list,
	user_preferences: list,
	user_id_update: list,
	message_echoes: list,
});
export type ChangeValue = z.output<typeof valueSchema>;
