import { EventEmitter } from 'node:events';
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import type { KeyvStoreAdapter, KeyvEntry } from 'keyv';
import { byKey, CHUNK, chunks, endOf } from '../backend';
import type { Backend, Batch, Committed, Row } from '../backend';
import { mergeRows } from '../cells';
import { SCHEMA_KEY } from '../keys';
import { inOrder, orderSql } from '../orders';
import type { Order, OrderedPlace, OrderedRow } from '../orders';
import { reduce } from '../reduce';
import { checkVersion, versionRow } from '../schema';
import { explainSqlite } from './sqliteErrors';
import { BUSY_STEP_MS, patiently, SharedWrites } from './sqliteWrites';

export const TABLE = 'consent_store';

/** Separates answers; JSON texts hold no raw line feed. */
const SEPARATOR = '\n';

const ASKED = `from json_each(?) j left join ${TABLE} t on t.key = j.value`;
/**
 * One text with the values, and one with their places among the keys: that they come in order is what SQLite does, not what it promises. A
 * damaged row that is empty must not pass for one that is not there, so it counts for two.
 */
const READ = `select group_concat(case when t.value = '' then char(10) else ifnull(t.value, '') end, char(10)), group_concat(j.key) ${ASKED}`;
const READ_ROWS = `select t.value ${ASKED} order by j.key`;

/** Rows worked on before other work of this process gets a turn. */
const STEP = 1000;

/**
 * Keyv storage adapter over Node's own SQLite, with the store's port beside Keyv's contract. One connection reads, another writes:
 * long writes yield between steps, and nobody sees half of one. `synchronous=FULL`: what was acknowledged survives power loss.
 */
export class SqliteAdapter extends EventEmitter implements KeyvStoreAdapter, Backend {
	readonly opts: { dialect: 'sqlite'; url: string; iterationLimit: number };
	namespace: string | undefined;
	private readonly reader: DatabaseSync;
	private readonly writer: DatabaseSync;
	private readonly statements = new Map<string, StatementSync>();
	private readonly orders = new Set<string>();
	private readonly writes: SharedWrites;
	/** Names the file itself, whatever path leads to it. */
	private readonly file: string | undefined;

	private constructor(
		readonly filePath: string,
		reader: DatabaseSync,
		writer: DatabaseSync,
	) {
		super();
		this.opts = { dialect: 'sqlite', url: `sqlite://${filePath}`, iterationLimit: 1000 };
		this.reader = reader;
		this.writer = writer;
		this.file = fileAt(filePath);
		this.writes = new SharedWrites(writer, filePath, () => this.isLost());
	}

	/** @throws {StoreUnavailable} when the file can't be opened or is no database; {SchemaTooNew} when a newer version wrote it. */
	static async open(filePath: string): Promise<SqliteAdapter> {
		const opened: DatabaseSync[] = [];
		const connect = () => {
			const database = new DatabaseSync(filePath, { timeout: BUSY_STEP_MS });
			opened.push(database);
			return database;
		};
		try {
			const writer = connect();
			await patiently(filePath, () => writer.exec('pragma journal_mode = wal'));
			writer.exec('pragma synchronous = full');
			await patiently(filePath, () =>
				inTransaction(writer, () => {
					writer.exec(
						`create table if not exists ${TABLE} (key text primary key not null, value text not null) without rowid`,
					);
					const found = writer.prepare(`select value from ${TABLE} where key = ?`).get(SCHEMA_KEY)?.value;
					if (checkVersion(typeof found === 'string' ? found : undefined) === 'missing') {
						writer.prepare(`insert into ${TABLE} (key, value) values (?, ?)`).run(SCHEMA_KEY, versionRow());
					}
				}),
			);
			const reader = connect();
			reader.exec('pragma query_only = on');
			return new SqliteAdapter(filePath, reader, writer);
		} catch (error) {
			for (const database of opened) if (database.isOpen) database.close();
			throw explainSqlite(error, filePath);
		}
	}

	// The store's port

	async read(keys: string[]): Promise<Array<string | undefined>> {
		const values: Array<string | undefined> = [];
		for (const some of chunks(keys, CHUNK)) {
			if (values.length > 0) await turn();
			for (const value of this.valuesOn(this.reader, some)) values.push(value);
		}
		return values;
	}

	async under(prefixes: string[]): Promise<Row[]> {
		const found: Row[] = [];
		for (const some of chunks([...new Set(prefixes)].sort(), STEP)) {
			for (const prefix of some) found.push(...this.range(prefix, prefix, -1));
			if (some.length === STEP) await turn();
		}
		return found;
	}

	async page(prefix: string, after: string | undefined, limit: number): Promise<Row[]> {
		return this.range(prefix, after ?? prefix, limit);
	}

