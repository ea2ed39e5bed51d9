import { appendFileSync } from 'node:fs';
import { openStore } from '../../../shared/store';
import type { StoreConfig } from '../../../shared/store';
import { eventFor } from './events';
import type { Task } from './events';

/**
 * A process of its own that writes to a store: reads its task from the environment, says `ready`, begins when told, and notes every
 * acknowledged batch in a file before it goes on.
 */
async function main(): Promise<void> {
	const task = JSON.parse(process.env.TASK ?? '') as Task & { config: StoreConfig; acknowledged?: string };
	const store = await openStore(task.config);
	process.stdout.write('ready\n');
	await new Promise((resolve) => process.stdin.once('data', resolve));
	let failures = 0;
	for (let from = 0; from < task.contacts.length; from += task.batch) {
		const some = task.contacts.slice(from, from + task.batch);
		for (;;) {
			try {
				const events = some.map((n) => eventFor(task.kind, n));
				if (task.kind === 'import') {
					await store.import(some.map((n) => ({ contact: eventFor('import', n).contact, status: 'opted_in', occurredAt: eventFor('import', n).occurredAt.toString(), lists: ['news'] })));
				} else await store.record(events);
				break;
			} catch (error) {
				if (task.insist !== true) throw error;
				failures++;
				if (failures > 2000) throw error;
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
		}
		if (task.acknowledged !== undefined) appendFileSync(task.acknowledged, `${some.join(' ')}\n`);
	}
	await store.close();
	process.stdout.write(`done ${failures}\n`);
	process.exit(0);
}

main().catch((error: unknown) => {
	process.stderr.write(String(error instanceof Error ? error.stack : error));
	process.exit(1);
});
