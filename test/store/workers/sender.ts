import { openStore } from '../../../shared/store';
import type { SentMessage, StoreConfig } from '../../../shared/store';

/** A process of its own that notes messages one batch after another, each of them twice, as after a lost answer. */
async function main(): Promise<void> {
	const { config, now, messages } = JSON.parse(process.env.TASK ?? '') as { config: StoreConfig; now: number; messages: SentMessage[] };
	const store = await openStore(config, { now: () => now });
	for (let from = 0; from < messages.length; from += 20) {
		const some = messages.slice(from, from + 20);
		await store.noteSent(some);
		await store.noteSent(some, { ifUnknown: true });
	}
	await store.close();
	process.exit(0);
}

main().catch((error: unknown) => {
	process.stderr.write(String(error instanceof Error ? error.stack : error));
	process.exit(1);
});
