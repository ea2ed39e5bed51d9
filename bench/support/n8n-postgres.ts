import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PostgresConfig } from '../../shared/store';

/** As much of pg-promise as n8n's Postgres node uses for a query per item. */
interface Task {
	multi(query: string, values: unknown[]): Promise<unknown[][]>;
}
interface Database {
	task<T>(work: (task: Task) => Promise<T>): Promise<T>;
	$pool: { end(): Promise<void> };
}

export interface N8nPostgres {
	/** What the node does with "Query Batching: Independently": one task, and in it one query an item. */
	independently(query: string, items: unknown[][]): Promise<unknown[]>;
	close(): Promise<void>;
}

/** n8n's own pg-promise, from the n8n that the tests run on. */
export function n8nPostgres(config: PostgresConfig): N8nPostgres {
	const load = createRequire(join(process.cwd(), 'e2e/package.json'));
	const pgPromise = load('pg-promise') as (options: object) => (config: object) => Database;
	const { host, port, database, user, password } = config;
	const db = pgPromise({ noWarnings: true, receive: () => undefined })({ host, port, database, user, password, keepAlive: true, max: 100, ssl: false });
	return {
		independently: async (query, items) =>
			await db.task(async (task) => {
				const result: unknown[] = [];
				for (const [item, values] of items.entries()) {
					const rows = (await task.multi(query, values)).flat();
					result.push(...rows.map((json) => ({ json, pairedItem: { item } })));
				}
				return result;
			}),
		close: async () => await db.$pool.end(),
	};
}
