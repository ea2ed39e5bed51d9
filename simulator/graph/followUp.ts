import { status, type PricingCategory, type StatusName } from '../payloads';
import { personOf, type Customer } from '../world/customers';
import type { SendEntry } from '../world/log';
import type { World } from '../world/world';
import { titleOf } from './errorTable';
import type { Verdict } from './judge';

/** What becomes of an accepted send: it reaches the phone or fails, and the statuses say so. */
export function followUp(world: World, entry: SendEntry, verdict: Verdict, customer: Customer): void {
	if (verdict.failure !== undefined) {
		entry.status = 'failed';
		entry.errorCode = verdict.failure;
		report(world, entry, verdict, customer, 'failed');
		return;
	}
	const { statuses } = world.settings;
	entry.delivered = true;
	entry.status = statuses.read ? 'read' : 'delivered';
	if (statuses.sent) report(world, entry, verdict, customer, 'sent');
	if (statuses.delivered) report(world, entry, verdict, customer, 'delivered');
	if (statuses.read) report(world, entry, verdict, customer, 'read');
}

function report(world: World, entry: SendEntry, verdict: Verdict, customer: Customer, name: StatusName): void {
	const now = world.clock.now();
	const occasion = { number: world.account, person: personOf(customer, now), at: now };
	const payload = status(occasion, {
		id: entry.messageId ?? '',
		status: name,
		addressedBy: verdict.recipient.addressedBy,
		category: verdict.category as PricingCategory,
		opaque: verdict.opaque,
		error: verdict.failure === undefined ? undefined : { code: verdict.failure, title: titleOf(verdict.failure) },
	});
	world.dispatcher.queueStatus(payload);
}
