import type { ConsentEventInput, ContactFacts, ContactState } from '../consent';
import type { IdentifierInput, ParsedIdentifier } from '../identity';
import type { Backend } from './backend';
import { Cache } from './cache';
import { CampaignLog, KEPT_DAYS } from './campaignLog';
import { ChangeLog } from './changeLog';
import { Claims } from './claims';
import { contactRecord, Contacts } from './contacts';
import { Deliveries } from './deliveries';
import { Directory } from './directory';
import { Eraser } from './erase';
import { CorruptRecord, InvalidRequest, StoreUnavailable } from './errors';
import { eventsUnder, rowsOf } from './events';
import { FactsReader } from './facts';
import { historyFor } from './history';
import { Holders, isTheirs, theirs, placesOf } from './holders';
import type { Holder } from './holders';
import { Importer } from './import';
import type { Keys } from './keys';
import { Lists } from './lists';
import { Messages } from './messages';
import { personOf } from './people';
import { PlainStates } from './plainStates';
import { Profiles } from './profiles';
import { Quotas } from './quotas';
import { Reachability } from './reachability';
import { Recorder } from './record';
import { Settings } from './settings';
import { Signals } from './signals';
import { StatesReader } from './states';
import type * as Port from './types';

export interface BrandParts {
	backend: Backend;
	keys: Keys;
	secret: string;
	now: () => number;
	/** A text never made before. */
	stamp: () => string;
	defaultCountry?: string;
	release: () => Promise<void>;
}

/** The consent store of one brand: every call goes to the room that does it. */
export class BrandStore implements Port.ConsentStore {
	private readonly rooms: ReturnType<typeof furnish>;
	private open = true;

	constructor(private readonly parts: BrandParts) {
		this.rooms = furnish(parts);
	}

	get defaultCountry(): string | undefined {
		return this.parts.defaultCountry;
	}

	record = async (events: ConsentEventInput[]) => await this.room('recorder').record(events);

	async states(identifiers: IdentifierInput[], options: { lists?: string[] } = {}): Promise<ContactState[]> {
		return await this.room('states').of(identifiers, options.lists);
	}

	async history(identifier: IdentifierInput): Promise<Port.HistoryEntry[]> {
		const reader = this.room('reader');
		const { keys: asked } = this.contact(identifier);
		const sight = await reader.look(asked);
		const people = asked.map((id) => personOf(id, sight));
		const { backend, keys } = this.parts;
		const all = new Set(people.flatMap((person) => [person.ids, ...person.variants].flat()));
		const rows = rowsOf(all, await eventsUnder(backend, keys, all), sight.facts);
		if (rows instanceof CorruptRecord) throw rows;
		const own = theirs(asked, await this.room('holders').of(asked, sight));
		return await this.room('deliveries').withConfirmations(historyFor(own, rows, new Set(people.flatMap(({ ids }) => ids))));
	}

	contacts = async (filter: Port.ContactFilter = {}, cursor?: string) => await this.room('contacts').page(filter, cursor);
	exportContacts = (filter?: Port.ContactFilter) => this.room('contacts').all(filter);

	async records(identifiers: IdentifierInput[]): Promise<Port.ContactRecord[]> {
		const parsed = identifiers.map((identifier) => this.parse(identifier));
		const states = await this.room('states').of(identifiers);
		const people = await this.room('holders').ofEach(parsed.map((one) => (one.ok ? one.keys : [])));
		const profiles = await this.room('profiles').of(people);
		return states.map((state, index) => contactRecord(state, profiles[index] ?? { tags: [], attributes: {} }));
	}

	async heldSince(identifier: IdentifierInput): Promise<number | undefined> {
		const { keys } = this.contact(identifier);
		const { times } = await this.holder(identifier);
		const begun = times.filter(({ id, until }) => until === Infinity && keys.includes(id)).map(({ from }) => from);
		const latest = Math.max(...begun);
		return Number.isFinite(latest) ? latest : undefined;
	}