	async ordered(prefix: string, order: Order, descending: boolean, after: OrderedPlace | undefined, limit: number): Promise<OrderedRow[]> {
		const sql = orderSql(order, TABLE, { find: 'instr', value: () => '?', comparesRows: false });
		if (!this.orders.has(order.name)) {
			await this.writes.write(async () => this.writer.exec(sql.create(`${TABLE}_by_${order.name}`)));
			this.orders.add(order.name);
		}
		return await inOrder(sql.pages(prefix, descending, after), limit, (text, values) =>
			this.ask(text, values).map(([key, value, part]) => ({ key: key ?? '', value: value ?? '', part: part ?? '' })),
		);
	}

	async commit(batch: Batch): Promise<Committed> {
		return await this.writes.write(async (yielding) => await this.apply(batch, yielding));
	}

	async commitInParts(parts: () => Iterable<Batch>, heard: (committed: Committed) => void): Promise<boolean> {
		return await this.writes.write(async (yielding) => {
			for (const part of parts()) {
				const committed = await this.apply(part, yielding);
				// Nobody else writes meanwhile, so what stops one part has stopped the first, and nothing is undone.
				if (committed.stopped === true) return false;
				heard(committed);
			}
			return true;
		});
	}

	async swap(key: string, expected: string | undefined, value: string | undefined): Promise<boolean> {
		return await this.writes.write(async () => {
			const found = this.onWriter(`select value from ${TABLE} where key = ?`).get(key)?.value;
			if (found !== expected) return false;
			if (value === undefined) this.onWriter(`delete from ${TABLE} where key = ?`).run(key);
			else {
				this.onWriter(
					`insert into ${TABLE} (key, value) values (?, ?) on conflict (key) do update set value = excluded.value`,
				).run(key, value);
			}
			return true;
		});
	}

	/** An open file that is deleted lives on until it is closed, and takes all that is written with it. */
	isLost(): boolean {
		return this.file !== undefined && fileAt(this.filePath) !== this.file;
	}

	async close(): Promise<void> {
		await this.writes.settled();
		for (const database of [this.reader, this.writer]) if (database.isOpen) database.close();
	}

	// Keyv's contract

	async get<Value>(key: string): Promise<Value | undefined> {
		const [value] = await this.read([key]);
		return value as Value | undefined;
	}

	async getMany<Value>(keys: string[]): Promise<Array<Value | undefined>> {
		return (await this.read(keys)) as Array<Value | undefined>;
	}

	async has(key: string): Promise<boolean> {
		return (await this.read([key]))[0] !== undefined;
	}

	async hasMany(keys: string[]): Promise<boolean[]> {
		return (await this.read(keys)).map((value) => value !== undefined);
	}

	async set(key: string, value: string): Promise<void> {
		await this.commit({ sets: [{ key, value }] });
	}

	async setMany(entries: KeyvEntry[]): Promise<void> {
		const sets = new Map<string, Row>();
		for (const { key, value } of entries) sets.set(key, { key, value: String(value) });
		await this.commit({ sets: [...sets.values()].sort(byKey) });
	}

	async delete(key: string): Promise<boolean> {
		return await this.deleteMany([key]);
	}

	async deleteMany(keys: string[]): Promise<boolean> {
		const { before } = await this.commit({ before: keys, deletes: keys });
		return before.size > 0;
	}

	/** Of a namespace; without one, everything but the schema's version. */
	async clear(): Promise<void> {
		const namespace = this.namespace;
		await this.writes.write(async () => {
			if (namespace === undefined) this.onWriter(`delete from ${TABLE} where key <> ?`).run(SCHEMA_KEY);
			else this.onWriter(`delete from ${TABLE} where key >= ? and key < ?`).run(`${namespace}:`, `${namespace};`);
		});
	}

	async *iterator(namespace?: string): AsyncGenerator<[string, string], void> {
		const prefix = namespace === undefined || namespace === '' ? undefined : `${namespace}:`;
		let after: string | undefined;
		for (;;) {
			const rows = prefix === undefined
				? this.rows(`select key, value from ${TABLE} where key > ? and key <> ? order by key limit ?`, [after ?? '', SCHEMA_KEY, this.opts.iterationLimit])
				: this.range(prefix, after ?? prefix, this.opts.iterationLimit);
			for (const { key, value } of rows) yield [key, value];
			if (rows.length < this.opts.iterationLimit) return;
			after = rows.at(-1)?.key;
		}
	}

	async disconnect(): Promise<void> {
		await this.close();
	}

	private range(prefix: string, after: string, limit: number): Row[] {
		return this.rows(`select key, value from ${TABLE} where key > ? and key < ? order by key limit ?`, [
			after,
			endOf(prefix),
			limit,
		]);
	}

