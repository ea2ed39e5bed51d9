import type { JsonObject } from '../payloads';
import { digitsOf, looksLikeUserId } from './ids';

const KEPT_SENDS = 50_000;
const KEPT_OTHERS = 20_000;

export type SendStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

/** One call to a send endpoint. */
export type SendEntry = {
	seq: number;
	/** ISO 8601 */
	at: string;
	endpoint: 'messages' | 'marketing_messages';
	to?: string;
	recipient?: string;
	type?: string;
	template?: string;
	language?: string;
	category?: string;
	text?: string;
	body: JsonObject;
	/** wamid; present when the send was accepted, even if the answer never reached the caller */
	messageId?: string;
	customerId?: string;
	outcome: 'pending' | 'accepted' | 'refused';
	/** the person's phone got it */
	delivered: boolean;
	status?: SendStatus;
	errorCode?: number;
	httpStatus?: number;
	/** habits that are dangerous with the real API: `phone_without_plus`, `bsuid_in_to`, `connection_reset`, `to_and_recipient` … */
	notes: string[];
};

/** One HTTP call to a Graph endpoint. Tokens and secrets are never kept. */
export type CallEntry = { seq: number; at: string; method: string; path: string; version?: string; query: Record<string, string>; body?: JsonObject; status: number | 'reset' | 'hang' };

/** One webhook POST with all its attempts. */
export type DeliveryEntry = {
	seq: number;
	at: string;
	url?: string;
	fields: string[];
	ok: boolean;
	status?: number;
	attempts: number;
	/** why nothing was sent: `no_target`, `field_not_subscribed`, `account_not_subscribed`; or why it failed */
	reason?: string;
	payload: JsonObject;
};

export type SendFilter = { to?: string; type?: string; template?: string; outcome?: string; endpoint?: string; delivered?: boolean; since?: number };

/** Remembers the newest entries; dropping old ones costs nothing per entry. */
class Shelf<T extends { seq: number }> {
	private entries: T[] = [];
	private counter = 0;

	constructor(private readonly kept: number) {}

	add(entry: Omit<T, 'seq'>): T {
		const kept = { seq: ++this.counter, ...entry } as T;
		this.entries.push(kept);
		if (this.entries.length > 2 * this.kept) this.entries = this.entries.slice(-this.kept);
		return kept;
	}

	all(): T[] {
		return this.entries;
	}

	/** Everything that was ever added, also what is no longer kept. */
	get total(): number {
		return this.counter;
	}

	clear(): void {
		this.entries = [];
	}
}

export class Log {
	private readonly sendShelf = new Shelf<SendEntry>(KEPT_SENDS);
	private readonly callShelf = new Shelf<CallEntry>(KEPT_OTHERS);
	private readonly deliveryShelf = new Shelf<DeliveryEntry>(KEPT_OTHERS);

	addSend(entry: Omit<SendEntry, 'seq'>): SendEntry {
		return this.sendShelf.add(entry);
	}

	addCall(entry: Omit<CallEntry, 'seq'>): CallEntry {
		return this.callShelf.add(entry);
	}

	addDelivery(entry: Omit<DeliveryEntry, 'seq'>): DeliveryEntry {
		return this.deliveryShelf.add(entry);
	}

	/** Sends in order of arrival. `to` matches phone, waId digits or BSUID as addressed. */
	sends(filter: SendFilter = {}): SendEntry[] {
		const { to, since, ...exact } = filter;
		const address = to === undefined ? undefined : plainAddress(to);
		return this.sendShelf.all().filter((entry) => {
			if (since !== undefined && entry.seq <= since) return false;
			if (address !== undefined && plainAddress(entry.to ?? entry.recipient ?? '') !== address) return false;
			return Object.entries(exact).every(([key, value]) => value === undefined || entry[key as keyof SendEntry] === value);
		});
	}

	calls(): CallEntry[] {
		return [...this.callShelf.all()];
	}

	deliveries(): DeliveryEntry[] {
		return [...this.deliveryShelf.all()];
	}

	get totals(): { sends: number; calls: number; deliveries: number } {
		return { sends: this.sendShelf.total, calls: this.callShelf.total, deliveries: this.deliveryShelf.total };
	}

	clear(): void {
		this.sendShelf.clear();
		this.callShelf.clear();
		this.deliveryShelf.clear();
	}
}

const plainAddress = (value: string): string => (looksLikeUserId(value) ? value : digitsOf(value));
