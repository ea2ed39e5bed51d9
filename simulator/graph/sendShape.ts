import { z } from 'zod';
import { GraphError } from './errors';

const parameter = z.object({ type: z.string(), parameter_name: z.string().optional() }).passthrough();
const component = z
	.object({
		type: z.string(),
		sub_type: z.string().optional(),
		index: z.union([z.string(), z.number()]).optional(),
		parameters: z.array(parameter).optional(),
	})
	.passthrough();

const template = z.object({
	name: z.string().min(1).max(512),
	language: z.object({ code: z.string().min(1) }).passthrough(),
	components: z.array(component).optional(),
});

const replyButton = z.object({
	type: z.literal('reply'),
	reply: z.object({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
});

const row = z.object({ id: z.string().min(1).max(200), title: z.string().min(1).max(24), description: z.string().max(72).optional() });

const header = z.object({ type: z.string(), text: z.string().max(60).optional() }).passthrough();
const footer = z.object({ text: z.string().max(60) });

const buttons = z.object({
	type: z.literal('button'),
	header: header.optional(),
	body: z.object({ text: z.string().min(1).max(1024) }),
	footer: footer.optional(),
	action: z.object({ buttons: z.array(replyButton).min(1).max(3) }),
});

const list = z.object({
	type: z.literal('list'),
	header: header.optional(),
	body: z.object({ text: z.string().min(1).max(4096) }),
	footer: footer.optional(),
	action: z.object({
		button: z.string().min(1).max(20),
		sections: z.array(z.object({ title: z.string().max(24).optional(), rows: z.array(row).min(1).max(10) })).min(1),
	}),
});

const common = {
	messaging_product: z.literal('whatsapp'),
	recipient_type: z.enum(['individual', 'group']).optional(),
	to: z.string().optional(),
	recipient: z.string().optional(),
	context: z.object({ message_id: z.string() }).optional(),
	biz_opaque_callback_data: z.string().max(512).optional(),
	recipient_identity_key_hash: z.string().optional(),
	product_policy: z.enum(['CLOUD_API_FALLBACK', 'STRICT']).optional(),
	message_activity_sharing: z.boolean().optional(),
};

const interactive = z.discriminatedUnion('type', [buttons, list]);

/** Bodies that `POST /{number}/messages` takes. */
export const sendShape = z.discriminatedUnion('type', [
	z.object({ ...common, type: z.literal('text'), text: z.object({ body: z.string().min(1).max(4096), preview_url: z.boolean().optional() }) }),
	z.object({ ...common, type: z.literal('interactive'), interactive }),
	z.object({ ...common, type: z.literal('template'), template }),
]);

export type SendBody = z.infer<typeof sendShape>;
export type SentTemplate = z.infer<typeof template>;
export type SentComponent = z.infer<typeof component>;

export const readMarkShape = z.object({
	messaging_product: z.literal('whatsapp'),
	status: z.literal('read'),
	message_id: z.string().min(1),
	typing_indicator: z.object({ type: z.literal('text') }).optional(),
});

const KNOWN_BUT_NOT_PLAYED = new Set(['image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'reaction']);

/** Reads a send body or throws the error Meta answers with. A missing `type` means text, as Meta has it. */
export function readSend(body: object): SendBody {
	const given = 'type' in body ? body : { ...body, type: 'text' };
	const parsed = sendShape.safeParse(given);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const path = (issue?.path ?? []).join('.');
	if (path === 'type') {
		const type = String((given as { type?: unknown }).type);
		if (KNOWN_BUT_NOT_PLAYED.has(type)) throw new GraphError(131051, `The simulator does not play outgoing messages of type ${type}.`);
		throw new GraphError(100, `Param type must be one of text, interactive, template - got "${type}".`);
	}
	if (path === 'messaging_product') throw new GraphError(100, undefined, { message: '(#100) The parameter messaging_product is required.' });
	const missing = issue?.code === 'invalid_type' && issue.received === 'undefined';
	throw missing
		? new GraphError(131008, `Parameter '${path}' is mandatory for type '${String((given as { type?: unknown }).type)}'`)
		: new GraphError(path === 'text.body' ? 100 : 131009, `Param ${path}: ${issue?.message ?? 'invalid'}`);
}
