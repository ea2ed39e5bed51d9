import { contactOf, parseIdentifier } from '../identity';
import type { IdentifierInput, IdKey } from '../identity';
import type { ContactFacts } from '../consent';
import type { Backend, Merge } from './backend';
import { MOMENTS, momentRow, readMoment } from './cells';
import { CorruptRecord, InvalidRequest } from './errors';
import type { FactsReader, Sight } from './facts';
import { isTheirs, placesOf } from './holders';
import type { Holders } from './holders';
import type { Keys } from './keys';
import { personOf } from './people';
import { reduce } from './reduce';
import { FUTURE_MS } from './incoming';
import { Reservations } from './reservations';
import { Sends } from './sends';
import type { Contact24h, FactsOptions, SendReservation, SendsBeside } from './types';

/** Stands for "any of our numbers". */
export const ANY_NUMBER = '_any';

/** What was last heard from contacts and sent to them, which is not consent but what some rules look at. */
export class Messages {
	readonly sends: Sends;
	readonly reservations: Reservations;

	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly reader: FactsReader,
		private readonly holders: Holders,
		private readonly now: () => number,
		stamp: () => string,
		private readonly defaultCountry: string | undefined,
	) {
		this.sends = new Sends(backend, keys, now, stamp, (identifier) => this.keysOf(identifier));
		this.reservations = new Reservations(backend, this.sends);
	}

	async reserve(reservations: SendReservation[], { list, now }: { list?: string; now: number }): Promise<SendsBeside[]> {
		const people = await this.peopleOf(reservations.map(({ contact }) => contact));
		return await this.reservations.take(reservations, people, list, now);
	}

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

	async coolDown(identifier: IdentifierInput, until: number): Promise<void> {
		const value = momentRow(Math.floor(until));
		const merges = this.keysOf(identifier).map((id): Merge => ({ key: this.keys.coolDown(id), layout: MOMENTS, value }));
		if (merges.length > 0) await this.backend.commit({ merges });
	}

	/**
	 * Per identifier, in order; of an unreadable one nothing is known. What is damaged is given so that a rule that looks at it finds it
	 * closed. Counts of sends are read only when asked for.
	 */
	async facts(identifiers: IdentifierInput[], phoneNumberId = ANY_NUMBER, options: FactsOptions = {}): Promise<ContactFacts[]> {
		const asked = identifiers.map((identifier) => this.keysOf(identifier));
		const sight = await this.reader.look(asked.flat(), []);
		const holders = await this.holders.ofEach(asked, sight);
		const people = this.tied(asked, sight);
		const heardAt = holders.flatMap(placesOf).map((id) => this.keys.inbound(id, phoneNumberId));
		const rows = await this.backend.read([...heardAt, ...people.flat().map((id) => this.keys.coolDown(id))]);
		const counts = options.sent === undefined ? [] : await this.sends.counts(people, options.sent.list, options.sent.now, options.sent.except);
		let [at, next] = [0, heardAt.length];
		return people.map((ids, index) => {
			const facts: ContactFacts = {};
			const contact = this.contactOf(identifiers[index]);
			if (contact !== undefined) facts.contact = contact;
			const holder = holders[index];
			for (const id of holder === undefined ? [] : placesOf(holder)) {
				const row = rows[at++];
				const heard = row === undefined ? undefined : momentIn(row);
				if (holder === undefined || heard === undefined || !(Number.isNaN(heard) || isTheirs(holder, id, heard))) continue;
				facts.lastInboundAt = Math.max(facts.lastInboundAt ?? 0, heard);
			}
			for (let count = 0; count < ids.length; count++) {
				const row = rows[next++];
				if (row !== undefined) facts.coolDownUntil = Math.max(facts.coolDownUntil ?? 0, momentIn(row));
			}
			const sent = counts[index];
			if (sent !== undefined) facts.sent = sent;
			return facts;
		});
	}

	/** All identifiers tied to each one's person: what holds messages back counts for everybody who had a number. */
	private async peopleOf(identifiers: IdentifierInput[]): Promise<IdKey[][]> {
		const asked = identifiers.map((identifier) => this.keysOf(identifier));
		return this.tied(asked, await this.reader.look(asked.flat(), []));
	}

	private tied(asked: IdKey[][], sight: Sight): IdKey[][] {
		return asked.map((keys) => [...new Set(keys.flatMap((id) => personOf(id, sight).ids))]);
	}

	private contactOf(identifier: IdentifierInput | undefined): string | undefined {
		const parsed = parseIdentifier(identifier, this.options());
		return parsed.ok ? contactOf(parsed.ids) : undefined;
	}

	keysOf(identifier: IdentifierInput): IdKey[] {
		const parsed = parseIdentifier(identifier, this.options());
		return parsed.ok ? parsed.keys : [];
	}

	private options() {
		return this.defaultCountry === undefined ? {} : { defaultCountry: this.defaultCountry };
	}
}

/** A damaged moment is no moment: `NaN` is neither before nor after any other. */
export function momentIn(row: string): number {
	try {
		return readMoment(row);
	} catch (error) {
		if (error instanceof CorruptRecord) return NaN;
		throw error;
	}
}
