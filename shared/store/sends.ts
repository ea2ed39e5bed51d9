import { z } from 'zod';
import { DEFAULT_LIST, EVERYTHING, iso, MESSAGE_CATEGORIES } from '../consent';
import type { ContactFacts, SendCounts } from '../consent';
import type { IdentifierInput, IdKey } from '../identity';
import { oldFromAnywhere } from './anywhere';
import { CHUNK, chunks } from './backend';
import type { Backend, Row } from './backend';
import { finishedClaim } from './claims';
import { CorruptRecord } from './errors';
import { tail } from './keys';
import type { Keys } from './keys';
import { fromRow, readRow, toRow } from './rows';
import type { Reserved, SentMessage } from './types';

export const sentSchema = z.object({
	messageId: z.string(),
	contact: z.string(),
	phoneNumberId: z.string(),
	at: z.number(),
	purpose: z.string().optional(),
	list: z.string().optional(),
	category: z.enum(MESSAGE_CATEGORIES).optional(),
});

/**
 * What lies with the contact: when, and the list, where the message counts as one of the many that a cap holds down; and for what it is
 * reserved, while it is not sent yet.
 */
const countedSchema = z.object({ at: z.number(), list: z.string().optional(), reserved: z.string().optional() });

const DAY_MS = 24 * 3600 * 1000;
const PERIODS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;
/** Longer than any cap looks back, and than answers and late statuses take. */
const KEPT_MS = 90 * DAY_MS;

