import { z } from 'zod';
import { contactOf, parseIdentifier } from '../identity';
import type { IdentifierInput, IdKey } from '../identity';
import type { ContactFacts } from '../consent';
import type { Backend, Merge, Row } from './backend';
import { MOMENTS, momentRow, readMoment } from './cells';
import { InvalidRequest } from './errors';
import type { FactsReader } from './facts';
import type { Keys } from './keys';
import { personOf } from './people';
import { reduce } from './reduce';
import { readRow, toRow } from './rows';
import { FUTURE_MS } from './record';
import type { Contact24h, SentMessage } from './types';

const sentSchema = z.object({
	messageId: z.string(),
	contact: z.string(),
	phoneNumberId: z.string(),
	at: z.number(),
	purpose: z.string().optional(),
});

/** Stands for "any of our numbers". */
const ANY_NUMBER = '_any';

/** What was last heard from contacts and sent to them, which is not consent but what some rules look at. */
export class Messages {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly reader: FactsReader,
		private readonly now: () => number,
		private readonly defaultCountry: string | undefined,
	) {}

	async noteInbound(messages: Contact24h[]): Promise<void> {
		const merges: Merge[] = [];
		const latest = this.now() + FUTURE_MS;
		for (const { identifier, phoneNumberId, at } of messages) {
			if (!Number.isFinite(at) || at < 0) throw new InvalidRequest('An inbound message has no time.', 'Give `at` in milliseconds since 1970.');
			const value = momentRow(Math.floor(Math.min(at, latest)));
			for (const id of this.keysOf(identifier)) {
				for (const number of [phoneNumberId, ANY_NUMBER]) merges.push({ key: this.keys.inbound(id, number), layout: MOMENTS, value });
			}
		}
		if (merges.length > 0) await this.backend.commit({ merges: reduce(merges) });
	}

	async noteSent(messages: SentMessage[]): Promise<void> {
		const sets = new Map<string, Row>();
		for (const message of messages) {
			sets.set(this.keys.sent(message.messageId), { key: this.keys.sent(message.messageId), value: toRow(sentSchema.parse(message)) });
			for (const id of this.keysOf(message.contact)) {
				const key = this.keys.sentTo(id, message.messageId);
				sets.set(key, { key, value: toRow(1) });
			}
		}
		if (sets.size > 0) await this.backend.commit({ sets: [...sets.values()] });
	}

	async sent(messageIds: string[]): Promise<Array<SentMessage | undefined>> {
		const rows = await this.backend.read(messageIds.map((id) => this.keys.sent(id)));
		return rows.map((row) => (row === undefined ? undefined : readRow(row, sentSchema, 'a sent message')));
	}

	async coolDown(identifier: IdentifierInput, until: number): Promise<void> {
		const value = momentRow(Math.floor(until));
		const merges = this.keysOf(identifier).map((id): Merge => ({ key: this.keys.coolDown(id), layout: MOMENTS, value }));
		if (merges.length > 0) await this.backend.commit({ merges });
	}

	/** Per identifier, in order; of an unreadable one nothing is known. */
	async facts(identifiers: IdentifierInput[], phoneNumberId = ANY_NUMBER): Promise<ContactFacts[]> {
		const asked = identifiers.map((identifier) => this.keysOf(identifier));
		const sight = await this.reader.look(asked.flat(), []);
		const people = asked.map((keys) => [...new Set(keys.flatMap((id) => personOf(id, sight).ids))]);
		const rows = await this.backend.read(people.flat().flatMap((id) => [this.keys.inbound(id, phoneNumberId), this.keys.coolDown(id)]));
		let at = 0;
		return people.map((ids, index) => {
			const facts: ContactFacts = {};
			const contact = this.contactOf(identifiers[index]);
			if (contact !== undefined) facts.contact = contact;
			for (let count = 0; count < ids.length; count++) {
				const [inbound, coolDown] = [rows[at++], rows[at++]];
				if (inbound !== undefined) facts.lastInboundAt = Math.max(facts.lastInboundAt ?? 0, readMoment(inbound));
				if (coolDown !== undefined) facts.coolDownUntil = Math.max(facts.coolDownUntil ?? 0, readMoment(coolDown));
			}
			return facts;
		});
	}

	private contactOf(identifier: IdentifierInput | undefined): string | undefined {
		const parsed = parseIdentifier(identifier, this.options());
		return parsed.ok ? contactOf(parsed.ids) : undefined;
	}

	private keysOf(identifier: IdentifierInput): IdKey[] {
		const parsed = parseIdentifier(identifier, this.options());
		return parsed.ok ? parsed.keys : [];
	}

	private options() {
		return this.defaultCountry === undefined ? {} : { defaultCountry: this.defaultCountry };
	}
}
