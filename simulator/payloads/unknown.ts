import type { JsonObject } from './envelope';
import type { MessageContent } from './messages';

/** A message Meta could not pass on: no text to inspect. */
export const unsupported = (): MessageContent => ({
	type: 'unsupported',
	unsupported: { type: 'unknown' },
	errors: [
		{
			code: 131051,
			title: 'Message type unknown',
			message: 'Message type unknown',
			error_data: { details: 'Message type is currently not supported.' },
		},
	],
});

/** A type nobody has heard of yet. */
export const futureType = (type = 'hologram', value: JsonObject = { depth: 3 }): MessageContent => ({ type, [type]: value });

/** `interactive` without its object, as has been seen in the field. */
export const hollowInteractive = (): MessageContent => ({
	type: 'interactive',
	errors: [{ code: 131000, title: 'Something went wrong', error_data: { details: 'unsupported webhook payload' } }],
});