/** The memory of our own sends: one row per message, and one per message with each identifier of whom it went to. */
export class Sends {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
		private readonly stamp: () => string,
		private readonly keysOf: (identifier: IdentifierInput) => IdKey[],
	) {}

	/** With `ifUnknown` a message noted before stays as it is, and is not counted anew. What was reserved for a message ends with it. */
	async note(messages: SentMessage[], ifUnknown: boolean): Promise<void> {
		const fresh = ifUnknown ? await this.unknown(messages) : messages;
		const rows = new Map<string, Row>();
		const ended = new Set<string>();
		for (const message of fresh) {
			const key = this.keys.sent(message.messageId);
			rows.set(key, { key, value: toRow(sentSchema.parse(message)) });
			const counted = countedRow(message);
			for (const id of this.keysOf(message.contact)) {
				const at = this.keys.sentTo(id, message.messageId);
				rows.set(at, { key: at, value: counted });
			}
			if (message.claim !== undefined) {
				const claim = this.keys.claim(message.claim);
				rows.set(claim, { key: claim, value: finishedClaim(message.at, { sentAt: iso(message.at) }) });
			}
			for (const row of message.reserved === undefined ? [] : this.reservedKeys(message.reserved)) ended.add(row);
		}
		if (rows.size === 0) return;
		await this.backend.commit({ ...(ifUnknown ? { inserts: [...rows.values()] } : { sets: [...rows.values()] }), deletes: [...ended] });
		await this.sweep(fresh.length);
	}

	async of(messageIds: string[]): Promise<Array<SentMessage | undefined>> {
		const rows = await this.backend.read(messageIds.map((id) => this.keys.sent(id)));
		return rows.map((row) => (row === undefined ? undefined : readRow(row, sentSchema, 'a sent message')));
	}

	/**
	 * Messages that count within the last day, week and month, in all and on a list, per person; nothing where a row is damaged.
	 * Each message counts once, under however many identifiers it was noted.
	 */
	async counts(people: IdKey[][], list: string | undefined, now: number, except?: string): Promise<Array<ContactFacts['sent']>> {
		const rows = await this.rowsOf(people);
		return rows.map((own) => this.count(own, list, now, (_, reservedFor) => reservedFor === undefined || reservedFor !== except));
	}

	/**
	 * Keys of a reservation: the message's first, then those with each identifier. It lies among the messages, so that it is counted,
	 * erased and swept with them.
	 */
	reservedKeys({ key, contact }: Reserved): string[] {
		const messageId = reservedId(key);
		return [this.keys.sent(messageId), ...this.keysOf(contact).map((id) => this.keys.sentTo(id, messageId))];
	}

	/** What a reservation is called among the messages of a person. */
	reservedName(key: string): string {
		return messageIn(this.keys.sentTo('', reservedId(key)));
	}

	/** What was noted of each person's messages. */
	async rowsOf(people: IdKey[][]): Promise<Row[][]> {
		const found: Row[][] = [];
		for (const some of chunks(people, CHUNK)) {
			const rows = await this.backend.under(some.flat().map((id) => this.keys.sentToAll(id)));
			const byId = new Map<IdKey, Row[]>();
			for (const row of rows) {
				const [id = ''] = tail(row.key, this.keys.spaces.sentTo).split(':');
				const known = byId.get(id);
				if (known === undefined) byId.set(id, [row]);
				else known.push(row);
			}
			for (const ids of some) found.push(ids.flatMap((id) => byId.get(id) ?? []));
		}
		return found;
	}

	/** Of these rows those that are to count, each message once; nothing where one is damaged. */
	count(
		rows: Row[],
		list: string | undefined,
		now: number,
		counts: (message: string, reservedFor: string | undefined) => boolean,
	): ContactFacts['sent'] {
		const contact: SendCounts = { day: 0, week: 0, month: 0 };
		const onList: SendCounts = { day: 0, week: 0, month: 0 };
		const seen = new Set<string>();
		for (const { key, value } of rows) {
			const message = messageIn(key);
			if (seen.has(message)) continue;
			seen.add(message);
			const counted = countedSchema.nullable().safeParse(parsed(value));
			if (!counted.success) return undefined;
			if (counted.data === null || !counts(message, counted.data.reserved)) continue;
			for (const period of ['day', 'week', 'month'] as const) {
				if (counted.data.at <= now - PERIODS[period]) continue;
				contact[period]++;
				if (list === EVERYTHING || counted.data.list === list) onList[period]++;
			}
		}
		return list === undefined ? { contact } : { contact, list: onList };
	}

	private async unknown(messages: SentMessage[]): Promise<SentMessage[]> {
		if (messages.length === 0) return [];
		const rows = await this.backend.read(messages.map(({ messageId }) => this.keys.sent(messageId)));
		return messages.filter((_, index) => rows[index] === undefined);
	}

	private async sweep(written: number): Promise<void> {
		const old = await oldFromAnywhere(this.backend, this.keys.spaces.sent, this.stamp(), written, ({ key, value }) => {
			const message = understood(value);
			if (message === undefined || message.at > this.now() - KEPT_MS) return [];
			return [key, ...this.keysOf(message.contact).map((id) => this.keys.sentTo(id, message.messageId))];
		});
		if (old.length > 0) await this.backend.commit({ deletes: old });
	}
}

/** Marketing, and whatever else goes out on a list; not answers, confirmations and receipts. */
export function countedRow({ at, list, category }: Pick<SentMessage, 'at' | 'list' | 'category'>, reserved?: string): string {
	const on = list ?? (category === 'marketing' ? DEFAULT_LIST : undefined);
	return toRow(on === undefined ? null : { at, list: on, ...(reserved !== undefined && { reserved }) });
}

/** No id of Meta's has a space. */
export function reservedId(key: string): string {
	return `reserved ${key}`;
}

/** The message's part of the key under which it lies with a person. */
function messageIn(key: string): string {
	return key.slice(key.lastIndexOf(':') + 1);
}

function parsed(value: string): unknown {
	try {
		return fromRow(value, 'a sent message');
	} catch (error) {
		if (error instanceof CorruptRecord) return undefined;
		throw error;
	}
}

/** When a message was sent, by its row; nothing of a damaged one. */
export function sendTime(value: string): number | undefined {
	return understood(value)?.at;
}

function understood(value: string): SentMessage | undefined {
	const message = sentSchema.safeParse(parsed(value));
	return message.success ? message.data : undefined;
}
