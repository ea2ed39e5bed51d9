import { z } from 'zod';
import type { PageItem, PageRequest, Served } from '../http';
import { json, only } from '../respond';
import { sameText } from '../signing';
import { createHash } from 'node:crypto';
import type { PagesContext } from '../types';
import { recordBatch } from './batch';

const MOST = 1000;
/** A batch that nobody finished for this long was left by a process that died; its events have ids, so it can be taken again. */
const ABANDONED_MS = 60_000;

const identifier = z.union([z.string(), z.number()]).nullish();

const entry = z.object({
	action: z.enum(['opt_in', 'opt_out']),
	phone: identifier,
	userId: z.string().nullish(),
	name: z.string().max(500).optional(),
	lists: z.array(z.string()).max(100).optional(),
	source: z.string().min(1).max(200).default('api'),
	origin: z.enum(['person', 'business']).optional(),
	scope: z.enum(['marketing', 'everything']).default('marketing'),
	occurredAt: z.string().optional(),
	expiresAt: z.string().optional(),
	evidence: z.record(z.unknown()).optional(),
	doubleOptIn: z.boolean().optional(),
});
export type ApiEntry = z.output<typeof entry>;

/** All that an opt-out needs. */
const saidStop = z.object({ action: z.literal('opt_out'), phone: identifier, userId: z.string().nullish(), scope: z.enum(['marketing', 'everything']).catch('marketing') });

const body = z.object({ items: z.array(z.unknown()).min(1, 'is empty').max(MOST, `holds more than ${MOST} items`) });

export type ReadEntry = { ok: true; entry: ApiEntry; slip?: string } | { ok: false; contact: string; problem: string };

/**
 * The endpoint for other systems: a batch of opt-ins and opt-outs as JSON, with the secret of the credential as bearer token and an
 * `Idempotency-Key`. Answers one outcome per item, in order.
 */
export async function receiveBatch(request: PageRequest, context: PagesContext): Promise<Served> {
	const { apiSecret } = context.secrets;
	if (apiSecret === '') return refusal(404, 'The endpoint is off. Set the API Secret of the Consent Pages credential to switch it on.');
	const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
	if (!sameText(given, apiSecret)) {
		// Whoever knows the secret is let in all the same: behind one proxy everybody has the guesser's address.
		const waits = context.brakes.logins.wait(`api ${request.ip}`, context.now);
		if (waits > 0) return refusal(429, 'Too many wrong secrets. Try again later.', { 'Retry-After': String(waits) });
		context.brakes.logins.failed(`api ${request.ip}`, context.now);
		return refusal(401, 'Send the API Secret as: Authorization: Bearer …', { 'WWW-Authenticate': 'Bearer' });
	}
	if (request.method !== 'POST') return refusal(405, 'Post JSON here.', { Allow: 'POST' });
	const parsed = body.safeParse(request.json);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		return refusal(400, `Send { "items": [ … ] }: ${issue?.path.join('.') || 'the body'} ${issue?.message ?? 'is not valid'}.`);
	}
	const entries = parsed.data.items.map(readEntry);
	const key = request.headers['idempotency-key']?.trim() ?? '';
	if (key === '') {
		const { results, items } = await recordBatch(context, entries);
		return { response: json(200, { results }), items };
	}
	if (key.length > 200) return refusal(400, 'The Idempotency-Key is longer than 200 characters.');
	return await once(context, key, entries);
}

/** The same key again is answered with what the first call was answered. */
async function once(context: PagesContext, key: string, entries: ReadEntry[]): Promise<Served> {
	const claimKey = `pages/api/${key}`;
	const content = createHash('sha256').update(JSON.stringify(entries)).digest('base64url');
	const claim = await context.store.claim(claimKey, { staleAfterMs: ABANDONED_MS, retryUncertain: true });
	if (claim.state === 'done') {
		if (claim.outcome?.content !== content) return refusal(422, 'This Idempotency-Key was used for another batch. Take a new one.');
		return only(json(200, { results: claim.outcome.results, repeated: true }));
	}
	if (claim.state !== 'claimed') return refusal(409, 'A batch with this Idempotency-Key is being recorded. Ask again.', { 'Retry-After': '5' });
	let done: { results: unknown[]; items: PageItem[] };
	try {
		done = await recordBatch(context, entries, key);
	} catch (error) {
		await context.store.release(claimKey, claim.token);
		throw error;
	}
	await context.store.finish(claimKey, { content, results: done.results });
	return { response: json(200, { results: done.results }), items: done.items };
}

function readEntry(written: unknown): ReadEntry {
	const parsed = entry.safeParse(written);
	if (parsed.success) return { ok: true, entry: parsed.data };
	const issue = parsed.error.issues[0];
	const problem = `${issue?.path.join('.') || 'item'}: ${issue?.message ?? 'is not valid'}`;
	// A slip beside it must not cost anybody their opt-out.
	const plain = saidStop.safeParse(written);
	if (plain.success) return { ok: true, entry: entry.parse(plain.data), slip: problem };
	const phone = (written as { phone?: unknown } | null)?.phone;
	const contact = typeof phone === 'string' || typeof phone === 'number' ? String(phone).slice(0, 200) : '';
	return { ok: false, contact, problem };
}

function refusal(status: number, error: string, headers: Record<string, string> = {}): Served {
	return only(json(status, { error }, headers));
}
