import { z } from 'zod';
import { FAULT_ENDPOINTS } from '../world/faults';

const milliseconds = z.number().int().min(0);
const address = z.string().min(3).max(160);

export const faultShape = z
	.object({
		code: z.number().int().optional(),
		mode: z.enum(['sync', 'async']).optional(),
		http: z.number().int().min(200).max(599).optional(),
		retryAfter: z.number().int().min(0).optional(),
		reset: z.enum(['before', 'after']).optional(),
		hang: z.enum(['before', 'after']).optional(),
		delayMs: milliseconds.optional(),
		to: address.optional(),
		endpoint: z.enum(FAULT_ENDPOINTS).optional(),
		skip: z.number().int().min(0).optional(),
		count: z.number().int().min(0).optional(),
	})
	.strict()
	.refine((fault) => [fault.code, fault.http, fault.reset, fault.hang, fault.delayMs].some((kind) => kind !== undefined), {
		message: 'needs one of code, http, reset, hang, delayMs',
	});

const category = z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']);

export const templateShape = z
	.object({
		id: z.string().optional(),
		name: z.string().min(1).max(512),
		language: z.string().min(2),
		category,
		status: z.string().optional(),
		correct_category: category.optional(),
		previous_category: category.optional(),
		parameter_format: z.enum(['POSITIONAL', 'NAMED']).optional(),
		components: z
			.array(
				z.object({
					type: z.string(),
					format: z.string().optional(),
					text: z.string().optional(),
					buttons: z.array(z.object({ type: z.string(), text: z.string().optional(), url: z.string().optional(), phone_number: z.string().optional() })).optional(),
				}),
			)
			.optional(),
	})
	.strict();

export const customerShape = z
	.object({
		id: z.string().min(1).max(60).optional(),
		name: z.string().max(120).optional(),
		username: z.string().max(60).optional(),
		phone: z.string().regex(/^\+?[\d ().-]{7,24}$/, 'must be a phone number with country code').optional(),
		waId: z.string().regex(/^\d{7,15}$/, 'must be digits').optional(),
		userId: z.string().regex(/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/, 'must be a BSUID such as US.13491208655302741918').nullable().optional(),
		hidesPhone: z.boolean().optional(),
		stopped: z.boolean().optional(),
		blocked: z.boolean().optional(),
		lastMessageAt: z.number().optional(),
	})
	.strict();

export const howShape = z
	.object({
		copies: z.number().int().min(1).max(1000).optional(),
		batch: z.enum(['entries', 'changes', 'messages']).optional(),
		order: z.enum(['given', 'reversed', 'shuffled']).optional(),
		seed: z.number().int().optional(),
		concurrency: z.number().int().min(1).max(64).optional(),
		delayMs: milliseconds.optional(),
		signature: z.enum(['valid', 'wrong', 'missing']).optional(),
		retry: z.boolean().optional(),
		url: z.string().url().optional(),
	})
	.strict();

const content = z.object({ type: z.string().min(1) }).passthrough();

const context = z
	.object({ answers: z.string(), from: z.string(), forwarded: z.boolean(), frequentlyForwarded: z.boolean() })
	.partial()
	.strict();

/** `text` is short for a text message; `message` is any content in Meta's shape; `preference` flips WhatsApp's own switch. */
export const sayShape = z
	.object({
		text: z.string().optional(),
		message: content.optional(),
		preference: z.enum(['stop', 'resume']).optional(),
		id: z.string().optional(),
		at: z.number().optional(),
		context: context.optional(),
		groupId: z.string().optional(),
		how: howShape.optional(),
	})
	.strict()
	.refine((say) => [say.text, say.message, say.preference].filter((kind) => kind !== undefined).length === 1, {
		message: 'needs exactly one of text, message, preference',
	});

const payload = z.object({ object: z.literal('whatsapp_business_account'), entry: z.array(z.object({ id: z.string(), changes: z.array(z.object({ field: z.string(), value: z.object({}).passthrough() })) }).passthrough()) });

export const deliverShape = z.object({ payloads: z.array(payload).min(1), how: howShape.optional() }).strict();

export const clockShape = z
	.object({ offsetMs: z.number().optional(), advanceMs: z.number().optional() })
	.strict()
	.refine((clock) => clock.offsetMs !== undefined || clock.advanceMs !== undefined, { message: 'needs offsetMs or advanceMs' });

export const webhookShape = z.object({ url: z.string().url(), verify: z.boolean().optional(), verifyToken: z.string().optional() }).strict();

export const settingsShape = z
	.object({
		statuses: z.object({ sent: z.boolean(), delivered: z.boolean(), read: z.boolean() }).partial().strict(),
		statusBatchSize: z.number().int().min(1).max(1000),
		retry: z
			.object({ attempts: z.number().int().min(1).max(1000), firstDelayMs: milliseconds, maxDelayMs: milliseconds, timeoutMs: milliseconds.min(1) })
			.partial()
			.strict(),
		windowRefusal: z.enum(['sync', 'async']),
		marketingOnMessages: z.boolean(),
		messagesPerSecond: z.number().int().min(0),
		qualityRating: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
		messagingLimit: z.string(),
		throughputLevel: z.enum(['STANDARD', 'HIGH', 'NOT_APPLICABLE']),
		overrideFields: z.array(z.string()),
	})
	.partial()
	.strict();
