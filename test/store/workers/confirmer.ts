import { confirmationSender, deliverConfirmation, planConfirmation } from '../../../shared/confirmation';
import { openStore, type StoreConfig } from '../../../shared/store';
import { createClient, type WhatsAppAccount } from '../../../shared/whatsapp';

/** What a confirming process is to do. */
export interface ConfirmerTask {
	config: StoreConfig;
	account: WhatsAppAccount;
	/** Consent items, all confirmed at once. */
	items: object[];
}

/** A process of its own that confirms items as Send Confirmation does, and prints what became of each. */
async function main(): Promise<void> {
	const { config, account, items } = JSON.parse(process.env.TASK ?? '') as ConfirmerTask;
	const store = await openStore(config);
	const sender = confirmationSender(() => createClient(account));
	process.stdout.write('ready\n');
	await new Promise((resolve) => process.stdin.once('data', resolve));
	const outcomes = await Promise.all(
		items.map(async (item) => {
			const plan = planConfirmation(item, { businessName: 'Tea & Co' }, Date.now());
			const delivery = await deliverConfirmation(plan, { store, sender, now: Date.now });
			return delivery.outcome === 'skipped' ? delivery.confirmation.reason : delivery.outcome;
		}),
	);
	process.stdout.write(`${JSON.stringify(outcomes)}\n`);
	await store.close();
	process.exit(0);
}

main().catch((error: unknown) => {
	process.stderr.write(String(error instanceof Error ? error.stack : error));
	process.exit(1);
});
