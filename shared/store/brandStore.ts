import type { ConsentEventInput, ContactState } from '../consent';
import type { IdentifierInput } from '../identity';
import type { Backend } from './backend';
import { Directory } from './directory';
import { CorruptRecord, InvalidRequest, StoreUnavailable } from './errors';
import { eventsOf, eventsUnder } from './events';
import { FactsReader } from './facts';
import { historyOf } from './history';
import type { Keys } from './keys';
import { personOf } from './people';
import { Recorder } from './record';
import { StatesReader } from './states';
import type { HistoryEntry, RecordResult } from './types';

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

/** The consent store of one brand: everything it can do, each in a room of its own. */
export class BrandStore {
	private readonly states_: StatesReader;
	private readonly reader: FactsReader;
	private readonly recorder: Recorder;
	private closed = false;

	constructor(private readonly parts: BrandParts) {
		const { backend, keys, secret, defaultCountry } = parts;
		const directory = new Directory(backend, keys);
		this.reader = new FactsReader(backend, keys, directory, secret);
		this.states_ = new StatesReader(backend, keys, this.reader, defaultCountry);
		this.recorder = new Recorder({ ...parts, directory, reader: this.reader });
	}

	async record(events: ConsentEventInput[]): Promise<RecordResult[]> {
		this.assertOpen();
		return await this.recorder.record(events);
	}

	async states(identifiers: IdentifierInput[], options: { lists?: string[] } = {}): Promise<ContactState[]> {
		this.assertOpen();
		return await this.states_.of(identifiers, options.lists);
	}

	async history(identifier: IdentifierInput): Promise<HistoryEntry[]> {
		this.assertOpen();
		const parsed = this.states_.parse(identifier);
		if (!parsed.ok) throw new InvalidRequest(`There is no such contact: ${parsed.problem}.`, 'Give a phone number with country code or a user ID.');
		const sight = await this.reader.look(parsed.keys);
		const ids = new Set(parsed.keys.flatMap((id) => personOf(id, sight).ids));
		const { backend, keys } = this.parts;
		const events = eventsOf({ ids: [...ids], variants: [] }, await eventsUnder(backend, keys, ids), sight.facts);
		if (events instanceof CorruptRecord) throw events;
		return historyOf(events.own);
	}

	async close(): Promise<void> {
		if (this.closed) return;
		this.closed = true;
		await this.parts.release();
	}

	private assertOpen(): void {
		if (this.closed) throw new StoreUnavailable('This consent store has been closed.', 'Open it again.');
	}
}
