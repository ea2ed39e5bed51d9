import { openStore } from '../../../shared/store';
import type { SendReservation, StoreConfig } from '../../../shared/store';

/** A process of its own that reserves messages a few at a time, and tells of which it found nothing beside its own. */
async function main(): Promise<void> {
	const { config, now, reservations } = JSON.parse(process.env.TASK ?? '') as { config: StoreConfig; now: number; reservations: SendReservation[] };
	const store = await openStore(config, { now: () => now });
	const alone: string[] = [];
	for (let from = 0; from < reservations.length; from += 5) {
		const some = reservations.slice(from, from + 5);
		const beside = await store.reserveSends(some, { now });
		some.forEach(({ contact }, index) => {
			if (beside[index]?.all?.contact.day === 0) alone.push(contact);
		});
	}
	await store.close();
	process.stdout.write(JSON.stringify(alone), () => process.exit(0));
}

main().catch((error: unknown) => {
	process.stderr.write(String(error instanceof Error ? error.stack : error));
	process.exit(1);
});