	private rows(sql: string, values: Array<string | number>): Row[] {
		return this.ask(sql, values).map(([key, value]) => ({ key: key ?? '', value: value ?? '' }));
	}

	private valuesOn(database: DatabaseSync, keys: string[]): Array<string | undefined> {
		const asked = JSON.stringify(keys);
		const [[found = null, places = null] = []] = this.ask(READ, [asked], database);
		const values = (found ?? '').split(SEPARATOR);
		if (values.length === keys.length && places === countedUp(keys.length)) return values.map((value) => (value === '' ? undefined : value));
		return this.ask(READ_ROWS, [asked], database).map(([value]) => value ?? undefined);
	}

	private ask(sql: string, values: Array<string | number>, database = this.reader): Array<Array<string | null>> {
		try {
			const name = database === this.reader ? sql : `a:${sql}`;
			let statement = this.statements.get(name);
			if (statement === undefined) {
				statement = database.prepare(sql);
				statement.setReturnArrays(true);
				this.statements.set(name, statement);
			}
			return statement.all(...values) as unknown as Array<Array<string | null>>;
		} catch (error) {
			throw explainSqlite(error, this.filePath);
		}
	}

	private onWriter(sql: string): StatementSync {
		const known = this.statements.get(`w:${sql}`);
		if (known !== undefined) return known;
		const statement = this.writer.prepare(sql);
		this.statements.set(`w:${sql}`, statement);
		return statement;
	}

	private async apply(batch: Batch, yielding: () => Promise<void>): Promise<Committed> {
		const committed: Committed = { before: new Map(), inserted: new Set() };
		const get = this.onWriter(`select value from ${TABLE} where key = ?`);
		const valueOf = (key: string) => get.get(key)?.value as string | undefined;
		// Nobody else writes meanwhile: SQLite has one writer at a time.
		const known = new Map<string, string | undefined>();
		for (const some of chunks(batch.before ?? [], STEP)) {
			const values = this.valuesOn(this.writer, some);
			for (let index = 0; index < some.length; index++) {
				const [key = '', value] = [some[index], values[index]];
				known.set(key, value);
				if (value !== undefined) committed.before.set(key, value);
			}
			if (some.length === STEP) await turn();
		}
		if (batch.unless !== undefined && valueOf(batch.unless) !== undefined) committed.stopped = true;
		const insert = this.onWriter(`insert into ${TABLE} (key, value) values (?, ?) on conflict (key) do nothing`);
		for (const row of committed.stopped === true ? [] : [...(batch.inserts ?? [])].sort(byKey)) {
			const late = row.guards?.some((guard) => tombstoneTime(valueOf(guard)) >= (row.at ?? ''));
			if (late !== true && insert.run(row.key, row.value).changes > 0) committed.inserted.add(row.key);
			await yielding();
		}
		const set = this.onWriter(`insert into ${TABLE} (key, value) values (?, ?) on conflict (key) do update set value = excluded.value`);
		for (const row of reduce((batch.merges ?? []).filter(({ by }) => by === undefined || committed.inserted.has(by)))) {
			const stood = known.has(row.key) ? known.get(row.key) : valueOf(row.key);
			const merged = stood === undefined ? row.value : mergeRows(stood, row.value, row.layout);
			if (merged !== stood) set.run(row.key, merged);
			await yielding();
		}
		for (const row of batch.sets ?? []) {
			set.run(row.key, row.value);
			await yielding();
		}
		const remove = this.onWriter(`delete from ${TABLE} where key = ?`);
		for (const key of batch.deletes ?? []) {
			remove.run(key);
			await yielding();
		}
		return committed;
	}
}

function fileAt(path: string): string | undefined {
	const found = statSync(path, { bigint: true, throwIfNoEntry: false });
	return found === undefined ? undefined : `${found.dev}:${found.ino}`;
}

function inTransaction(database: DatabaseSync, work: () => void): void {
	database.exec('begin immediate');
	try {
		work();
		database.exec('commit');
	} catch (error) {
		if (database.isTransaction) database.exec('rollback');
		throw error;
	}
}

function tombstoneTime(text: string | undefined): string {
	return text === undefined ? '' : text.slice(16, 29);
}

/** "0,1,2" and so on. Nearly every question is of a full chunk or of a few keys. */
function countedUp(to: number): string {
	let text = counts.get(to);
	if (text === undefined) {
		text = [...Array(to).keys()].join(',');
		if (counts.size < KEPT_COUNTS) counts.set(to, text);
	}
	return text;
}

const counts = new Map<number, string>();
const KEPT_COUNTS = 64;
