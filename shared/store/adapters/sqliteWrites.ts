import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreUnavailable } from '../errors';
import { explainSqlite, isBusy } from './sqliteErrors';

/** How long to wait for another process's write before giving up, and how long to block the event loop at a time. */
const BUSY_DEADLINE_MS = 10_000;
export const BUSY_STEP_MS = 50;

/** Rows worked on before other work of this process gets a turn. */
const STEP = 1000;

/** Writes that share a transaction at most. */
const TOGETHER = 64;

interface Write {
	/** Answers how to tell the caller once it is on disk. */
	run(): Promise<() => void>;
	fail(error: unknown): void;
}

/** What one process writes through one connection. */
export class SharedWrites {
	private readonly waiting: Write[] = [];
	private writing: Promise<void> | undefined;
	private readonly statements = new Map<string, StatementSync>();

	constructor(
		private readonly database: DatabaseSync,
		private readonly filePath: string,
		private readonly isLost: () => boolean,
	) {}

	/** Once all that was handed in is on disk or has failed. */
	async settled(): Promise<void> {
		await this.writing;
	}

	/**
	 * Writes of this process stand in line, and those that wait together share a transaction: the disk is waited for once for all of
	 * them. Each stands or falls alone. Writes of other processes are waited for without blocking.
	 */
	async write<T>(work: (yielding: () => Promise<void>) => Promise<T>): Promise<T> {
		return await new Promise<T>((resolve, reject) => {
			let steps = 0;
			const yielding = async (): Promise<void> => {
				if (++steps % STEP === 0) await turn();
			};
			const run = async (): Promise<() => void> => {
				const result = await work(yielding);
				return () => resolve(result);
			};
			this.waiting.push({ run, fail: (error) => reject(explainSqlite(error, this.filePath)) });
			this.writing ??= this.writeAll();
		});
	}

	private async writeAll(): Promise<void> {
		while (this.waiting.length > 0) {
			// What else happens in this turn of the event loop may join.
			await turn();
			const together = this.waiting.splice(0, TOGETHER);
			const done: Array<() => void> = [];
			try {
				await patiently(this.filePath, () => this.run('begin immediate'));
				if (together.length === 1) for (const one of together) done.push(await one.run());
				else for (const one of together) await this.runApart(one, done);
				this.run('commit');
				if (this.isLost()) throw lost(this.filePath);
			} catch (error) {
				if (this.database.isOpen && this.database.isTransaction) this.database.exec('rollback');
				for (const one of together) one.fail(error);
				continue;
			}
			for (const settle of done) settle();
		}
		this.writing = undefined;
	}

	private async runApart(one: Write, done: Array<() => void>): Promise<void> {
		this.run('savepoint one');
		try {
			done.push(await one.run());
		} catch (error) {
			if (!this.database.isTransaction) throw error;
			this.run('rollback to one');
			one.fail(error);
		}
		this.run('release one');
	}

	/** Prepared once. */
	private run(sql: string): void {
		let statement = this.statements.get(sql);
		if (statement === undefined) this.statements.set(sql, (statement = this.database.prepare(sql)));
		statement.run();
	}
}

/** What was written is in a file that nobody will find again, so it must not pass for recorded. */
function lost(filePath: string): StoreUnavailable {
	return new StoreUnavailable(
		`The consent store's file ${filePath} was deleted or replaced by another while it was open.`,
		'What comes next goes to the file that stands there then. If it was deleted by mistake, restore it from a backup; stop n8n before you exchange it.',
	);
}

/** Waits for other processes' writes without blocking. */
export async function patiently(filePath: string, attempt: () => void): Promise<void> {
	const deadline = Date.now() + BUSY_DEADLINE_MS;
	for (;;) {
		try {
			attempt();
			return;
		} catch (error) {
			if (!isBusy(error)) throw error;
			if (Date.now() > deadline) {
				throw new StoreUnavailable(
					`The consent store's file ${filePath} has been locked by another process for ${BUSY_DEADLINE_MS / 1000} seconds.`,
					'See which other program has it open; several busy n8n workers are better served by PostgreSQL.',
					{ cause: error },
				);
			}
			await pause(5 + Math.random() * 20);
		}
	}
}
