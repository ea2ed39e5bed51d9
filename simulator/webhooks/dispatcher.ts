import { setTimeout as sleep } from 'node:timers/promises';
import { batch, type JsonObject, type Webhook } from '../payloads';
import type { Account } from '../world/account';
import type { DeliveryEntry, Log } from '../world/log';
import type { Settings } from '../world/settings';
import type { Subscriptions } from '../world/subscriptions';
import { postUntilTaken } from './post';
import { signatureOf, wireBytes } from './sign';

/** How a webhook goes out; everything absent means: once, at once, rightly signed, with retries. */
export type DeliverHow = {
	/** how many times the same POST is made, one after another */
	copies?: number;
	/** several payloads: packed into one POST */
	batch?: 'entries' | 'changes' | 'messages';
	/** several payloads: the order of their POSTs; `shuffled` follows `seed` */
	order?: 'given' | 'reversed' | 'shuffled';
	seed?: number;
	/** several payloads: POSTs under way at once; default 1 */
	concurrency?: number;
	/** waits before the first POST */
	delayMs?: number;
	signature?: 'valid' | 'wrong' | 'missing';
	/** false: one attempt only */
	retry?: boolean;
	/** another callback than the subscribed one */
	url?: string;
};

/** Signs webhooks and brings them to the subscribed callback. */
export class Dispatcher {
	private readonly closing = new AbortController();
	private readonly underWay = new Set<Promise<unknown>>();
	private waitingStatuses: Webhook[] = [];
	private drainingStatuses = false;

	constructor(
		private readonly account: Account,
		private readonly settings: Settings,
		private readonly subscriptions: Subscriptions,
		private readonly log: Log,
		private readonly now: () => number,
	) {}

	/** Answers when every POST has been taken or given up. */
	async deliver(payloads: Webhook[], how: DeliverHow = {}): Promise<DeliveryEntry[]> {
		return await this.track(this.deliverAll(payloads, how));
	}

	/** Statuses go one POST at a time, in order; those that pile up meanwhile share the next one, as Meta's do. */
	queueStatus(payload: Webhook): void {
		this.waitingStatuses.push(payload);
		if (this.drainingStatuses) return;
		this.drainingStatuses = true;
		void this.track(this.drainStatuses());
	}

	/** Answers when nothing is under way any more. */
	async idle(): Promise<void> {
		while (this.underWay.size > 0) await Promise.allSettled([...this.underWay]);
	}

	async close(): Promise<void> {
		this.waitingStatuses = [];
		this.closing.abort();
		await this.idle();
	}

	private async deliverAll(payloads: Webhook[], how: DeliverHow): Promise<DeliveryEntry[]> {
		if (how.delayMs) await sleep(how.delayMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
		const packed = how.batch && payloads.length > 1 ? [batch(payloads, how.batch)] : inOrder(payloads, how);
		const posts = packed.flatMap((payload) => Array.from({ length: how.copies ?? 1 }, () => payload));
		const results: DeliveryEntry[] = [];
		const next = posts.entries();
		const worker = async (): Promise<void> => {
			for (const [index, payload] of next) results[index] = await this.post(payload, how);
		};
		await Promise.all(Array.from({ length: Math.max(1, how.concurrency ?? 1) }, worker));
		return results;
	}

	private async drainStatuses(): Promise<void> {
		while (this.waitingStatuses.length > 0) {
			// Lets the statuses of the calls being answered right now join the first POST.
			await new Promise((resolve) => setImmediate(resolve));
			const together = this.waitingStatuses.splice(0, this.settings.statusBatchSize);
			await this.post(together.length === 1 && together[0] ? together[0] : batch(together, 'messages'), {});
		}
		this.drainingStatuses = false;
	}

	private async post(payload: Webhook, how: DeliverHow): Promise<DeliveryEntry> {
		const fields = [...new Set(payload.entry.flatMap((entry) => entry.changes.map((change) => change.field)))];
		const target = how.url === undefined ? this.subscriptions.targetFor(fields[0] ?? 'messages', this.settings) : { url: how.url };
		const entry = { at: new Date(this.now()).toISOString(), fields, payload: payload as unknown as JsonObject };
		if ('reason' in target) return this.log.addDelivery({ ...entry, ok: false, attempts: 0, reason: target.reason });
		const bytes = wireBytes(payload);
		const retry = how.retry === false ? { ...this.settings.retry, attempts: 1 } : this.settings.retry;
		const result = await postUntilTaken(target.url, bytes, this.headers(bytes, how), retry, this.closing.signal);
		return this.log.addDelivery({ ...entry, url: target.url, ...result });
	}

	private headers(bytes: Buffer, how: DeliverHow): Record<string, string> {
		if (how.signature === 'missing') return {};
		const secret = how.signature === 'wrong' ? `${this.account.appSecret}-wrong` : this.account.appSecret;
		return { 'x-hub-signature-256': signatureOf(bytes, secret) };
	}

	private async track<T>(work: Promise<T>): Promise<T> {
		this.underWay.add(work);
		try {
			return await work;
		} finally {
			this.underWay.delete(work);
		}
	}
}

function inOrder(payloads: Webhook[], how: DeliverHow): Webhook[] {
	if (how.order === 'reversed') return [...payloads].reverse();
	return how.order === 'shuffled' ? shuffled(payloads, how.seed ?? 1) : payloads;
}

/** Fisher–Yates with a small seeded generator (mulberry32), so that a failing order can be repeated. */
function shuffled<T>(items: T[], seed: number): T[] {
	const result = [...items];
	let state = seed >>> 0;
	const random = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	for (let index = result.length - 1; index > 0; index -= 1) {
		const other = Math.floor(random() * (index + 1));
		[result[index], result[other]] = [result[other] as T, result[index] as T];
	}
	return result;
}