	async updateProfile(identifier: IdentifierInput, change: Port.ProfileChange): Promise<Port.ContactRecord> {
		const { ids, keys } = this.contact(identifier);
		await this.room('profiles').update(ids, keys, change);
		const [record] = await this.records([identifier]);
		if (record === undefined) throw new Error('a contact was asked for and none was answered');
		return record;
	}

	lists = async () => await this.room('lists').all();
	saveList = async (list: { key: string; name?: string; description?: string }) => await this.room('lists').save(list);
	deleteList = async (key: string) => await this.room('lists').remove(key);
	listCounts = async (key: string) => await this.room('contacts').counts(key);

	settings = async () => await this.room('settings').read();
	updateSettings = async (change: Partial<Port.ConsentSettings>) => await this.room('settings').update(change);

	keepChange = async <T>(subject: Port.ChangeSubject, note: Port.KeptChangeInput, change: () => Promise<T>): Promise<T> =>
		await this.room('changes').keep(typeof subject === 'string' ? subject : (this.contact(subject.contact).keys[0] ?? ''), note, change);

	async changes(subject: Port.ChangeSubject, options?: { limit?: number }): Promise<Port.KeptChange[]> {
		const limit = options?.limit ?? 50;
		if (typeof subject === 'string') return await this.room('changes').of([subject], limit);
		const holder = await this.holder(subject.contact);
		return await this.room('changes').of(placesOf(holder), limit, (id, at) => isTheirs(holder, id, at));
	}

	claim = async (key: string, options?: { staleAfterMs?: number; retryUncertain?: boolean }) =>
		await this.room('claims').claim(key, options);
	finish = async (key: string, outcome: Record<string, unknown>) => await this.room('claims').finish(key, outcome);
	release = async (key: string, token: string) => await this.room('claims').release(key, token);

	takeQuota = async (name: string, wanted: number, most: number) => await this.room('quotas').take(name, wanted, most);
	giveBackQuota = async (name: string, count: number) => await this.room('quotas').giveBack(name, count);

	rememberSignals = async (signalIds: string[]) => await this.room('signals').remember(signalIds);
	handedOver = async (signalIds: string[]) => await this.room('signals').handedOver(signalIds);

	noteInbound = async (messages: Port.Contact24h[]) => await this.room('messages').noteInbound(messages);
	noteSent = async (messages: Port.SentMessage[], options?: { ifUnknown?: boolean }) =>
		await this.room('messages').sends.note(messages, options?.ifUnknown === true);
	reserveSends = async (reservations: Port.SendReservation[], options: { list?: string; now: number }) =>
		await this.room('messages').reserve(reservations, options);
	releaseSends = async (reserved: Port.Reserved[]) => await this.room('messages').reservations.release(reserved);
	sentMessages = async (messageIds: string[]) => await this.room('messages').sends.of(messageIds);
	noteDeliveries = async (notes: Port.DeliveryNote[]) => await this.room('deliveries').note(notes);
	noteUndelivered = async (identifier: IdentifierInput, messageId: string, at: number) =>
		await this.room('reachability').failed(identifier, messageId, at);
	noteReached = async (people: Array<{ identifier: IdentifierInput; at: number }>) => await this.room('reachability').reached(people);
	undelivered = async (identifiers: IdentifierInput[]) => await this.room('reachability').of(identifiers);
	coolDown = async (identifier: IdentifierInput, until: number) => await this.room('messages').coolDown(identifier, until);
	facts = async (identifiers: IdentifierInput[], phoneNumberId?: string, options?: Port.FactsOptions): Promise<ContactFacts[]> =>
		await this.room('messages').facts(identifiers, phoneNumberId, options);

	saveReport = async (campaignKey: string, report: Record<string, unknown>) => await this.room('campaigns').saveReport(campaignKey, report);
	reports = async (campaignKey?: string, options?: { limit?: number }) =>
		await this.room('campaigns').reports(campaignKey, options?.limit ?? 1000);
	keepDecisions = async (campaignKey: string, decisions: Port.KeptDecisionInput[]) =>
		await this.room('campaigns').keep(campaignKey, decisions);

