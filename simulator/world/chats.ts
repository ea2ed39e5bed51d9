import type { JsonObject } from '../payloads';
import type { SendEntry } from './log';

const KEPT_PER_CUSTOMER = 500;

/** Customer's message as their phone shows it. */
export type OwnMessage = {
	id: string;
	customerId: string;
	/** milliseconds */
	at: number;
	content: JsonObject;
	/** `sending` until the callback answered; `undelivered` after the last attempt; `read` once the business marked it */
	state: 'sending' | 'sent' | 'undelivered' | 'read';
};

export type ChatLine = { from: 'customer'; message: OwnMessage } | { from: 'business'; send: SendEntry };

/** What each customer's phone shows, newest last. */
export class Chats {
	private readonly lines = new Map<string, ChatLine[]>();
	private readonly own = new Map<string, OwnMessage>();
	private readonly versions = new Map<string, number>();

	add(customerId: string, line: ChatLine): void {
		const lines = this.lines.get(customerId) ?? [];
		lines.push(line);
		if (lines.length > KEPT_PER_CUSTOMER) this.forget(lines.shift());
		this.lines.set(customerId, lines);
		if (line.from === 'customer') this.own.set(line.message.id, line.message);
		this.touch(customerId);
	}

	ownMessage(messageId: string): OwnMessage | undefined {
		return this.own.get(messageId);
	}

	/** Something about this chat changed: open phones fetch it again. */
	touch(customerId: string): void {
		this.versions.set(customerId, this.version(customerId) + 1);
	}

	version(customerId: string): number {
		return this.versions.get(customerId) ?? 0;
	}

	of(customerId: string): ChatLine[] {
		return this.lines.get(customerId) ?? [];
	}

	clear(): void {
		for (const customerId of this.lines.keys()) this.touch(customerId);
		this.lines.clear();
		this.own.clear();
	}

	private forget(line: ChatLine | undefined): void {
		if (line?.from === 'customer') this.own.delete(line.message.id);
	}
}