	async decisions(identifier: IdentifierInput, campaignKey?: string): Promise<Port.KeptDecision[]> {
		const holder = await this.holder(identifier);
		return await this.room('campaigns').decisions(placesOf(holder), campaignKey, (id, at) => isTheirs(holder, id, at));
	}

	cached = async (key: string) => await this.room('cache').read(key);
	cache = async (key: string, value: unknown) => await this.room('cache').write(key, value);

	import = async (rows: Port.ImportRow[], options?: { dryRun?: boolean; source?: string }) =>
		await this.room('importer').run(rows, options);

	async erase(identifier: IdentifierInput): Promise<{ contact: string; erased: boolean; events: number }> {
		const { ids, keys } = this.contact(identifier);
		return await this.room('eraser').erase(ids, keys);
	}

	async close(): Promise<void> {
		if (!this.open) return;
		this.open = false;
		await this.parts.release();
	}

	private room<Name extends keyof ReturnType<typeof furnish>>(name: Name): ReturnType<typeof furnish>[Name] {
		if (!this.open) throw new StoreUnavailable('This consent store has been closed.', 'Open it again.');
		return this.rooms[name];
	}

	private async holder(identifier: IdentifierInput): Promise<Holder> {
		const [holder] = await this.room('holders').ofEach([this.contact(identifier).keys]);
		if (holder === undefined) throw new Error('a contact was asked for and none was answered');
		return holder;
	}

	private parse(identifier: IdentifierInput): ParsedIdentifier {
		return this.room('states').parse(identifier);
	}

	/** @throws {InvalidRequest} when the identifier can't be read. */
	private contact(identifier: IdentifierInput): Extract<ParsedIdentifier, { ok: true }> {
		const parsed = this.parse(identifier);
		if (parsed.ok) return parsed;
		throw new InvalidRequest(`There is no such contact: ${parsed.problem}.`, 'Give a phone number with country code or a user ID.');
	}
}

function furnish(parts: BrandParts) {
	const { backend, keys, secret, now, stamp, defaultCountry } = parts;
	const directory = new Directory(backend, keys);
	const reader = new FactsReader(backend, keys, directory, secret);
	const states = new StatesReader(backend, keys, reader, new PlainStates(backend, keys, directory), defaultCountry);
	const holders = new Holders(backend, keys, reader);
	const profiles = new Profiles(backend, keys, holders, now);
	const settings = new Settings(backend, keys, now);
	const messages = new Messages(backend, keys, reader, holders, now, stamp, defaultCountry);
	const claims = new Claims(backend, keys, now, stamp);
	const recorder = new Recorder({ backend, keys, directory, reader, now, stamp, ...(defaultCountry === undefined ? {} : { defaultCountry }) });
	return {
		reader,
		holders,
		states,
		profiles,
		recorder,
		contacts: new Contacts(backend, keys, reader, holders, states, profiles, now),
		lists: new Lists(backend, keys, directory, now, stamp),
		settings,
		changes: new ChangeLog(backend, keys, now, stamp),
		claims,
		quotas: new Quotas(backend, keys, now),
		deliveries: new Deliveries(backend, keys, claims),
		reachability: new Reachability(backend, keys, holders, (identifier) => messages.keysOf(identifier)),
		signals: new Signals(backend, keys, now),
		messages,
		campaigns: new CampaignLog(
			backend,
			keys,
			now,
			stamp,
			async () => (await settings.read()).keepReportsDays ?? KEPT_DAYS,
			(identifier) => messages.keysOf(identifier),
		),
		cache: new Cache(backend, keys, now),
		importer: new Importer(recorder, profiles, now, defaultCountry),
		eraser: new Eraser(backend, keys, directory, reader, holders, profiles, now, stamp),
	};
}
